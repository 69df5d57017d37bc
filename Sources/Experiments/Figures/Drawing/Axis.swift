import Glibc

/// One direction of a chart: what it measures and which part of it is shown.
package struct Axis: Sendable {
  /// What it measures, with the unit.
  package let title: String
  /// Whether equal distances are equal ratios.
  package let isLogarithmic: Bool
  /// What is shown.
  package let range: ClosedRange<Double>

  /// An axis over a range; a range without extent is widened, and a logarithmic one begins above 0.
  package init(title: String, isLogarithmic: Bool = false, range: ClosedRange<Double>) {
    self.title = title
    self.isLogarithmic = isLogarithmic
    self.range = Self.widened(range, isLogarithmic: isLogarithmic)
  }

  /// An axis that shows all values with a little room around; 0 is shown where values come near it.
  package init(title: String, isLogarithmic: Bool = false, covering values: [Double]) {
    let kept = values.filter { $0.isFinite && (!isLogarithmic || $0 > 0) }
    guard let least = kept.min(), let greatest = kept.max() else {
      self.init(
        title: title, isLogarithmic: isLogarithmic, range: isLogarithmic ? 0.1...1 : 0...1)
      return
    }
    if isLogarithmic {
      let room = pow(greatest / least, 0.04)
      self.init(title: title, isLogarithmic: true, range: (least / room)...(greatest * room))
      return
    }
    let room = 0.04 * (greatest - least)
    let begin = least >= 0 && least < 0.4 * greatest ? 0 : least - room
    self.init(title: title, range: begin...max(begin, greatest + room))
  }

  /// Where a value lies, 0 at the beginning and 1 at the end; beyond these where it is not shown.
  package func share(_ value: Double) -> Double {
    if isLogarithmic {
      guard value > 0 else { return -1 }
      return log(value / range.lowerBound) / log(range.upperBound / range.lowerBound)
    }
    return (value - range.lowerBound) / (range.upperBound - range.lowerBound)
  }

  /// Marks for a length in pixels.
  package func ticks(length: Double, spacing: Double) -> Ticks {
    let count = max(2, Int(length / spacing))
    return isLogarithmic ? .logarithmic(range, count: count) : .linear(range, count: count)
  }

  private static func widened(
    _ range: ClosedRange<Double>, isLogarithmic: Bool
  ) -> ClosedRange<Double> {
    var (low, high) = (range.lowerBound, range.upperBound)
    if isLogarithmic {
      if !(low > 0) { low = high > 0 ? high / 1000 : 0.1 }
      if high < low * 1.01 { (low, high) = (low / 1.5, max(high, low) * 1.5) }
      return low...high
    }
    let least = max(abs(low), abs(high)) * 1e-6
    if high - low <= least {
      let room = max(0.05 * abs(low), least > 0 ? least : 0.5)
      (low, high) = (low - room, high + room)
    }
    return low...high
  }
}
