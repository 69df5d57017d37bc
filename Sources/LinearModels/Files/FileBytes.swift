import Glibc

/// The bytes of a model file, with what both formats need to read from them.
struct FileBytes {
  let bytes: UnsafeBufferPointer<UInt8>

  /// The text of a part of the file.
  func text(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }

  /// The text of a part of the file for an error's sentence: short, and without control characters.
  func quoted(_ range: Range<Int>) -> String {
    let cut = range.count > 40 ? range.lowerBound..<range.lowerBound + 40 : range
    return String(reflecting: text(cut) + (range.count > 40 ? "…" : ""))
  }

  /// The line of a position, from 1.
  ///
  /// - Complexity: O(position).
  func line(at position: Int) -> Int {
    var line = 1
    for index in 0..<min(position, bytes.count) where bytes[index] == UInt8(ascii: "\n") {
      line += 1
    }
    return line
  }

  /// Whether a part of the file is this word, without regard to case.
  func isWord(_ range: Range<Int>, _ word: StaticString) -> Bool {
    guard range.count == word.utf8CodeUnitCount else { return false }
    for offset in 0..<range.count
    where Self.lowercased(bytes[range.lowerBound + offset]) != word.utf8Start[offset] {
      return false
    }
    return true
  }

  static func isDigit(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") < 10
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
  }
}

extension FileBytes {
  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// A number without a sign that starts at a position, and where it ends; nil when none does.
  ///
  /// The value is the double nearest to the digits. An `e` that no digit follows is not part of it.
  func number(at start: Int) -> (value: Double, end: Int)? {
    var scan = DecimalScan(bytes, start)
    guard scan.run() else { return nil }
    // Both numbers are exact here, so one operation rounds once (Clinger 1990).
    if scan.isExact, abs(scan.exponent) <= 22 {
      let power = Self.powersOfTen[abs(scan.exponent)]
      let digits = Double(scan.mantissa)
      return (scan.exponent < 0 ? digits / power : digits * power, scan.end)
    }
    // The longest double needs 767 digits; beyond that they cannot matter.
    let digits = text(start..<min(scan.end, start + 2000))
    return (strtod(digits, nil), scan.end)
  }
}

/// The parts of a decimal number while it is being scanned.
private struct DecimalScan {
  let bytes: UnsafeBufferPointer<UInt8>
  private(set) var end: Int
  private(set) var mantissa: UInt64 = 0
  private(set) var exponent = 0
  private var digits = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) {
    self.bytes = bytes
    end = start
  }

  /// Whether the mantissa holds all digits and is a double.
  var isExact: Bool { digits <= 18 && mantissa <= 1 << 53 }

  mutating func run() -> Bool {
    let start = end
    takeDigits()
    let whole = end - start
    var fraction = 0
    if end < bytes.count, bytes[end] == UInt8(ascii: ".") {
      end += 1
      let point = end
      takeDigits()
      fraction = end - point
      exponent = -fraction
    }
    guard whole + fraction > 0 else { return false }
    takeExponent()
    return true
  }

  private mutating func takeDigits() {
    while end < bytes.count, FileBytes.isDigit(bytes[end]) {
      if mantissa != 0 || bytes[end] != UInt8(ascii: "0") {
        digits += 1
        if digits <= 18 { mantissa = 10 * mantissa + UInt64(bytes[end] - UInt8(ascii: "0")) }
      }
      end += 1
    }
  }

  private mutating func takeExponent() {
    guard end < bytes.count, bytes[end] | 0x20 == UInt8(ascii: "e") else { return }
    var position = end + 1
    var isNegative = false
    if position < bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[position]) {
      isNegative = bytes[position] == UInt8(ascii: "-")
      position += 1
    }
    guard position < bytes.count, FileBytes.isDigit(bytes[position]) else { return }
    var value = 0
    while position < bytes.count, FileBytes.isDigit(bytes[position]) {
      if value < 100_000 { value = 10 * value + Int(bytes[position] - UInt8(ascii: "0")) }
      position += 1
    }
    exponent += isNegative ? -value : value
    end = position
  }
}
