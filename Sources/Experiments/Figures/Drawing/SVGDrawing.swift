/// A drawing in the making: shapes in the order they are drawn, the later ones on top.
///
/// Coordinates are in pixels from the upper left corner and written to a hundredth, so that the
/// same shapes give the same bytes on every machine.
package struct SVGDrawing: Sendable {
  /// How a text stands to its point.
  package enum Anchor: String, Sendable {
    case start, middle, end
  }

  /// The width in pixels.
  package let width: Double
  /// The height in pixels.
  package let height: Double
  private var shapes: [String] = []

  /// A drawing without shapes.
  package init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  /// A straight line.
  package mutating func line(
    from start: Point, to end: Point, colour: String, width: Double = 1, dashes: String = ""
  ) {
    shapes.append(
      "<line x1=\"\(Self.number(start.x))\" y1=\"\(Self.number(start.y))\" "
        + "x2=\"\(Self.number(end.x))\" y2=\"\(Self.number(end.y))\""
        + Self.stroke(colour, width, dashes) + "/>")
  }

  /// A line through points in their order; nothing for fewer than two.
  package mutating func polyline(
    _ points: [Point], colour: String, width: Double = 2, dashes: String = ""
  ) {
    guard points.count > 1 else { return }
    shapes.append(
      "<polyline points=\"\(Self.list(points))\" fill=\"none\" stroke-linejoin=\"round\""
        + Self.stroke(colour, width, dashes) + "/>")
  }

  /// A filled area with the given corners, and an outline where a colour is given for it.
  package mutating func polygon(
    _ points: [Point], fill: String, opacity: Double = 1, outline: String? = nil
  ) {
    guard points.count > 2 else { return }
    let clear = opacity < 1 ? " fill-opacity=\"\(Self.number(opacity))\"" : ""
    let edge = outline.map { Self.stroke($0, 1, "") } ?? ""
    shapes.append("<polygon points=\"\(Self.list(points))\" fill=\"\(fill)\"\(clear)\(edge)/>")
  }

  /// A rectangle by its upper left corner.
  package mutating func rectangle(
    at corner: Point, width: Double, height: Double, fill: String, outline: String? = nil,
    radius: Double = 0
  ) {
    let round = radius > 0 ? " rx=\"\(Self.number(radius))\"" : ""
    let edge = outline.map { Self.stroke($0, 1, "") } ?? ""
    shapes.append(
      "<rect x=\"\(Self.number(corner.x))\" y=\"\(Self.number(corner.y))\" "
        + "width=\"\(Self.number(width))\" height=\"\(Self.number(height))\""
        + "\(round) fill=\"\(fill)\"\(edge)/>")
  }

  /// A circle.
  package mutating func circle(
    at centre: Point, radius: Double, fill: String, outline: String? = nil
  ) {
    let edge = outline.map { Self.stroke($0, 1.5, "") } ?? ""
    shapes.append(
      "<circle cx=\"\(Self.number(centre.x))\" cy=\"\(Self.number(centre.y))\" "
        + "r=\"\(Self.number(radius))\" fill=\"\(fill)\"\(edge)/>")
  }

  /// One line of text; `turned` runs it upward.
  package mutating func text(
    _ words: String, at point: Point, size: Double = 12, anchor: Anchor = .start,
    isBold: Bool = false, colour: String = Palette.ink, turned: Bool = false
  ) {
    let (x, y) = (Self.number(point.x), Self.number(point.y))
    let bold = isBold ? " font-weight=\"bold\"" : ""
    let side = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
    let turn = turned ? " transform=\"rotate(-90 \(x) \(y))\"" : ""
    let tint = colour == Palette.ink ? "" : " fill=\"\(colour)\""
    shapes.append(
      "<text x=\"\(x)\" y=\"\(y)\" font-size=\"\(Self.number(size))\"\(bold)\(side)\(tint)\(turn)>"
        + MarkupText.escaped(words) + "</text>")
  }

  /// Puts another drawing on this one, its corner at a point.
  package mutating func place(_ other: SVGDrawing, at corner: Point) {
    shapes.append(
      "<g transform=\"translate(\(Self.number(corner.x)) \(Self.number(corner.y)))\">\n"
        + other.shapes.joined(separator: "\n") + "\n</g>")
  }

  /// The document; its title is what a screen reader says.
  package func document(title: String) -> String {
    let (width, height) = (Self.number(width), Self.number(height))
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)" \
      height="\(height)" role="img" font-family="Helvetica, Arial, 'DejaVu Sans', sans-serif" \
      fill="\(Palette.ink)">
      <title>\(MarkupText.escaped(title))</title>
      <rect width="\(width)" height="\(height)" fill="#ffffff"/>
      \(shapes.joined(separator: "\n"))
      </svg>

      """
  }

  /// A coordinate rounded to a hundredth, without needless zeros.
  package static func number(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let hundredths = Int((max(-1e9, min(1e9, value)) * 100).rounded())
    let (whole, part) = (abs(hundredths) / 100, abs(hundredths) % 100)
    let sign = hundredths < 0 ? "-" : ""
    if part == 0 { return "\(sign)\(whole)" }
    if part % 10 == 0 { return "\(sign)\(whole).\(part / 10)" }
    return "\(sign)\(whole).\(part < 10 ? "0" : "")\(part)"
  }

  private static func list(_ points: [Point]) -> String {
    points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
  }

  private static func stroke(_ colour: String, _ width: Double, _ dashes: String) -> String {
    let dashed = dashes.isEmpty ? "" : " stroke-dasharray=\"\(dashes)\""
    return " stroke=\"\(colour)\" stroke-width=\"\(number(width))\"\(dashed)"
  }
}

/// A place in a drawing, in pixels from the upper left corner; in a chart, in the units of its
/// axes.
package struct Point: Hashable, Sendable {
  /// Rightward.
  package var x: Double
  /// Downward in a drawing, upward in a chart.
  package var y: Double

  /// A place.
  package init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}
