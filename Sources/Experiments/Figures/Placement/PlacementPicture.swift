/// Plans side by side as an SVG document: servers as rows, blocks as columns, chains as paths.
///
/// Chains differ in colour, dashes and number, so that the picture can be read in black and white.
package enum PlacementPicture {
  private static let margin = 16.0
  private static let gap = 48.0

  /// The picture of one plan or of several, from left to right.
  ///
  /// - Complexity: O(Σ (servers + steps of chains) · chains drawn).
  package static func svg(of plans: [PicturedPlan]) -> String {
    precondition(!plans.isEmpty, "A picture shows at least one plan.")
    let panels = plans.map(PlacementPanel.init)
    let widths = panels.map { max($0.width, 340) }
    let width = widths.reduce(0, +) + gap * Double(panels.count - 1) + 2 * margin
    var drawing = SVGDrawing(width: width, height: panels.map(\.height).max() ?? 0)
    var left = margin
    for (panel, width) in zip(panels, widths) {
      drawing.place(panel.drawing(), at: Point(left, 0))
      left += width + gap
    }
    return drawing.document(
      title: plans.map { "\($0.title): \($0.summary)" }.joined(separator: "; "))
  }
}
