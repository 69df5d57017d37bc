/// What tells lines apart: colour, dashes and marker together, so that a picture survives
/// black-and-white printing.
///
/// The colours are those of Okabe and Ito, *Color Universal Design* (2008), which the colour-blind
/// tell apart; their yellow is left out because it vanishes on white.
package enum Palette {
  /// Text and axes.
  package static let ink = "#111111"
  /// Less important text.
  package static let paleInk = "#555555"
  /// Grid lines.
  package static let grid = "#dddddd"
  /// What a server hosts, and other quiet areas.
  package static let quiet = "#ececec"

  /// The `index`-th manner of drawing a line; manners repeat only after 280.
  package static func style(_ index: Int) -> LineStyle {
    LineStyle(
      colour: colours[index % colours.count], dashes: dashes[index % dashes.count],
      marker: Marker.allCases[index % Marker.allCases.count])
  }

  private static let colours = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#000000", "#56b4e9", "#e69f00",
  ]
  private static let dashes = ["", "9 5", "2 4", "14 4 2 4", "5 3"]
}

/// How a line and its points are drawn.
package struct LineStyle: Hashable, Sendable {
  /// As `#rrggbb`.
  package var colour: String
  /// Lengths of dashes and blanks in pixels, empty for a solid line.
  package var dashes: String
  /// What stands on its points.
  package var marker: Marker

  /// A manner of drawing.
  package init(colour: String, dashes: String, marker: Marker) {
    self.colour = colour
    self.dashes = dashes
    self.marker = marker
  }
}

/// A shape that marks a point.
package enum Marker: CaseIterable, Sendable {
  case circle, square, triangle, diamond, cross, hollowCircle, hollowSquare, star
}

extension SVGDrawing {
  /// A marker of a colour, about nine pixels wide.
  package mutating func mark(_ marker: Marker, at point: Point, colour: String) {
    func offset(_ x: Double, _ y: Double) -> Point { Point(point.x + x, point.y + y) }
    switch marker {
    case .circle: circle(at: point, radius: 4, fill: colour)
    case .hollowCircle: circle(at: point, radius: 3.75, fill: "#ffffff", outline: colour)
    case .square: rectangle(at: offset(-3.5, -3.5), width: 7, height: 7, fill: colour)
    case .hollowSquare:
      rectangle(at: offset(-3.5, -3.5), width: 7, height: 7, fill: "#ffffff", outline: colour)
    case .triangle: polygon([offset(0, -5), offset(4.5, 3.5), offset(-4.5, 3.5)], fill: colour)
    case .diamond:
      polygon([offset(0, -5), offset(5, 0), offset(0, 5), offset(-5, 0)], fill: colour)
    case .cross:
      line(from: offset(-3.5, -3.5), to: offset(3.5, 3.5), colour: colour, width: 2)
      line(from: offset(-3.5, 3.5), to: offset(3.5, -3.5), colour: colour, width: 2)
    case .star:
      line(from: offset(-4.5, 0), to: offset(4.5, 0), colour: colour, width: 1.5)
      line(from: offset(0, -4.5), to: offset(0, 4.5), colour: colour, width: 1.5)
      line(from: offset(-3, -3), to: offset(3, 3), colour: colour, width: 1.5)
      line(from: offset(-3, 3), to: offset(3, -3), colour: colour, width: 1.5)
    }
  }
}
