import Glibc

/// Numbers for people.
package enum NumberText {
  /// A fixed number of decimals, correctly rounded; a dash for what is not finite.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    guard abs(value) < 9e9, (0...9).contains(decimals) else {
      return printed("%.*f", decimals, value)
    }
    return short(value, decimals: decimals)
  }

  /// What `printed` gives, without its cost: the number's exact binary value times 10^decimals, ties to even.
  private static func short(_ value: Double, decimals: Int) -> String {
    var power: UInt64 = 1
    for _ in 0..<decimals { power *= 10 }
    let scaled = rounded(abs(value), times: power)
    var digits = [UInt8](repeating: UInt8(ascii: "0"), count: 24)
    var (left, first) = (scaled, digits.count)
    repeat {
      first -= 1
      digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: left % 10)
      left /= 10
      if decimals > 0, digits.count - first == decimals {
        first -= 1
        digits[first] = UInt8(ascii: ".")
      }
    } while left > 0 || digits.count - first < decimals + (decimals > 0 ? 2 : 1)
    if value.sign == .minus {
      first -= 1
      digits[first] = UInt8(ascii: "-")
    }
    return String(decoding: digits[first...], as: UTF8.self)
  }

  /// A number of at least 0, times a power of ten, rounded to a whole number, ties to even.
  private static func rounded(_ value: Double, times power: UInt64) -> UInt64 {
    guard value > 0 else { return 0 }
    // value = significand · 2^−shift, so that the product is exact in 128 bits.
    let significand = value.significandBitPattern | (value.isNormal ? 1 << 52 : 0)
    let shift = 1075 - Int(max(1, value.exponentBitPattern))
    let product = UInt128(significand) * UInt128(power)
    if shift <= 0 { return UInt64(product << UInt128(-shift)) }
    guard shift < 120 else { return 0 }
    let whole = product >> UInt128(shift)
    let rest = product - whole << UInt128(shift)
    let half = UInt128(1) << UInt128(shift - 1)
    let isUp = rest > half || (rest == half && whole & 1 == 1)
    return UInt64(whole) + (isUp ? 1 : 0)
  }

  /// A number of significant digits without an exponent where that is readable.
  package static func significant(_ value: Double, digits: Int = 6) -> String {
    printed("%.*g", digits, value)
  }

  /// The shortest text that reads back as the same number, whole numbers without a point.
  package static func shortest(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }

  /// A share as percent with two decimals; what would round to nothing but is not nothing says so.
  ///
  /// Below one part in 10⁹, where values count as equal, it is nothing.
  package static func percent(_ share: Double) -> String {
    share > 1e-9 && share < 0.00005 ? "<0.01 %" : "\(fixed(100 * share, decimals: 2)) %"
  }

  private static func printed(_ format: String, _ digits: Int, _ value: Double) -> String {
    guard value.isFinite else { return "–" }
    // The longest finite number has 309 digits before its point.
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 400) { buffer in
      let length = withVaList([Int32(digits), value]) { arguments in
        vsnprintf(buffer.baseAddress, buffer.count, format, arguments)
      }
      let kept = buffer.prefix(max(0, min(Int(length), buffer.count - 1)))
      return kept.withMemoryRebound(to: UInt8.self) { String(decoding: $0, as: UTF8.self) }
    }
  }
}
