/// Mean response time against load: bounds as an area, exact as a line, simulated with intervals; a
/// chart for each instance and workload.
enum ResponseFigure {
  static func figure(of rows: [DispatchRow]) -> Figure? {
    let groups = rows.chunked {
      $0.instance.digest == $1.instance.digest && $0.workload == $1.workload
    }
    guard !groups.isEmpty else { return nil }
    let (kept, notes) = FigureKind.chosen(groups, named: "instances", by: "--instance")
    var methods: [String] = []
    for row in rows where !row.method.isEmpty && !methods.contains(row.method) {
      methods.append(row.method)
    }
    methods.sort()
    return Figure(
      title: "Mean response time against load",
      charts: kept.map { chart(of: $0, methods: methods) },
      notes: [
        "Load is the arrival rate as a share of the plan's total rate. Bounds and exact values are "
          + "JFFC's under Poisson arrivals and exponential sizes; "
          + "bars are 95 % confidence intervals of simulated means."
      ] + notes)
  }

  private static func title(of row: DispatchRow) -> String {
    row.workload.isEmpty ? row.instance.name : "\(row.instance.name), \(row.workload)"
  }

  /// The ends of the interval of the simulated mean.
  private static func ends(of entry: DispatchEntry) -> [Double] {
    guard let mean = entry.mean, let halfWidth = entry.halfWidth else { return [] }
    return [mean - halfWidth, mean + halfWidth]
  }

  private static func chart(of rows: ArraySlice<DispatchRow>, methods: [String]) -> Chart {
    let entries = rows.map(\.entry)
    let values = entries.flatMap { entry in
      [entry.lower, entry.upper, entry.exact, entry.mean].compactMap { $0 } + ends(of: entry)
    }
    var chart = Chart(
      title: rows.first.map(title) ?? "",
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
