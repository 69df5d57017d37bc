import Glibc

/// Numbers for people.
package enum NumberText {
  /// A fixed number of decimals, correctly rounded; a dash for what is not finite.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    printed("%.*f", decimals, value)
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
    var buffer = [CChar](repeating: 0, count: 400)
    let length = withVaList([Int32(digits), value]) { arguments in
      vsnprintf(&buffer, buffer.count, format, arguments)
    }
    let kept = buffer.prefix(max(0, min(Int(length), buffer.count - 1)))
    return String(decoding: kept.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
