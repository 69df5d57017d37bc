/// One set of axes with what is drawn on it.
package struct Chart: Sendable {
  /// What stands above it.
  package let title: String
  /// The axis from left to right.
  package let horizontal: Axis
  /// The axis from bottom to top.
  package let vertical: Axis
  /// Areas, drawn first.
  package var bands: [ChartBand] = []
  /// Lines and points, drawn in order.
  package var series: [ChartSeries] = []

  /// Axes without anything on them.
  package init(title: String, horizontal: Axis, vertical: Axis) {
    self.title = title
    self.horizontal = horizontal
    self.vertical = vertical
  }
}

/// A point of a series with the interval it is known to lie in, where there is one.
package struct ChartPoint: Hashable, Sendable {
  /// Along the horizontal axis.
  package let x: Double
  /// Along the vertical axis.
  package let y: Double
  /// What an error bar spans.
  package let interval: ClosedRange<Double>?

  /// A point.
  package init(_ x: Double, _ y: Double, interval: ClosedRange<Double>? = nil) {
    self.x = x
    self.y = y
    self.interval = interval
  }
}

/// Points that belong together.
package struct ChartSeries: Sendable {
  /// How points are joined.
  package enum Shape: Sendable {
    /// By straight lines.
    case line
    /// By steps: a value holds until the next point.
    case steps
    /// Not at all.
    case points
  }

  /// What the legend calls it.
  package let name: String
  /// Its colour, dashes and marker.
  package let style: LineStyle
  /// How its points are joined.
  package let shape: Shape
  /// Whether its points are marked.
  package let isMarked: Bool
  /// The width of its line in pixels.
  package let width: Double
  /// The points, in the order in which they are joined.
  package let points: [ChartPoint]

  /// Points that belong together.
  package init(
    name: String, style: LineStyle, shape: Shape = .line, isMarked: Bool = true,
    width: Double = 2, points: [ChartPoint]
  ) {
    self.width = width
    self.name = name
    self.style = style
    self.shape = shape
    self.isMarked = isMarked || shape == .points
    self.points = points
  }
}

/// An area between two lines.
package struct ChartBand: Sendable {
  /// What the legend calls it.
  package let name: String
  /// Its colour, drawn pale.
  package let colour: String
  /// Its lower and upper edge along the horizontal axis.
  package let edges: [(x: Double, span: ClosedRange<Double>)]

  /// An area between two lines.
  package init(name: String, colour: String, edges: [(x: Double, span: ClosedRange<Double>)]) {
    self.name = name
    self.colour = colour
    self.edges = edges
  }
}
