import Glibc

/// A number that stands in a file.
struct FileDecimal {
  /// How a number in a file and the nearest double differ so much that somebody must be told.
  enum Loss {
    /// All digits of a whole number were written, and no double is that number.
    case digits
    /// The number is larger than every double.
    case overflow
    /// The number is not zero, and the nearest double is.
    case underflow
  }

  /// The double nearest to the digits.
  let value: Double
  /// Where the number begins.
  let start: Int
  /// Where the number ends.
  let end: Int
  let loss: Loss?
}

extension FileBytes {
  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// A number without a sign that starts at a position; nil when none does.
  ///
  /// An `e` that no digit follows is not part of it.
  ///
  /// - Parameter isFortran: whether an exponent may begin with `d` too.
  func number(at start: Int, isFortran: Bool = false) -> FileDecimal? {
    var scan = DecimalScan(bytes, start, isFortran: isFortran)
    guard scan.run() else { return nil }
    // Both numbers are exact here, so one operation rounds once (Clinger 1990).
    if scan.isExact, abs(scan.exponent) <= 22 {
      let power = Self.powersOfTen[abs(scan.exponent)]
      let digits = Double(scan.mantissa)
      let value = scan.exponent < 0 ? digits / power : digits * power
      return FileDecimal(value: value, start: start, end: scan.end, loss: nil)
    }
    let digits = text(start..<scan.digitsEnd)
    // The longest double needs 767 digits; beyond that only their number can matter.
    let dropped = scan.wholeDigits > 2000 ? scan.wholeDigits - 2000 : 0
    let value = strtod("\(digits.prefix(2000))e\(scan.writtenExponent + dropped)", nil)
    return FileDecimal(
      value: value, start: start, end: scan.end, loss: Self.loss(of: value, scan, digits))
  }

  private static func loss(
    of value: Double, _ scan: DecimalScan, _ digits: String
  ) -> FileDecimal.Loss? {
    if value == .infinity { return .overflow }
    if value == 0 { return scan.mantissa > 0 ? .underflow : nil }
    guard scan.isWhole, value >= 0x1p53 else { return nil }
    let whole = digits.prefix { $0 != "." }.drop { $0 == "0" }
    // Every double has at most 309 digits before the point.
    var exact = [CChar](repeating: 0, count: 400)
    _ = withVaList([value]) { vsnprintf(&exact, exact.count, "%.0f", $0) }
    let digits = exact.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return whole.utf8.elementsEqual(digits)
      ? nil : .digits
  }
}

/// The parts of a decimal number while it is being scanned.
private struct DecimalScan {
  let bytes: UnsafeBufferPointer<UInt8>
  let isFortran: Bool
  private(set) var end: Int
  /// Where the digits end and the exponent begins, if there is one.
  private(set) var digitsEnd: Int
  private(set) var mantissa: UInt64 = 0
  private(set) var writtenExponent = 0
  private(set) var wholeDigits = 0
  private var fractionDigits = 0
  private var digits = 0
  private var hasFraction = false

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, isFortran: Bool) {
    self.bytes = bytes
    self.isFortran = isFortran
    end = start
    digitsEnd = start
  }

  /// Whether the mantissa holds all digits and is a double.
  var isExact: Bool { digits <= 18 && mantissa <= 1 << 53 }

  /// Whether all digits of a whole number are there, without an exponent.
  var isWhole: Bool { !hasFraction && end == digitsEnd }

  /// The power of ten that the mantissa is multiplied with.
  var exponent: Int { writtenExponent - fractionDigits }

  mutating func run() -> Bool {
    let start = end
    takeDigits()
    wholeDigits = end - start
    if end < bytes.count, bytes[end] == UInt8(ascii: ".") {
      end += 1
      let point = end
      takeDigits()
      fractionDigits = end - point
      hasFraction = bytes[point..<end].contains { $0 != UInt8(ascii: "0") }
    }
    digitsEnd = end
    guard wholeDigits + fractionDigits > 0 else { return false }
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
    guard end < bytes.count else { return }
    let letter = bytes[end] | 0x20
    guard letter == UInt8(ascii: "e") || isFortran && letter == UInt8(ascii: "d") else { return }
    guard let exponent = FileBytes.exponent(in: bytes, at: end + 1) else { return }
    (writtenExponent, end) = exponent
  }
}

extension FileBytes {
  /// The whole number that stands behind the letter of an exponent, and where it ends.
  static func exponent(
    in bytes: UnsafeBufferPointer<UInt8>, at start: Int
  ) -> (value: Int, end: Int)? {
    var position = start
    var isNegative = false
    if position < bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[position]) {
      isNegative = bytes[position] == UInt8(ascii: "-")
      position += 1
    }
    guard position < bytes.count, isDigit(bytes[position]) else { return nil }
    var value = 0
    while position < bytes.count, isDigit(bytes[position]) {
      if value < 100_000 { value = 10 * value + Int(bytes[position] - UInt8(ascii: "0")) }
      position += 1
    }
    return (isNegative ? -value : value, position)
  }
}
