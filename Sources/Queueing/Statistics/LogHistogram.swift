/// Counts of times in buckets of equal relative width, for quantiles without keeping the times.
///
/// Every power of two is cut into 256 equal buckets, so a quantile read at a bucket's middle is off
/// by at most 1/512, 0.2 %, of itself. Times below 2⁻⁴⁰ s count as 0, those of 2⁴⁰ s and more as
/// 2⁴⁰ s.
package struct LogHistogram: Sendable {
  private static let subdivisionBits = 8
  private static let shift = UInt64(52 - subdivisionBits)
  private static let lowest = Double(sign: .plus, exponent: -40, significand: 1)
  private static let highest = Double(sign: .plus, exponent: 40, significand: 1)
  private static let first = lowest.bitPattern >> shift
  private static let bucketCount = Int((highest.bitPattern >> shift) - first) + 2

  /// The greatest relative error of a quantile.
  package static let relativeError = 1.0 / 512

  private var counts: [Int]
  /// How many times were taken.
  package private(set) var total = 0

  /// A histogram without times; it takes 164 kB, however many times it takes later.
  package init() {
    counts = Array(repeating: 0, count: Self.bucketCount)
  }

  /// Takes a time of at least 0.
  @inline(__always)
  package mutating func add(_ time: Double) {
    let clamped = min(time, Self.highest)
    // Bucket 0 is for zero; bit patterns of positive numbers are in their order.
    let bucket =
      clamped < Self.lowest ? 0 : Int((clamped.bitPattern >> Self.shift) - Self.first) + 1
    counts[bucket] += 1
    total += 1
  }

  /// Takes all of another's.
  package mutating func merge(_ other: LogHistogram) {
    for bucket in counts.indices where other.counts[bucket] != 0 {
      counts[bucket] += other.counts[bucket]
    }
    total += other.total
  }

  /// The time that a share of all do not exceed; 0 without any.
  ///
  /// - Parameter share: In (0, 1]; the smallest bucket with at least ⌈share · n⌉ times up to it.
  package func quantile(_ share: Double) -> Double {
    guard total > 0 else { return 0 }
    let rank = max(1, Int((share * Double(total)).rounded(.up)))
    var passed = 0
    for bucket in counts.indices {
      passed += counts[bucket]
      if passed >= rank { return Self.middle(of: bucket) }
    }
    return Self.highest
  }

  private static func middle(of bucket: Int) -> Double {
    guard bucket > 0 else { return 0 }
    let low = Double(bitPattern: (first + UInt64(bucket - 1)) << shift)
    let high = Double(bitPattern: (first + UInt64(bucket)) << shift)
    return (low + high) / 2
  }
}
