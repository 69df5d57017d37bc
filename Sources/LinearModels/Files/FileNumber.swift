/// Numbers as both formats write them, and what both say of those that no double holds.
enum FileNumber {
  /// The shortest digits that read back as the same bits; whole numbers without a fraction.
  static func text(_ number: Double) -> String {
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A number that ``text(_:)`` writes as a plain whole one; nil for others.
  static func whole(_ number: Double) -> Int64? {
    // From here on whole numbers are written with an exponent.
    guard number.magnitude < 1e15, number.bitPattern != (-0.0).bitPattern else { return nil }
    let whole = Int64(number)
    return Double(whole) == number ? whole : nil
  }

  /// The bound, or an infinity for one of 1e20 and beyond.
  static func widened(_ bound: Double) -> Double {
    abs(bound) < 1e20 ? bound : bound < 0 ? -.infinity : bound > 0 ? .infinity : bound
  }

  /// Why a number is refused, where it is.
  static func refusal(_ loss: FileDecimal.Loss, of digits: String, _ value: Double) -> String {
    switch loss {
    case .digits:
      "no double is \(digits), and the nearest is \(text(value)); write that, or smaller units"
    case .overflow: "\(digits) is larger than every double; use larger units"
    case .underflow: "\(digits) is smaller than every double but zero; write 0, or smaller units"
    }
  }
}
