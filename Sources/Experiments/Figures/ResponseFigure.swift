/// Mean response time against load: bounds as an area, exact as a line, simulated with intervals; a chart for each instance.
enum ResponseFigure {
  static func figure(of rows: [DispatchRow]) -> Figure? {
    var order: [String] = []
    var byInstance: [String: [DispatchRow]] = [:]
    for row in rows {
      if byInstance[row.instance.digest] == nil { order.append(row.instance.digest) }
      byInstance[row.instance.digest, default: []].append(row)
    }
    guard !order.isEmpty else { return nil }
    let (kept, notes) = FigureKind.chosen(order.compactMap { byInstance[$0] }, named: "instances")
    var methods: [String] = []
    for row in rows where !row.method.isEmpty && !methods.contains(row.method) {
      methods.append(row.method)
    }
    methods.sort()
    return Figure(
      title: "Mean response time against load",
      charts: kept.map { chart(of: $0, methods: methods) },
      notes: [
        "Load is the arrival rate as a share of the plan's total rate. Bounds and exact values are JFFC's; bars "
          + "are 95 % confidence intervals of simulated means."
      ] + notes)
  }

  private static func chart(of rows: [DispatchRow], methods: [String]) -> Chart {
    let entries = rows.map(\.entry)
    let values = entries.flatMap { entry in
      [entry.lower, entry.upper, entry.exact, entry.mean].compactMap { $0 }
    }
    var chart = Chart(
      title: rows.first?.instance.name ?? "",
      horizontal: Axis(title: "load", covering: entries.map(\.load)),
      vertical: Axis(title: "mean response (s)", isLogarithmic: true, covering: values))
    var edges: [Double: ClosedRange<Double>] = [:]
    var exact: [Double: Double] = [:]
    for entry in entries {
      if let lower = entry.lower, let upper = entry.upper, lower <= upper {
        edges[entry.load] = lower...upper
      }
      if let value = entry.exact { exact[entry.load] = value }
    }
    if edges.count > 1 {
      chart.bands = [
        ChartBand(
          name: "between JFFC's bounds", colour: "#555555",
          edges: edges.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
      ]
    }
    for (index, method) in methods.enumerated() {
      let points = rows.filter { $0.method == method }.compactMap { row in
        row.entry.mean.map { mean in
          ChartPoint(
            row.entry.load, mean, interval: row.entry.halfWidth.map { (mean - $0)...(mean + $0) })
        }
      }
      guard !points.isEmpty else { continue }
      chart.series.append(
        ChartSeries(
          name: method, style: Palette.style(index), points: points.sorted { $0.x < $1.x }))
    }
    // On top and thin: where the simulation is right, it runs through its points.
    if !exact.isEmpty {
      chart.series.append(
        ChartSeries(
          name: "JFFC, exact", style: LineStyle(colour: "#000000", dashes: "", marker: .star),
          isMarked: false, width: 1,
          points: exact.sorted { $0.key < $1.key }.map { ChartPoint($0.key, $0.value) }))
    }
    return chart
  }
}
