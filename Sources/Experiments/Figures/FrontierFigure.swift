/// The frontier V_n: best plans, bound and greedy plans, a chart for each instance.
enum FrontierFigure {
  static func figure(of rows: [GapRow]) -> Figure? {
    var order: [Int] = []
    var byInstance: [Int: [GapRow]] = [:]
    for row in rows where row.problem.slots != nil {
      guard row.problem.question == .frontier || row.problem.question == .rate else { continue }
      if byInstance[row.problem.instance, default: []].isEmpty {
        order.append(row.problem.instance)
      }
      byInstance[row.problem.instance, default: []].append(row)
    }
    let frontiers = order.compactMap { byInstance[$0] }.filter { rows in
      rows.contains { $0.problem.slots != rows[0].problem.slots }
    }
    guard !frontiers.isEmpty else { return nil }
    let (kept, notes) = FigureKind.chosen(frontiers, named: "instances", by: "--instance")
    return Figure(title: "Frontier V_n", charts: kept.map { chart(of: joined($0)) }, notes: notes)
  }

  /// One row for each n, in rising order, over methods and over the questions rate and frontier.
  private static func joined(_ rows: [GapRow]) -> [GapRow] {
    var bySlots: [Int: GapRow] = [:]
    for row in rows {
      guard let slots = row.problem.slots else { continue }
      bySlots[slots] = bySlots[slots]?.joined(with: row) ?? row
    }
    return bySlots.sorted { $0.key < $1.key }.map(\.value)
  }

  private static func chart(of rows: [GapRow]) -> Chart {
    func points(_ value: (GapRow) -> Double?) -> [ChartPoint] {
      rows.compactMap { row in
        guard let slots = row.problem.slots, let value = value(row) else { return nil }
        return ChartPoint(Double(slots), value)
      }
    }
    let (best, bound, greedy) = (points(\.best), points(\.bound), points(\.greedy))
    var chart = Chart(
      title: rows.first?.instance.name ?? "",
      horizontal: Axis(
        title: "slots n", covering: rows.compactMap { $0.problem.slots.map(Double.init) }),
      vertical: Axis(title: "total rate (jobs/s)", covering: (best + bound + greedy).map(\.y)))
    chart.series = [
      ChartSeries(
        name: "bound, no plan exceeds it",
        style: LineStyle(colour: "#000000", dashes: "6 4", marker: .cross), isMarked: false,
        points: bound),
      ChartSeries(
        name: "best plan found",
        style: LineStyle(colour: "#0072b2", dashes: "", marker: .circle), points: best),
      ChartSeries(
        name: "greedy plan",
        style: LineStyle(colour: "#d55e00", dashes: "2 3", marker: .triangle), points: greedy),
    ]
    return chart
  }
}
