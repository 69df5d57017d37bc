/// A whole number of any size.
///
/// Schoolbook arithmetic on 32-bit limbs: right for the few hundred digits of a check, no more.
struct BigInteger: Sendable, Equatable {
  /// Least limb first, without leading zeros; empty for zero.
  private(set) var limbs: [UInt32]
  private(set) var isNegative: Bool

  static let zero = BigInteger(limbs: [], isNegative: false)
  static let one = BigInteger(1)

  init(_ number: Int) {
    let size = number.magnitude
    self.init(
      limbs: [UInt32(truncatingIfNeeded: size), UInt32(truncatingIfNeeded: size >> 32)],
      isNegative: number < 0)
  }

  private init(limbs: [UInt32], isNegative: Bool) {
    self.limbs = limbs
    while self.limbs.last == 0 { self.limbs.removeLast() }
    self.isNegative = isNegative && !self.limbs.isEmpty
  }

  var isZero: Bool { limbs.isEmpty }
  var isOne: Bool { limbs == [1] && !isNegative }
  var magnitude: BigInteger { BigInteger(limbs: limbs, isNegative: false) }
  /// The number of bits of the magnitude.
  var bitWidth: Int { 32 * limbs.count - (limbs.last?.leadingZeroBitCount ?? 0) }

  static prefix func - (number: BigInteger) -> BigInteger {
    BigInteger(limbs: number.limbs, isNegative: !number.isNegative)
  }

  static func + (left: BigInteger, right: BigInteger) -> BigInteger {
    if left.isNegative == right.isNegative {
      return BigInteger(limbs: sum(left.limbs, right.limbs), isNegative: left.isNegative)
    }
    return isLess(left.limbs, right.limbs)
      ? BigInteger(limbs: difference(right.limbs, left.limbs), isNegative: right.isNegative)
      : BigInteger(limbs: difference(left.limbs, right.limbs), isNegative: left.isNegative)
  }

  static func - (left: BigInteger, right: BigInteger) -> BigInteger { left + -right }

  static func * (left: BigInteger, right: BigInteger) -> BigInteger {
    guard !left.isZero, !right.isZero else { return .zero }
    var product = [UInt32](repeating: 0, count: left.limbs.count + right.limbs.count)
    for (place, limb) in left.limbs.enumerated() {
      var carry: UInt64 = 0
      for (offset, other) in right.limbs.enumerated() {
        carry += UInt64(limb) * UInt64(other) + UInt64(product[place + offset])
        product[place + offset] = UInt32(truncatingIfNeeded: carry)
        carry >>= 32
      }
      product[place + right.limbs.count] = UInt32(truncatingIfNeeded: carry)
    }
    return BigInteger(limbs: product, isNegative: left.isNegative != right.isNegative)
  }

  /// The number times a power of two; a negative power divides and drops what is below one.
  func shifted(by count: Int) -> BigInteger {
    let (words, bits) = (abs(count) / 32, UInt32(abs(count) % 32))
    if count >= 0 {
      var result = [UInt32](repeating: 0, count: words)
      var carry: UInt32 = 0
      for limb in limbs {
        result.append(limb << bits | carry)
        carry = bits == 0 ? 0 : limb >> (32 - bits)
      }
      return BigInteger(limbs: result + [carry], isNegative: isNegative)
    }
    guard words < limbs.count else { return .zero }
    let kept = Array(limbs[words...])
    let result = kept.indices.map { index in
      let above = index + 1 < kept.count && bits > 0 ? kept[index + 1] << (32 - bits) : 0
      return kept[index] >> bits | above
    }
    return BigInteger(limbs: result, isNegative: isNegative)
  }

  private static func isLess(_ left: [UInt32], _ right: [UInt32]) -> Bool {
    guard left.count == right.count else { return left.count < right.count }
    return left.reversed().lexicographicallyPrecedes(right.reversed())
  }

  private static func sum(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
    var result: [UInt32] = []
    var carry: UInt64 = 0
    for place in 0..<max(left.count, right.count) {
      carry += UInt64(place < left.count ? left[place] : 0)
      carry += UInt64(place < right.count ? right[place] : 0)
      result.append(UInt32(truncatingIfNeeded: carry))
      carry >>= 32
    }
    return result + [UInt32(carry)]
  }

  /// The difference of two magnitudes, the first of which is not the smaller.
  private static func difference(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
    var result: [UInt32] = []
    var borrow: Int64 = 0
    for place in left.indices {
      let part = Int64(left[place]) - (place < right.count ? Int64(right[place]) : 0) - borrow
      borrow = part < 0 ? 1 : 0
      result.append(UInt32(truncatingIfNeeded: part))
    }
    return result
  }
}

extension BigInteger: Comparable {
  static func < (left: BigInteger, right: BigInteger) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    return left.isNegative
      ? isLess(right.limbs, left.limbs) : isLess(left.limbs, right.limbs)
  }
}

extension BigInteger {
  /// Quotient and remainder of two numbers that are not negative.
  ///
  /// - Precondition: the divisor is not zero.
  /// - Complexity: O(bits of the quotient · limbs).
  func quotient(by divisor: BigInteger) -> (quotient: BigInteger, remainder: BigInteger) {
    precondition(!divisor.isZero, "A number cannot be divided by zero.")
    guard self >= divisor else { return (.zero, self) }
    var remainder = self
    var quotient = [UInt32](repeating: 0, count: limbs.count)
    var shift = bitWidth - divisor.bitWidth
    var part = divisor.shifted(by: shift)
    while shift >= 0 {
      if remainder >= part {
        remainder = remainder - part
        quotient[shift / 32] |= 1 << UInt32(shift % 32)
      }
      part = part.shifted(by: -1)
      shift -= 1
    }
    return (BigInteger(limbs: quotient, isNegative: false), remainder)
  }

  /// The greatest common divisor of two magnitudes.
  static func greatestCommonDivisor(_ left: BigInteger, _ right: BigInteger) -> BigInteger {
    var (high, low) = (left.magnitude, right.magnitude)
    while !low.isZero { (high, low) = (low, high.quotient(by: low).remainder) }
    return high
  }

  /// How often two divides the number; zero for zero.
  var trailingZeroBitCount: Int {
    guard let place = limbs.firstIndex(where: { $0 != 0 }) else { return 0 }
    return 32 * place + limbs[place].trailingZeroBitCount
  }

  /// The 64 highest bits of the magnitude, and whether lower ones were dropped.
  var highest: (bits: UInt64, exponent: Int, isCut: Bool) {
    let drop = max(0, bitWidth - 64)
    let kept = magnitude.shifted(by: -drop)
    let bits =
      UInt64(kept.limbs.first ?? 0) | UInt64(kept.limbs.count > 1 ? kept.limbs[1] : 0) << 32
    return (bits, drop, drop > 0 && trailingZeroBitCount < drop)
  }
}
