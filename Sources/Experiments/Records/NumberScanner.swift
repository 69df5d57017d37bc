import Glibc

/// A JSON number at a place in some bytes.
struct NumberScanner {
  /// Its value, correctly rounded.
  let value: Double
  /// The index after its last digit.
  let end: Int

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// Nil where no number of the grammar of RFC 8259 begins there, or it is not finite.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
    var scan = Digits(bytes: bytes, index: start)
    let isNegative = scan.takes(UInt8(ascii: "-"))
    let wholeStart = scan.index
    guard scan.takeDigits() else { return nil }
    if scan.index - wholeStart > 1, bytes[wholeStart] == UInt8(ascii: "0") { return nil }
    var exponent = 0
    if scan.takes(UInt8(ascii: ".")) {
      let fractionStart = scan.index
      guard scan.takeDigits() else { return nil }
      exponent = fractionStart - scan.index
    }
    if scan.takes(UInt8(ascii: "e")) || scan.takes(UInt8(ascii: "E")) {
      guard let stated = scan.exponent() else { return nil }
      exponent += stated
    }
    end = scan.index
    if scan.significantDigits <= 15, abs(exponent) <= 22 {
      // Both factors are exact, so that the one operation rounds correctly.
      let mantissa = Double(scan.mantissa)
      let size =
        exponent < 0 ? mantissa / Self.powers[-exponent] : mantissa * Self.powers[exponent]
      value = isNegative ? -size : size
      return
    }
    if exponent < 0, exponent >= -19, scan.significantDigits <= 18 {
      let size = Self.quotient(scan.mantissa, by: Self.wholePowers[-exponent])
      value = isNegative ? -size : size
      return
    }
    guard let parsed = Double(String(decoding: bytes[start..<scan.index], as: UTF8.self)),
      parsed.isFinite
    else { return nil }
    value = parsed
  }

  private static let wholePowers: [UInt64] = (0...19).map { power in
    (0..<power).reduce(1) { product, _ in product * 10 }
  }

  /// A quotient of whole numbers greater than 0, correctly rounded.
  ///
  /// It is taken to 62 bits or more; a last bit that stands for all that is left over decides what
  /// looks like a tie.
  private static func quotient(_ dividend: UInt64, by divisor: UInt64) -> Double {
    let shift = dividend.leadingZeroBitCount + 63
    let (quotient, rest) = (UInt128(dividend) << UInt128(shift)).quotientAndRemainder(
      dividingBy: UInt128(divisor))
    let excess = max(0, 64 - quotient.leadingZeroBitCount)
    let top = quotient >> UInt128(excess)
    let isExact = rest == 0 && top << UInt128(excess) == quotient
    return scalbn(Double(UInt64(top) | (isExact ? 0 : 1)), Int32(excess - shift))
  }

  private struct Digits {
    let bytes: UnsafeBufferPointer<UInt8>
    var index: Int
    var mantissa: UInt64 = 0
    var significantDigits = 0

    init(bytes: UnsafeBufferPointer<UInt8>, index: Int) {
      self.bytes = bytes
      self.index = index
    }

    mutating func takes(_ mark: UInt8) -> Bool {
      guard index < bytes.count, bytes[index] == mark else { return false }
      index += 1
      return true
    }

    mutating func takeDigits() -> Bool {
      let start = index
      while index < bytes.count {
        let digit = bytes[index] &- UInt8(ascii: "0")
        guard digit <= 9 else { break }
        if significantDigits > 0 || digit > 0 { significantDigits += 1 }
        if significantDigits <= 18 { mantissa = mantissa * 10 + UInt64(digit) }
        index += 1
      }
      return index > start
    }

    mutating func exponent() -> Int? {
      let isNegative = takes(UInt8(ascii: "-"))
      if !isNegative { _ = takes(UInt8(ascii: "+")) }
      let start = index
      var size = 0
      while index < bytes.count {
        let digit = bytes[index] &- UInt8(ascii: "0")
        guard digit <= 9 else { break }
        size = min(size * 10 + Int(digit), 100_000)
        index += 1
      }
      return index > start ? (isNegative ? -size : size) : nil
    }
  }
}
