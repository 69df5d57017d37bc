/// The share of problems that a method solves within a multiple of the fastest method's time.
///
/// Dolan and Moré, *Benchmarking optimization software with performance profiles*, Mathematical
/// Programming 91 (2002): `ρ_s(τ) = |{p : t_ps ≤ τ · min_s' t_ps'}| / |P|`.
package struct PerformanceProfile: Sendable {
  /// The method in a few words.
  package let method: String
  /// Multiples of the fastest time for the problems that are solved, in rising order.
  package let ratios: [Double]
  /// All problems, solved or not.
  package let problemCount: Int

  /// The profiles of a comparison, in the order of its methods.
  ///
  /// A problem's time is the median of its repetitions, without end for one that ended without
  /// proof.
  ///
  /// - Complexity: O(n log n).
  package static func profiles(of comparison: Comparison) -> [PerformanceProfile] {
    let times = comparison.contenders.map { contender in
      contender.runs.map { runs in
        Statistics.median(runs.map { $0.isSolved ? $0.seconds : .infinity }) ?? .infinity
      }
    }
    let fastest = (0..<comparison.problemCount).map { problem in
      times.map { $0[problem] }.min() ?? .infinity
    }
    return zip(comparison.contenders, times).map { contender, times in
      let ratios = zip(times, fastest).compactMap { time, best in
        time.isFinite ? (best > 0 ? time / best : 1) : nil
      }
      return PerformanceProfile(
        method: contender.method, ratios: ratios.sorted(), problemCount: comparison.problemCount)
    }
  }

  /// `ρ(τ)`.
  ///
  /// - Complexity: O(problems).
  package func value(at multiple: Double) -> Double {
    problemCount == 0
      ? 0 : Double(ratios.count { $0 <= multiple }) / Double(problemCount)
  }
}
