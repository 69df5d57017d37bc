/// Numbers as both formats read them.
enum FileNumber {
  /// The shortest digits that read back as the same number; whole numbers without a fraction.
  static func text(_ number: Double) -> String {
    let text = "\(number == 0 ? 0 : number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A number that ``text(_:)`` writes as a plain whole one; nil for others.
  static func whole(_ number: Double) -> Int64? {
    // From here on whole numbers are written with an exponent.
    guard number.magnitude < 1e15 else { return nil }
    let whole = Int64(number)
    return Double(whole) == number ? whole : nil
  }
}
