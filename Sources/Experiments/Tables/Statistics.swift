import Glibc

/// Figures that sum up many.
package enum Statistics {
  /// The arithmetic mean; nil of nothing.
  package static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  /// The value in the middle, or the mean of the two there; nil of nothing.
  ///
  /// - Complexity: O(n log n).
  package static func median(_ values: [Double]) -> Double? {
    quantile(0.5, of: values.sorted())
  }

  /// The value below which a share of sorted values lies, linear between neighbours; nil of
  /// nothing.
  package static func quantile(_ share: Double, of sorted: [Double]) -> Double? {
    guard let last = sorted.indices.last else { return nil }
    let position = share * Double(last)
    let lower = Int(position)
    guard lower < last else { return sorted[last] }
    let part = position - Double(lower)
    return part == 0 ? sorted[lower] : sorted[lower] * (1 - part) + sorted[lower + 1] * part
  }

  /// Several quantiles of unsorted values, found without sorting all of them; nothing of nothing.
  ///
  /// - Parameter shares: in rising order.
  /// - Complexity: O(n) on average for each share.
  package static func quantiles(_ shares: [Double], of values: [Double]) -> [Double] {
    guard let last = values.indices.last else { return [] }
    var values = values
    var settled = 0
    return shares.map { share in
      let position = share * Double(last)
      let lower = Int(position)
      settle(lower, in: &values, from: settled)
      settled = lower
      let part = position - Double(lower)
      guard part > 0, lower < last else { return values[lower] }
      let next = values[(lower + 1)...].min() ?? values[lower]
      return values[lower] * (1 - part) + next * part
    }
  }

  /// Puts the value of a rank in its place, none greater before it and none less after it; what is
  /// before `first` stays.
  ///
  /// Hoare, *Algorithm 65: find*, Communications of the ACM 4 (1961), with the middle of three as
  /// pivot.
  private static func settle(_ rank: Int, in values: inout [Double], from first: Int) {
    var (low, high) = (first, values.count - 1)
    while low < high {
      let ends = (values[low], values[(low + high) / 2], values[high])
      let pivot = max(min(ends.0, ends.1), min(max(ends.0, ends.1), ends.2))
      var (left, right) = (low, high)
      while left <= right {
        while values[left] < pivot { left += 1 }
        while values[right] > pivot { right -= 1 }
        guard left <= right else { break }
        values.swapAt(left, right)
        left += 1
        right -= 1
      }
      if rank <= right {
        high = right
      } else if rank >= left {
        low = left
      } else {
        return
      }
    }
  }

  /// `exp(mean(log(t + s))) − s`, which neither the easiest nor the hardest problems dominate; nil
  /// of nothing.
  ///
  /// - Parameters:
  ///   - values: times in seconds, none below −`shift`.
  ///   - shift: `s > 0`, in seconds: differences well below it do not count.
  package static func shiftedGeometricMean(_ values: [Double], shift: Double) -> Double? {
    precondition(shift > 0, "The shift of a geometric mean is greater than 0.")
    guard let mean = mean(values.map { log($0 + shift) }) else { return nil }
    return exp(mean) - shift
  }
}

/// A power law `t = a · x^p` fitted by least squares on logarithms.
package struct PowerFit: Hashable, Sendable {
  /// `a`.
  package let factor: Double
  /// `p`.
  package let exponent: Double
  /// The standard error of `p`; nil for two points, which every power law fits.
  package let error: Double?
  /// The share of the variance of log t that the fit explains.
  package let explained: Double

  /// The fit through points with positive coordinates; nil for fewer than two different x.
  ///
  /// - Complexity: O(points).
  package init?(_ points: [(x: Double, y: Double)]) {
    let logs = points.filter { $0.x > 0 && $0.y > 0 }.map { (x: log($0.x), y: log($0.y)) }
    guard let meanX = Statistics.mean(logs.map(\.x)), let meanY = Statistics.mean(logs.map(\.y))
    else { return nil }
    let spreadX = logs.reduce(0) { $0 + ($1.x - meanX) * ($1.x - meanX) }
    let spreadY = logs.reduce(0) { $0 + ($1.y - meanY) * ($1.y - meanY) }
    let joint = logs.reduce(0) { $0 + ($1.x - meanX) * ($1.y - meanY) }
    guard spreadX > 1e-12 else { return nil }
    let slope = joint / spreadX
    let left = max(0, spreadY - slope * joint)
    exponent = slope
    factor = exp(meanY - slope * meanX)
    error = logs.count > 2 ? (left / Double(logs.count - 2) / spreadX).squareRoot() : nil
    explained = spreadY > 0 ? 1 - left / spreadY : 1
  }

  /// The fitted value.
  package func value(at x: Double) -> Double { factor * pow(x, exponent) }
}
