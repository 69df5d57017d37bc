/// A decimal number held exactly, with at most fifteen digits after the point.
///
/// Memory figures are decimals in the input (`0.1`, `1.32`) and decide how many cache slots a
/// server has; `(3 − 2.7)/0.1` must be 3. The value is `units · 10⁻¹⁵`; sums, differences, integer
/// multiples and floors of quotients are exact.
public struct ExactDecimal: Hashable, Comparable, Sendable {
  /// The value in units of 10⁻¹⁵.
  package let units: Int128

  /// Digits kept after the decimal point.
  public static let fractionDigits = 15
  /// Every value is smaller than this in magnitude, so that products with block counts fit in 128
  /// bits.
  public static let magnitudeLimit: ExactDecimal = 1_000_000_000_000

  private static let unitsPerOne: Int128 = 1_000_000_000_000_000

  /// The number `units · 10⁻¹⁵`; whether it is below ``magnitudeLimit`` is left to the caller.
  package init(units: Int128) {
    self.units = units
  }

  /// Zero.
  public static let zero = ExactDecimal(units: 0)

  /// The decimal a number's text stands for, or nil where it is not a number or cannot be held
  /// exactly.
  ///
  /// - Parameter text: Digits with an optional sign, decimal point and decimal exponent, as in
  ///   JSON.
  /// - Complexity: O(length of the text).
  public init?(_ text: some StringProtocol) {
    var bytes = text.utf8[...]
    var isNegative = false
    if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      bytes = bytes.dropFirst()
    }
    var digits: Int128 = 0
    var digitCount = 0
    var fraction = 0
    var seenPoint = false
    while let byte = bytes.first {
      if byte == UInt8(ascii: "."), !seenPoint {
        seenPoint = true
      } else if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
        guard digits < Int128.max / 10 - 1 else { return nil }
        digits = digits * 10 + Int128(byte - UInt8(ascii: "0"))
        digitCount += 1
        if seenPoint { fraction += 1 }
      } else {
        break
      }
      bytes = bytes.dropFirst()
    }
    guard digitCount > 0 else { return nil }
    var exponent = 0
    if let mark = bytes.first, mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") {
      guard let power = Int(String(decoding: bytes.dropFirst(), as: UTF8.self)), abs(power) < 100
      else { return nil }
      exponent = power
    } else if !bytes.isEmpty {
      return nil
    }
    self.init(digits: isNegative ? -digits : digits, shift: exponent - fraction)
  }

  private init?(digits: Int128, shift: Int) {
    var units = digits
    var places = shift + Self.fractionDigits
    while places < 0, units != 0 {
      guard units % 10 == 0 else { return nil }
      units /= 10
      places += 1
    }
    while places > 0, units != 0 {
      let (product, overflow) = units.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      units = product
      places -= 1
    }
    let limit = Self.magnitudeLimit.units
    guard units < limit, units > -limit else { return nil }
    self.units = units
  }

  /// The shortest decimal that reads back as this floating-point number, or nil where it cannot be
  /// held.
  public init?(_ value: Double) {
    guard value.isFinite else { return nil }
    self.init(value.description)
  }

  /// The largest whole number not above the quotient `self / divisor`.
  ///
  /// - Precondition: The divisor is greater than zero.
  package func floorQuotient(by divisor: ExactDecimal) -> Int128 {
    precondition(divisor.units > 0, "The floor of a quotient needs a divisor greater than zero.")
    let quotient = units / divisor.units
    return units % divisor.units < 0 ? quotient - 1 : quotient
  }

  /// The nearest floating-point number.
  public var doubleValue: Double {
    Double(description) ?? .nan
  }

  /// Whether the left value is smaller.
  public static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
    left.units < right.units
  }

  /// The exact sum.
  public static func + (left: ExactDecimal, right: ExactDecimal) -> ExactDecimal {
    ExactDecimal(units: left.units + right.units)
  }

  /// The exact difference.
  public static func - (left: ExactDecimal, right: ExactDecimal) -> ExactDecimal {
    ExactDecimal(units: left.units - right.units)
  }

  /// The exact multiple.
  public static func * (left: ExactDecimal, count: Int) -> ExactDecimal {
    ExactDecimal(units: left.units * Int128(count))
  }
}

extension ExactDecimal: CustomStringConvertible {
  /// The shortest plain decimal text, without an exponent: its canonical form.
  public var description: String {
    let magnitude = units.magnitude
    let whole = magnitude / Self.unitsPerOne.magnitude
    var fraction = magnitude % Self.unitsPerOne.magnitude
    let sign = units < 0 ? "-" : ""
    guard fraction != 0 else { return "\(sign)\(whole)" }
    var width = Self.fractionDigits
    while fraction % 10 == 0 {
      fraction /= 10
      width -= 1
    }
    let digits = String(fraction)
    return "\(sign)\(whole)." + String(repeating: "0", count: width - digits.count) + digits
  }
}

extension ExactDecimal: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  /// A whole number.
  public init(integerLiteral value: Int) {
    self.init(units: Int128(value) * Self.unitsPerOne)
  }

  /// The decimal as written, as long as fifteen significant digits suffice for it.
  public init(floatLiteral value: Double) {
    guard let exact = ExactDecimal(value) else {
      preconditionFailure("\(value) cannot be held with \(Self.fractionDigits) decimal places.")
    }
    self = exact
  }
}
