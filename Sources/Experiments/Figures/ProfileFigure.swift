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
        "Share of problems that a method solves with proof within a multiple of the fastest "
          + "method's time (Dolan and Moré 2002)."
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
        shape: .steps, points: corners(of: profile, to: last))
    }
    return chart
  }

  /// The corners of a profile's step function from 1 to a last multiple, at most about 400 of them.
  private static func corners(
    of profile: PerformanceProfile, to last: Double
  ) -> [ChartPoint] {
    var corners = [ChartPoint(1, profile.value(at: 1))]
    let ratios = profile.ratios
    let step = max(1, ratios.count / 400)
    for (index, ratio) in ratios.enumerated() where ratio > 1 {
      let isLastOfItsKind = index + 1 == ratios.count || ratios[index + 1] > ratio
      guard isLastOfItsKind, index % step == 0 || index + 1 == ratios.count else { continue }
      corners.append(ChartPoint(ratio, Double(index + 1) / Double(profile.problemCount)))
    }
    if let end = corners.last, end.x < last { corners.append(ChartPoint(last, end.y)) }
    return corners
  }
}
