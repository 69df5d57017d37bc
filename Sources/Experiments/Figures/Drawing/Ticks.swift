import Glibc
import ServerChains

/// Where an axis is marked: round numbers, few enough to read.
package struct Ticks: Sendable {
  /// The marked values in rising order, all within the axis's range.
  package let values: [Double]
  /// What stands at them.
  package let labels: [String]

  /// Marks at multiples of 1, 2 or 5 times a power of ten.
  ///
  /// - Parameters:
  ///   - range: what the axis shows; its ends need not be marked.
  ///   - count: about how many marks are wanted.
  package static func linear(_ range: ClosedRange<Double>, count: Int) -> Ticks {
    let span = range.upperBound - range.lowerBound
    guard span > 0, span.isFinite else { return Ticks([range.lowerBound], decimals: 3) }
    let rough = span / Double(max(1, count))
    let power = floor(log10(rough) + 1e-9)
    let unit = pow(10, power)
    // One mark more than wanted is better than half as many.
    let factor = [1.0, 2, 5, 10].first { $0 * unit >= rough * 0.79 } ?? 10
    let step = factor * unit
    let first = ceil(range.lowerBound / step - 1e-9)
    let last = floor(range.upperBound / step + 1e-9)
    let decimals = max(0, -Int(floor(log10(step) + 1e-9)))
    return Ticks(
      stride(from: first, through: last, by: 1).map { $0 * step + 0 }, decimals: min(decimals, 12))
  }

  /// Marks at powers of ten; at 1, 2 and 5 times them where fewer than three powers fit; where even
  /// those are few, evenly.
  package static func logarithmic(_ range: ClosedRange<Double>, count: Int) -> Ticks {
    precondition(range.lowerBound > 0, "A logarithmic axis begins above 0.")
    let low = Int(floor(log10(range.lowerBound) + 1e-9))
    let high = Int(ceil(log10(range.upperBound) - 1e-9))
    let shown = (range.lowerBound * (1 - 1e-9))...(range.upperBound * (1 + 1e-9))
    let powers = (low...max(low, high)).map { pow(10, Double($0)) }
    for factors in [[1], [1, 3], [1, 2, 5]] as [[Double]] {
      let marks = powers.flatMap { power in factors.map { $0 * power } }
      let values = marks.filter { shown.contains($0) }
      guard values.count > 2 else { continue }
      let step = (values.count + count) / (count + 1)
      let kept = stride(from: 0, to: values.count, by: step).map { values[$0] }
      return Ticks(values: kept, labels: kept.map { label($0) })
    }
    return linear(range, count: count)
  }

  private init(values: [Double], labels: [String]) {
    self.values = values
    self.labels = labels
  }

  private init(_ values: [Double], decimals: Int) {
    let isLarge = values.contains { abs($0) >= 1e6 }
    self.init(
      values: values,
      labels: values.map {
        isLarge ? Self.label($0) : NumberText.fixed($0 == 0 ? 0 : $0, decimals: decimals)
      })
  }

  /// A value in few characters: plain from 0.001 to 99 999, as a power of ten beyond.
  private static func label(_ value: Double) -> String {
    let size = abs(value)
    if value == 0 || (size >= 0.000_999 && size < 99_999.5) {
      return NumberText.significant(value, digits: 5)
    }
    let power = Int(floor(log10(size) + 1e-9))
    let factor = value / pow(10, Double(power))
    let exponent = superscript(power)
    return abs(factor - 1) < 1e-6
      ? "10\(exponent)" : "\(NumberText.significant(factor, digits: 3))·10\(exponent)"
  }

  private static func superscript(_ number: Int) -> String {
    let digits: [Character: String] = [
      "-": "⁻", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷",
      "8": "⁸", "9": "⁹",
    ]
    return "\(number)".compactMap { digits[$0] }.joined()
  }
}
