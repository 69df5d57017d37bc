import Glibc

/// An exact fraction; every finite double is one.
package struct Rational: Sendable, Equatable {
  private let numerator: BigInteger
  /// Positive and without a common divisor with the numerator.
  private let denominator: BigInteger

  /// The number 0.
  package static let zero = Rational(0)

  /// A whole number.
  package init(_ number: Int) {
    numerator = BigInteger(number)
    denominator = .one
  }

  /// The exact value of a double.
  ///
  /// - Precondition: the number is finite.
  package init(_ number: Double) {
    precondition(number.isFinite, "An infinite number is no fraction.")
    guard number != 0 else {
      self.init(0)
      return
    }
    let size = number.significandBitPattern | (number.isNormal ? 1 << 52 : 0)
    let exponent = (number.isNormal ? Int(number.exponent) : -1022) - 52
    let whole = BigInteger(number < 0 ? -Int(size) : Int(size))
    self.init(
      whole.shifted(by: max(0, exponent)), BigInteger.one.shifted(by: max(0, -exponent)))
  }

  /// Reduces a fraction; powers of two, which doubles bring, need no division.
  private init(_ numerator: BigInteger, _ denominator: BigInteger) {
    let twos = min(denominator.trailingZeroBitCount, numerator.trailingZeroBitCount)
    let top = twos == 0 || numerator.isZero ? numerator : numerator.shifted(by: -twos)
    let bottom = numerator.isZero ? .one : twos == 0 ? denominator : denominator.shifted(by: -twos)
    let isPowerOfTwo = bottom.trailingZeroBitCount == bottom.bitWidth - 1
    let common = isPowerOfTwo ? .one : BigInteger.greatestCommonDivisor(top, bottom)
    guard !common.isOne else {
      self.numerator = top
      self.denominator = bottom
      return
    }
    let size = top.magnitude.quotient(by: common).quotient
    self.numerator = top.isNegative ? -size : size
    self.denominator = bottom.quotient(by: common).quotient
  }

  /// Whether the number is below 0.
  package var isNegative: Bool { numerator.isNegative }
  /// Whether the number is 0.
  package var isZero: Bool { numerator.isZero }
  /// Whether the reduced denominator is 1.
  package var isWhole: Bool { denominator.isOne }
  /// The number without its sign.
  package var magnitude: Rational { isNegative ? -self : self }

  /// The exact opposite.
  package static prefix func - (number: Rational) -> Rational {
    Rational(-number.numerator, number.denominator)
  }

  /// The exact sum; its digits can be as many as both numbers have together.
  package static func + (left: Rational, right: Rational) -> Rational {
    if left.denominator == right.denominator {
      return Rational(left.numerator + right.numerator, left.denominator)
    }
    return Rational(
      left.numerator * right.denominator + right.numerator * left.denominator,
      left.denominator * right.denominator)
  }

  /// The exact difference; its digits can be as many as both numbers have together.
  package static func - (left: Rational, right: Rational) -> Rational { left + -right }

  /// The exact product; its digits can be as many as both numbers have together.
  package static func * (left: Rational, right: Rational) -> Rational {
    Rational(left.numerator * right.numerator, left.denominator * right.denominator)
  }

  /// Adds exactly; a sum of many terms gets longer with each.
  package static func += (left: inout Rational, right: Rational) { left = left + right }

  /// A double that is at most the number: the largest, but near zero.
  package var roundedDown: Double {
    isNegative ? 0 - (-self).truncated.above : truncated.below
  }

  /// A double that is at least the number: the smallest, but near zero.
  package var roundedUp: Double { 0 - (-self).roundedDown }

  /// Below it doubles lose digits; results this small are rounded to it or to zero.
  private static let smallest = 1e-290

  /// The doubles around a number that is not negative; the same where it is one.
  private var truncated: (below: Double, above: Double) {
    guard !isZero else { return (0, 0) }
    // Enough bits in the quotient for every double.
    let shift = max(0, 64 - numerator.bitWidth + denominator.bitWidth)
    let (quotient, remainder) = numerator.shifted(by: shift).quotient(by: denominator)
    let (bits, exponent, isCut) = quotient.highest
    let extra = UInt64(max(0, 11 - bits.leadingZeroBitCount))
    let kept = (bits >> extra) << extra
    let value = scalbn(Double(kept), Int32(clamping: exponent - shift))
    guard value >= Self.smallest else { return (0, Self.smallest) }
    guard value.isFinite else { return (.greatestFiniteMagnitude, .infinity) }
    return remainder.isZero && !isCut && kept == bits ? (value, value) : (value, value.nextUp)
  }

  /// The fraction with the least denominator within a relative distance of a double, by its
  /// continued fraction; the double itself where that takes a denominator above a million.
  package init(near number: Double, tolerance: Double) {
    let wanted = tolerance * max(1, abs(number))
    var (before, now) = ((0.0, 1.0), (1.0, 0.0))
    var rest = number
    for _ in 0..<24 {
      let whole = rest.rounded(.down)
      let next = (whole * now.0 + before.0, whole * now.1 + before.1)
      guard abs(next.0) < 1e15, next.1 <= 1e6 else { break }
      (before, now) = (now, next)
      if abs(now.0 / now.1 - number) <= wanted {
        self.init(BigInteger(Int(now.0)), BigInteger(Int(now.1)))
        return
      }
      guard rest != whole else { break }
      rest = 1 / (rest - whole)
    }
    self.init(number)
  }
}

extension Rational: Comparable {
  /// Compares exactly, by the sign of the difference.
  package static func < (left: Rational, right: Rational) -> Bool { (left - right).isNegative }
}
