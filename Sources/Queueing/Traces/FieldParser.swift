/// Numbers and dates in the bytes of a field, without copies.
enum FieldParser {
  /// A whole number of at least 0 with at most nine digits; nil for anything else.
  static func whole(_ bytes: UnsafeBufferPointer<UInt8>.SubSequence) -> Int? {
    guard !bytes.isEmpty, bytes.count <= 9 else { return nil }
    var value = 0
    for byte in bytes {
      guard let digit = digit(byte) else { return nil }
      value = value * 10 + digit
    }
    return value
  }

  /// A number of at least 0 in plain digits, at most 15 of them, correctly rounded; otherwise by
  /// the standard library.
  static func number(_ bytes: UnsafeBufferPointer<UInt8>.SubSequence) -> Double? {
    var mantissa = 0
    var digits = 0
    var decimals = 0
    var isFraction = false
    for byte in bytes {
      if let digit = digit(byte) {
        mantissa = mantissa &* 10 &+ digit
        digits += 1
        if isFraction { decimals += 1 }
      } else if byte == UInt8(ascii: "."), !isFraction {
        isFraction = true
      } else {
        return general(bytes)
      }
      if digits > 15 { return general(bytes) }
    }
    // Fifteen digits and powers of ten up to 10²² are exact, so the quotient is the nearest number.
    return digits == 0 ? nil : Double(mantissa) / powersOfTen[decimals]
  }

  /// `YYYY-MM-DD hh:mm:ss` with an optional fraction and zone, as whole seconds since 1970 and the
  /// fraction.
  static func date(_ bytes: UnsafeBufferPointer<UInt8>.SubSequence) -> (
    seconds: Int, fraction: Double
  )? {
    let text = UnsafeBufferPointer(rebasing: bytes)
    func part(_ start: Int, _ count: Int, within range: ClosedRange<Int>) -> Int? {
      guard start + count <= text.count else { return nil }
      return whole(text[start..<start + count]).flatMap { range.contains($0) ? $0 : nil }
    }
    guard text.count >= 19, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      text[10] == UInt8(ascii: " ") || text[10] == UInt8(ascii: "T"),
      text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
      let year = part(0, 4, within: 1...9999), let month = part(5, 2, within: 1...12),
      let day = part(8, 2, within: 1...31), let hour = part(11, 2, within: 0...23),
      let minute = part(14, 2, within: 0...59), let second = part(17, 2, within: 0...60)
    else { return nil }
    var end = 19
    var fraction = 0.0
    if end < text.count, text[end] == UInt8(ascii: ".") {
      end += 1
      while end < text.count, digit(text[end]) != nil { end += 1 }
      guard end > 20, let value = number(text[19..<end]) else { return nil }
      fraction = value
    }
    guard let zone = zoneSeconds(text[end...]) else { return nil }
    let time = hour * 3600 + minute * 60 + second - zone
    return (days(year: year, month: month, day: day) * 86_400 + time, fraction)
  }

  /// Nothing, `Z`, or `+hh:mm` and `-hh:mm`, as seconds ahead of UTC.
  private static func zoneSeconds(_ bytes: UnsafeBufferPointer<UInt8>.SubSequence) -> Int? {
    let text = UnsafeBufferPointer(rebasing: bytes)
    if text.isEmpty || (text.count == 1 && text[0] == UInt8(ascii: "Z")) { return 0 }
    guard text.count == 6, text[3] == UInt8(ascii: ":"), let hours = whole(text[1..<3]),
      let minutes = whole(text[4..<6]), hours <= 14, minutes <= 59
    else { return nil }
    switch text[0] {
    case UInt8(ascii: "+"): return hours * 3600 + minutes * 60
    case UInt8(ascii: "-"): return -(hours * 3600 + minutes * 60)
    default: return nil
    }
  }

  /// Days since 1970 in the Gregorian calendar, counted in years that begin in March.
  private static func days(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func digit(_ byte: UInt8) -> Int? {
    byte >= 48 && byte <= 57 ? Int(byte) - 48 : nil
  }

  private static func general(_ bytes: UnsafeBufferPointer<UInt8>.SubSequence) -> Double? {
    guard bytes.count <= 40,
      bytes.allSatisfy({ digit($0) != nil || "+-.eE".utf8.contains($0) }),
      let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite, value >= 0
    else { return nil }
    return value
  }

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]
}
