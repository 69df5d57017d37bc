import ServerChains

/// Charts side by side under one title, with one legend for all.
package struct Figure: Sendable {
  /// What stands above it.
  package let title: String
  /// The charts, in reading order.
  package let charts: [Chart]
  /// What a reader should know, below.
  package let notes: [String]
  /// Whether the title is drawn; a page that has it as a heading leaves it out.
  package var showsTitle = true

  /// A figure.
  package init(title: String, charts: [Chart], notes: [String] = []) {
    self.title = title
    self.charts = charts
    self.notes = notes
  }

  /// The figure as an SVG document.
  ///
  /// - Complexity: O(points).
  package var svg: String {
    var drawing = SVGDrawing(width: width, height: height)
    if showsTitle {
      let shown = TextWidth.fitting(title, in: width - 24, size: 16)
      drawing.text(shown, at: Point(12, 24), size: 16, isBold: true)
    }
    let titleLines = titleLines
    for (index, chart) in charts.enumerated() {
      let corner = Point(
        12 + Double(index % columns) * (chartWidth + 12),
        top + Double(index / columns) * (chartHeight + 8))
      drawing.place(
        ChartDrawing.of(chart, width: chartWidth, height: chartHeight, titleLines: titleLines),
        at: corner)
    }
    draw(legend: legend, from: legendTop, into: &drawing)
    for (index, line) in noteLines.enumerated() {
      drawing.text(
        line, at: Point(12, notesTop + Double(index) * 16 + 12), size: 11, colour: Palette.paleInk)
    }
    return drawing.document(title: title)
  }

  /// The same for all charts, so that their axes stand in line.
  private var titleLines: Int {
    charts.map { ChartDrawing.titleLines(of: $0, width: chartWidth) }.max() ?? 1
  }
  private var columns: Int { charts.count < 2 ? 1 : charts.count <= 4 ? 2 : 3 }
  private var chartWidth: Double { columns == 1 ? 640 : columns == 2 ? 420 : 340 }
  private var chartHeight: Double { columns == 1 ? 400 : columns == 2 ? 300 : 260 }
  private var width: Double { 12 + Double(columns) * (chartWidth + 12) }
  private var rows: Int { (charts.count + columns - 1) / columns }
  private var top: Double { showsTitle ? 36 : 4 }
  private var legendTop: Double { top + 4 + Double(rows) * (chartHeight + 8) }
  private var notesTop: Double {
    legendTop + Double(legend.last.map { $0.row + 1 } ?? 0) * Self.legendLine + 4
  }
  private var height: Double { notesTop + Double(noteLines.count) * 16 + 12 }
  private static let legendLine = 20.0

  private var noteLines: [String] {
    notes.flatMap { note in
      TextLayout.wrapped(note, width: Int(width / 5.8)).split(separator: "\n").map(String.init)
    }
  }

  private struct LegendEntry {
    let name: String
    let sample: Sample
    var row = 0
    var left = 0.0

    enum Sample {
      case series(ChartSeries)
      case band(ChartBand)
    }
  }

  /// Every name once, in the order in which it is met, and its place in rows that fit the width.
  private var legend: [LegendEntry] {
    var entries: [LegendEntry] = []
    var seen: Set<String> = []
    for chart in charts {
      for series in chart.series where seen.insert(series.name).inserted {
        entries.append(LegendEntry(name: series.name, sample: .series(series)))
      }
      for band in chart.bands where seen.insert(band.name).inserted {
        entries.append(LegendEntry(name: band.name, sample: .band(band)))
      }
    }
    var (row, left) = (0, 12.0)
    for index in entries.indices {
      let room = 44 + TextWidth.of(entries[index].name, size: 12) + 18
      if left > 12, left + room > width { (row, left) = (row + 1, 12) }
      entries[index].row = row
      entries[index].left = left
      left += room
    }
    return entries
  }

  private func draw(
    legend: [LegendEntry], from top: Double, into drawing: inout SVGDrawing
  ) {
    for entry in legend {
      let y = top + Double(entry.row) * Self.legendLine + 8
      switch entry.sample {
      case .series(let series):
        if series.shape != .points {
          drawing.polyline(
            [Point(entry.left, y), Point(entry.left + 36, y)], colour: series.style.colour,
            width: series.width, dashes: series.style.dashes)
        }
        if series.isMarked {
          drawing.mark(
            series.style.marker, at: Point(entry.left + 18, y), colour: series.style.colour)
        }
      case .band(let band):
        let (left, right) = (entry.left, entry.left + 36)
        drawing.polygon(
          [Point(left, y - 6), Point(right, y - 6), Point(right, y + 6), Point(left, y + 6)],
          fill: band.colour, opacity: 0.18, outline: band.colour)
      }
      drawing.text(entry.name, at: Point(entry.left + 44, y + 4))
    }
  }
}
