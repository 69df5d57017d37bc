/// A fraction of 128-bit numbers; an overflow ends the program instead of the truth.
struct ExactFraction: Comparable {
  let numerator: Int128
  /// Positive.
  let denominator: Int128

  init(_ numerator: Int128, _ denominator: Int128) {
    precondition(denominator != 0)
    self.numerator = denominator < 0 ? -numerator : numerator
    self.denominator = denominator.magnitude128
  }

  /// The whole part, rounded down, and what is left of the numerator, from 0.
  private var parts: (whole: Int128, rest: Int128) {
    let (whole, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
    return rest < 0 ? (whole - 1, rest + denominator) : (whole, rest)
  }

  static func == (left: Self, right: Self) -> Bool { !(left < right) && !(right < left) }

  static func < (left: Self, right: Self) -> Bool {
    let (mine, other) = (left.parts, right.parts)
    guard mine.whole == other.whole else { return mine.whole < other.whole }
    return mine.rest * right.denominator < other.rest * left.denominator
  }

  /// The nearest double, but for a rounding or two.
  var approximation: Double {
    let (whole, rest) = parts
    return Double(whole) + Double(rest) / Double(denominator)
  }
}

extension Int128 {
  fileprivate var magnitude128: Int128 { self < 0 ? -self : self }
}
