import Glibc

/// Numbers for people.
package enum NumberText {
  /// A fixed number of decimals, correctly rounded; a dash for what is not finite.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    var text: [UInt8] = []
    append(value, decimals: decimals, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Adds a number with a fixed number of decimals, as ``fixed(_:decimals:)`` writes it, to some
  /// UTF-8.
  package static func append(_ value: Double, decimals: Int, to text: inout [UInt8]) {
    guard abs(value) < 9e9, (0...9).contains(decimals) else {
      text += printed("%.*f", decimals, value).utf8
      return
    }
    // What `printed` gives, without its cost: the number's exact binary value times 10^decimals,
    // ties to even.
    var power: UInt64 = 1
    for _ in 0..<decimals { power *= 10 }
    var left = rounded(abs(value), times: power)
    var count = decimals + 1
    var size = power
    // Below 9e9 · 10⁹ all of this fits.
    while left / 10 >= size {
      size *= 10
      count += 1
    }
    if value.sign == .minus { text.append(UInt8(ascii: "-")) }
    let end = text.count + count + (decimals > 0 ? 1 : 0)
    while text.count < end { text.append(UInt8(ascii: "0")) }
    for place in 1...count {
      let isBeforePoint = decimals > 0 && place > decimals
      text[end - place - (isBeforePoint ? 1 : 0)] += UInt8(truncatingIfNeeded: left % 10)
      left /= 10
    }
    if decimals > 0 { text[end - decimals - 1] = UInt8(ascii: ".") }
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

  /// Adds what ``shortest(_:)`` writes to some UTF-8.
  package static func appendShortest(_ value: Double, to text: inout [UInt8]) {
    if value != 0, value == value.rounded(), abs(value) < 9e9 {
      append(value, decimals: 0, to: &text)
    } else {
      text += shortest(value).utf8
    }
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
