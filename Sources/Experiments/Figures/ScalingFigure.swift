import ServerChains

/// Time against size on logarithmic axes, with the fitted power laws.
enum ScalingFigure {
  static func figure(of lines: [ScalingTable.Line]) -> Figure? {
    guard !lines.isEmpty else { return nil }
    let points = lines.flatMap(\.points)
    var chart = Chart(
      title: "median over runs",
      horizontal: Axis(
        title: "servers", isLogarithmic: true, covering: points.map { Double($0.servers) }),
      vertical: Axis(title: "time (s)", isLogarithmic: true, covering: points.map(\.seconds)))
    for (index, line) in lines.enumerated() {
      let style = Palette.style(index)
      let exponent = line.fit.map {
        ", exponent \(NumberText.fixed($0.exponent, decimals: 2))"
      }
      chart.series.append(
        ChartSeries(
          name: line.name + (exponent ?? ""), style: style, shape: .points,
          points: line.points.map { ChartPoint(Double($0.servers), $0.seconds) }))
      guard let fit = line.fit, let first = line.points.first, let last = line.points.last else {
        continue
      }
      let ends = [Double(first.servers), Double(last.servers)]
      chart.series.append(
        ChartSeries(
          name: "fitted: \(line.name)", style: style, isMarked: false,
          points: ends.map { ChartPoint($0, fit.value(at: $0)) }))
    }
    return Figure(title: "Time against size", charts: [chart])
  }
}
