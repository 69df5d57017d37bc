/// Draws a chart into a rectangle.
struct ChartDrawing {
  private let chart: Chart
  private let left: Double
  private let top: Double
  private let title: [String]
  private let right = 12.0
  private let bottom = 46.0
  private static let titleSize = 13.0
  private static let titleLine = 16.0
  private let verticalTicks: Ticks
  private let horizontalTicks: Ticks
  private var drawing: SVGDrawing

  /// The chart drawn at a size in pixels, with room for so many lines of title.
  static func of(
    _ chart: Chart, width: Double, height: Double, titleLines: Int
  ) -> SVGDrawing {
    var drawing = ChartDrawing(chart, width: width, height: height, titleLines: titleLines)
    drawing.drawAxes()
    for band in chart.bands { drawing.draw(band) }
    for series in chart.series { drawing.draw(series) }
    return drawing.drawing
  }

  /// The lines that a chart's title takes at a width.
  static func titleLines(of chart: Chart, width: Double) -> Int {
    ChartDrawing(chart, width: width, height: 2 * width, titleLines: 1).title.count
  }

  private init(_ chart: Chart, width: Double, height: Double, titleLines: Int) {
    self.chart = chart
    drawing = SVGDrawing(width: width, height: height)
    top = 12 + Double(titleLines) * Self.titleLine
    verticalTicks = chart.vertical.ticks(length: height - top - bottom, spacing: 36)
    let label = verticalTicks.labels.map { TextWidth.of($0, size: 11) }.max() ?? 0
    left = label + 30
    horizontalTicks = chart.horizontal.ticks(length: width - left - right, spacing: 62)
    title = TextWidth.lines(
      of: chart.title, in: width - left - 4, atMost: 2, size: Self.titleSize, isBold: true)
  }

  private var plotWidth: Double { drawing.width - left - right }
  private var plotHeight: Double { drawing.height - top - bottom }

  /// Where a value of the horizontal axis stands.
  private func across(_ value: Double) -> Double {
    left + chart.horizontal.share(value) * plotWidth
  }

  /// Where a value of the vertical axis stands.
  private func down(_ value: Double) -> Double {
    top + (1 - chart.vertical.share(value)) * plotHeight
  }

  /// Where a point stands; nil where the axes do not show it.
  private func place(_ x: Double, _ y: Double) -> Point? {
    let shown = -1e-6...(1 + 1e-6)
    guard shown.contains(chart.horizontal.share(x)), shown.contains(chart.vertical.share(y))
    else { return nil }
    return Point(across(x), down(y))
  }

  private mutating func drawAxes() {
    let (width, height) = (plotWidth, plotHeight)
    for (value, label) in zip(verticalTicks.values, verticalTicks.labels) {
      let y = down(value)
      drawing.line(from: Point(left, y), to: Point(left + width, y), colour: Palette.grid)
      drawing.text(label, at: Point(left - 6, y + 4), size: 11, anchor: .end)
    }
    for (value, label) in zip(horizontalTicks.values, horizontalTicks.labels) {
      let x = across(value)
      drawing.line(from: Point(x, top), to: Point(x, top + height), colour: Palette.grid)
      drawing.text(label, at: Point(x, top + height + 16), size: 11, anchor: .middle)
    }
    drawing.line(
      from: Point(left, top + height), to: Point(left + width, top + height), colour: Palette.ink)
    drawing.line(from: Point(left, top), to: Point(left, top + height), colour: Palette.ink)
    for (line, words) in title.enumerated() {
      drawing.text(
        words, at: Point(left, 17 + Double(line) * Self.titleLine), size: Self.titleSize,
        isBold: true)
    }
    drawing.text(
      chart.horizontal.title, at: Point(left + width / 2, drawing.height - 12), anchor: .middle)
    drawing.text(
      chart.vertical.title, at: Point(13, top + height / 2), anchor: .middle, turned: true)
  }

  private mutating func draw(_ band: ChartBand) {
    let lower = band.edges.compactMap { place($0.x, $0.span.lowerBound) }
    let upper = band.edges.compactMap { place($0.x, $0.span.upperBound) }
    drawing.polygon(lower + upper.reversed(), fill: band.colour, opacity: 0.18)
    drawing.polyline(lower, colour: band.colour, width: 0.75)
    drawing.polyline(upper, colour: band.colour, width: 0.75)
  }

  private mutating func draw(_ series: ChartSeries) {
    for run in runs(of: series) {
      drawing.polyline(
        run, colour: series.style.colour, width: series.width, dashes: series.style.dashes)
    }
    let marked = series.points.compactMap { point in
      place(point.x, point.y).map { (place: $0, interval: point.interval) }
    }
    for point in marked {
      if let interval = point.interval { bar(interval, at: point.place.x, series.style.colour) }
    }
    guard series.isMarked else { return }
    // A line of many points is told by a few marks as well as by all.
    let step = series.shape == .points ? 1 : max(1, marked.count / 16)
    for (index, point) in marked.enumerated() where index % step == 0 {
      drawing.mark(series.style.marker, at: point.place, colour: series.style.colour)
    }
  }

  /// The joined stretches of a series: a point that is not shown ends one.
  private func runs(of series: ChartSeries) -> [[Point]] {
    guard series.shape != .points else { return [] }
    var runs: [[Point]] = [[]]
    for point in series.points {
      guard let place = place(point.x, point.y) else {
        runs.append([])
        continue
      }
      if series.shape == .steps, let last = runs[runs.count - 1].last {
        runs[runs.count - 1].append(Point(place.x, last.y))
      }
      runs[runs.count - 1].append(place)
    }
    return runs
  }

  private mutating func bar(_ interval: ClosedRange<Double>, at x: Double, _ colour: String) {
    let low = min(top + plotHeight, down(interval.lowerBound))
    let high = max(top, down(interval.upperBound))
    drawing.line(from: Point(x, low), to: Point(x, high), colour: colour, width: 1.25)
    for y in [low, high] {
      drawing.line(from: Point(x - 3.5, y), to: Point(x + 3.5, y), colour: colour, width: 1.25)
    }
  }
}
