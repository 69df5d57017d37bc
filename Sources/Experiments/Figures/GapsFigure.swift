/// How greedy and certified gaps are distributed over problems, a chart for each question.
enum GapsFigure {
  static func figure(of problems: [GapRow]) -> Figure? {
    let charts = GapTable.byQuestion(problems).compactMap { question, rows in
      chart(of: rows, question)
    }
    guard !charts.isEmpty else { return nil }
    return Figure(
      title: "Distribution of gaps", charts: charts,
      notes: [
        "Share of problems whose gap is at most so large. Greedy gap: what the greedy plan is "
          + "known to leave; certified gap: what could be left beyond the best plan."
      ])
  }

  private static func chart(of rows: [GapRow], _ question: RunQuestion) -> Chart? {
    let certified = rows.compactMap(\.certifiedGap).map { 100 * $0 }.sorted()
    let greedy = rows.compactMap(\.greedyGap).map { 100 * max(0, $0) }.sorted()
    let last = max(certified.last ?? 0, greedy.last ?? 0, 0.1)
    guard !certified.isEmpty || !greedy.isEmpty else { return nil }
    var chart = Chart(
      title: "\(question.heading), \(Comparison.words(rows.count))",
      horizontal: Axis(title: "gap (%)", range: 0...(1.03 * last)),
      vertical: Axis(title: "share of problems", range: 0...1))
    chart.series = [
      ChartSeries(
        name: "certified gap", style: LineStyle(colour: "#0072b2", dashes: "", marker: .circle),
        shape: .steps, points: distribution(certified, last)),
      ChartSeries(
        name: "greedy gap", style: LineStyle(colour: "#d55e00", dashes: "9 5", marker: .triangle),
        shape: .steps, points: distribution(greedy, last)),
    ]
    return chart
  }

  /// The corners of the distribution of sorted values, at most about 400 of them.
  private static func distribution(_ values: [Double], _ last: Double) -> [ChartPoint] {
    guard !values.isEmpty else { return [] }
    let step = max(1, values.count / 400)
    var corners = [ChartPoint(0, Double(values.count { $0 <= 0 }) / Double(values.count))]
    for (index, value) in values.enumerated() where value > 0 {
      let isLastOfItsKind = index + 1 == values.count || values[index + 1] > value
      guard isLastOfItsKind, index % step == 0 || index + 1 == values.count else { continue }
      corners.append(ChartPoint(value, Double(index + 1) / Double(values.count)))
    }
    corners.append(ChartPoint(1.03 * last, 1))
    return corners
  }
}
