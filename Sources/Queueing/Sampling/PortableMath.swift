/// Logarithm and exponential from additions, multiplications and divisions alone, after Sun's
/// fdlibm.
///
/// IEEE 754 fixes those operations to the last bit, but C libraries differ in the last bit of `log`
/// and `exp`. A simulation that uses these functions gives the same bytes on every machine. Errors
/// stay below one unit in the last place.
package enum PortableMath {
  private static let ln2High = 6.93147180369123816490e-01
  private static let ln2Low = 1.90821492927058770002e-10

  /// The natural logarithm of a positive normal number.
  ///
  /// - Precondition: `value` is finite and at least `Double.leastNormalMagnitude`.
  /// - Complexity: O(1): one division and ten multiplications.
  @inline(__always)
  package static func log(_ value: Double) -> Double {
    assert(value.isNormal && value > 0, "The logarithm here is for positive normal numbers.")
    // Mantissas from √½ to √2, so that the polynomial's argument stays small on both sides of 1.
    let bits = value.bitPattern
    let high = UInt32(truncatingIfNeeded: bits >> 32) &+ (0x3ff0_0000 &- 0x3fe6_a09e)
    let exponent = Double(Int32(truncatingIfNeeded: high >> 20) &- 1023)
    let mantissaHigh = (high & 0x000f_ffff) &+ 0x3fe6_a09e
    let mantissa = Double(bitPattern: UInt64(mantissaHigh) << 32 | bits & 0xffff_ffff)
    let excess = mantissa - 1
    let ratio = excess / (2 + excess)
    let square = ratio * ratio
    let fourth = square * square
    let even =
      fourth
      * (3.999999999940941908e-01
        + fourth * (2.222219843214978396e-01 + fourth * 1.531383769920937332e-01))
    let odd =
      square
      * (6.666666666666735130e-01
        + fourth
        * (2.857142874366239149e-01
          + fourth * (1.818357216161805012e-01 + fourth * 1.479819860511658591e-01)))
    let halfSquare = 0.5 * excess * excess
    let tail = ratio * (halfSquare + (even + odd)) + exponent * ln2Low
    return exponent * ln2High - ((halfSquare - tail) - excess)
  }

  /// `e` to the power of a number; 0 below −745, infinite above 709.78.
  ///
  /// - Complexity: O(1).
  package static func exp(_ value: Double) -> Double {
    guard value > -745.2 else { return value.isNaN ? value : 0 }
    guard value < 709.79 else { return value.isNaN ? value : .infinity }
    let count = (value * 1.44269504088896338700).rounded()
    let high = value - count * ln2High
    let low = count * ln2Low
    let rest = high - low
    let square = rest * rest
    let polynomial =
      1.66666666666666019037e-01
      + square
      * (-2.77777777770155933842e-03
        + square
        * (6.61375632143793436117e-05
          + square * (-1.65339022054652515390e-06 + square * 4.13813679705723846039e-08)))
    let correction = rest - square * polynomial
    let reduced = 1 - ((low - (rest * correction) / (2 - correction)) - high)
    return Double(sign: .plus, exponent: Int(count), significand: reduced)
  }
}
