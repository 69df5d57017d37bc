/// The share of problems that a method solves within a multiple of the fastest method's time.
///
/// Dolan and Moré, *Benchmarking optimization software with performance profiles*, Mathematical Programming 91 (2002):
/// `ρ_s(τ) = |{p : t_ps ≤ τ · min_s' t_ps'}| / |P|`.
package struct PerformanceProfile: Sendable {
  /// The method in a few words.
  package let method: String
  /// Multiples of the fastest time for the problems that are solved, in rising order.
  package let ratios: [Double]
  /// All problems, solved or not.
  package let problemCount: Int

  /// The profiles of a comparison, in the order of its methods.
  ///
  /// A problem's time is the median of its repetitions, without end for one that ended without proof.
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

  /// The corners of the step function from 1 to a last multiple, at most about 400 of them.
  func corners(to last: Double) -> [ChartPoint] {
    var corners = [ChartPoint(1, value(at: 1))]
    let step = max(1, ratios.count / 400)
    for (index, ratio) in ratios.enumerated() where ratio > 1 {
      let isLastOfItsKind = index + 1 == ratios.count || ratios[index + 1] > ratio
      guard isLastOfItsKind, index % step == 0 || index + 1 == ratios.count else { continue }
      corners.append(ChartPoint(ratio, Double(index + 1) / Double(problemCount)))
    }
    if let end = corners.last, end.x < last { corners.append(ChartPoint(last, end.y)) }
    return corners
  }
}

/// Performance profiles, a chart for each suite and question with two methods or more.
enum ProfileFigure {
  static func figure(of comparisons: [Comparison]) -> Figure? {
    let several = comparisons.filter { $0.contenders.count > 1 }
    let shown = several.isEmpty ? comparisons : several
    guard !shown.isEmpty else { return nil }
    let (kept, notes) = FigureKind.chosen(shown, named: "comparisons", by: "--question")
    let methods = Set(kept.flatMap { $0.contenders.map(\.method) }).sorted()
    return Figure(
      title: "Performance profiles", charts: kept.map { chart(of: $0, methods: methods) },
      notes: [
        "Share of problems that a method solves with proof within a multiple of the fastest method's time "
          + "(Dolan and Moré 2002)."
      ] + notes)
  }

  /// - Parameter methods: those of all charts, so that each looks the same in all.
  private static func chart(of comparison: Comparison, methods: [String]) -> Chart {
    let profiles = PerformanceProfile.profiles(of: comparison)
    let last = max(2, 1.1 * (profiles.compactMap(\.ratios.last).max() ?? 1))
    var chart = Chart(
      title: "\(comparison.heading), \(Comparison.words(comparison.problemCount))",
      horizontal: Axis(
        title: "multiple of the fastest time", isLogarithmic: true, range: 1...last),
      vertical: Axis(title: "share of problems", range: 0...1))
    chart.series = profiles.map { profile in
      ChartSeries(
        name: profile.method, style: Palette.style(methods.firstIndex(of: profile.method) ?? 0),
        shape: .steps, points: profile.corners(to: last))
    }
    return chart
  }
}
