import ServerChains

/// Draws one plan: the grid of servers and blocks, hosted ranges as bars, chains as paths, and what
/// each chain serves.
struct PlacementPanel {
  private let plan: PicturedPlan
  private let cell: Double
  private let row: Double
  private let label: Double
  private let order: [Int]
  private let chainsOfRow: [[Int]]
  private let lines: [Int]
  private let top = 84.0
  private static let legendLine = 22.0
  /// More chains than these are told of, not drawn: a reader could not follow them.
  static let drawnChains = 24
  /// With more servers than these, rows follow the blocks instead of the instance.
  static let orderedRows = 12

  init(_ plan: PicturedPlan) {
    self.plan = plan
    cell = plan.blocks <= 12 ? 92 : max(8, min(92, 1000 / Double(plan.blocks)))
    row = plan.rows.count <= Self.orderedRows ? 58 : plan.rows.count <= 60 ? 30 : 18
    let widest = plan.rows.map { TextWidth.of($0.name, size: 14) }.max() ?? 0
    label = min(260, max(96, widest + 24)) + (row < 58 ? 64 : 0)
    let places = plan.rows.enumerated()
    let sorted = places.sorted { left, right in
      let (first, second) = (left.element.range?.first, right.element.range?.first)
      return (first ?? Int.max, left.offset) < (second ?? Int.max, right.offset)
    }
    let shown = plan.rows.count > Self.orderedRows ? sorted.map(\.offset) : Array(plan.rows.indices)
    var lines = [Int](repeating: 0, count: plan.rows.count)
    for (line, row) in shown.enumerated() { lines[row] = line }
    order = shown
    self.lines = lines
    var chainsOfRow = [[Int]](repeating: [], count: plan.rows.count)
    for (index, path) in plan.paths.prefix(Self.drawnChains).enumerated() {
      for step in path.steps { chainsOfRow[step.row].append(index) }
    }
    self.chainsOfRow = chainsOfRow
  }

  var width: Double { label + Double(plan.blocks) * cell }

  var height: Double {
    let more = plan.paths.count > Self.drawnChains ? 1 : 0
    return top + Double(plan.rows.count) * row + 26
      + Double(min(plan.paths.count, Self.drawnChains) + more) * Self.legendLine
  }

  func drawing() -> SVGDrawing {
    var drawing = SVGDrawing(width: width, height: height)
    drawing.text(
      TextWidth.fitting(plan.title, in: width, size: 17), at: Point(0, 24), size: 17, isBold: true)
    drawing.text(plan.summary, at: Point(0, 46), size: 14)
    drawHead(into: &drawing)
    for index in order { draw(server: index, into: &drawing) }
    for index in plan.paths.indices.prefix(Self.drawnChains) {
      draw(chain: index, into: &drawing)
    }
    for index in plan.paths.indices.prefix(Self.drawnChains) {
      drawEnds(of: index, into: &drawing)
    }
    drawLegend(into: &drawing)
    return drawing
  }

  /// The left edge of a block's column.
  private func x(_ block: Int) -> Double { label + Double(block - 1) * cell }

  /// The upper edge of a server's row.
  private func y(_ server: Int) -> Double { top + Double(lines[server]) * row }

  /// Where a chain runs within a server's row: the chains that pass it share its height.
  private func lane(_ chain: Int, in server: Int) -> Double {
    let chains = chainsOfRow[server]
    let position = chains.firstIndex(of: chain) ?? 0
    return y(server) + row * (Double(position) + 1) / (Double(chains.count) + 1)
  }

  private func drawHead(into drawing: inout SVGDrawing) {
    if plan.blocks <= 12 {
      for block in stride(from: 1, through: plan.blocks, by: 1) {
        drawing.text(
          "block \(block)", at: Point(x(block) + cell / 2, top - 10), size: 13, anchor: .middle)
      }
      return
    }
    drawing.text("block", at: Point(label - 10, top - 10), size: 12, anchor: .end)
    let step = plan.blocks <= 30 ? 1 : plan.blocks <= 100 ? 5 : (plan.blocks / 100 + 1) * 10
    for block in 1...plan.blocks where block == 1 || block % step == 0 {
      drawing.text("\(block)", at: Point(x(block) + cell / 2, top - 10), size: 11, anchor: .middle)
    }
  }

  private func draw(server: Int, into drawing: inout SVGDrawing) {
    let (facts, y) = (plan.rows[server], y(server))
    let memory = facts.memory.map { "\($0) GB" } ?? ""
    if row >= 58 {
      drawing.text(
        TextWidth.fitting(facts.name, in: label - 16, size: 15),
        at: Point(0, y + row / 2 - 3), size: 15, isBold: true)
      drawing.text(memory, at: Point(0, y + row / 2 + 14), size: 13)
    } else {
      let size = min(12.0, row - 5)
      drawing.text(
        TextWidth.fitting(facts.name, in: label - 76, size: size),
        at: Point(0, y + row / 2 + 4), size: size, isBold: true)
      drawing.text(
        memory, at: Point(label - 8, y + row / 2 + 4), size: size, anchor: .end,
        colour: Palette.paleInk)
    }
    drawing.rectangle(
      at: Point(label, y), width: Double(plan.blocks) * cell, height: row, fill: "none",
      outline: Palette.grid)
    if plan.blocks <= 30 {
      for block in stride(from: 2, through: plan.blocks, by: 1) {
        drawing.line(
          from: Point(x(block), y), to: Point(x(block), y + row), colour: Palette.grid)
      }
    }
    guard let range = facts.range else { return }
    let inset = row >= 58 ? 4.0 : 2
    drawing.rectangle(
      at: Point(x(range.first) + inset / 2, y + inset),
      width: Double(range.count) * cell - inset, height: row - 2 * inset, fill: Palette.quiet,
      outline: Palette.paleInk, radius: inset + 2)
  }

  /// The corners of a chain's path.
  private func corners(of chain: Int) -> [Point] {
    let inset = min(16, cell * 0.22)
    let count = Double(min(plan.paths.count, Self.drawnChains))
    // Where one chain hands over, others do too: each bends at a place of its own beside the
    // boundary.
    let shift = (Double(chain) - (count - 1) / 2) * min(7, 0.84 * cell / count)
    var corners: [Point] = []
    for step in plan.paths[chain].steps {
      let y = lane(chain, in: step.row)
      if let last = corners.last {
        let bend = x(step.first) + shift
        corners += [Point(bend, last.y), Point(bend, y)]
      } else {
        corners.append(Point(x(step.first) + inset, y))
      }
      if step.last == plan.blocks { corners.append(Point(x(step.last + 1) - inset, y)) }
    }
    return corners
  }

  private func draw(chain: Int, into drawing: inout SVGDrawing) {
    let style = Palette.style(chain)
    let corners = corners(of: chain)
    if row >= 58 { drawing.polyline(corners, colour: "#ffffff", width: 7) }
    drawing.polyline(
      corners, colour: style.colour, width: row >= 58 ? 4 : 2.25, dashes: style.dashes)
  }

  private func drawEnds(of chain: Int, into drawing: inout SVGDrawing) {
    let corners = corners(of: chain)
    guard let first = corners.first, let last = corners.last else { return }
    let size = row >= 58 ? 5.0 : 3
    drawing.rectangle(
      at: Point(last.x - size, last.y - size), width: 2 * size, height: 2 * size,
      fill: Palette.style(chain).colour)
    let radius = row >= 58 ? 9.0 : min(7, row / 3)
    // Chains that begin on one server have lanes closer than their badges are high.
    let begins = chainsOfRow[plan.paths[chain].steps[0].row].firstIndex(of: chain) ?? 0
    let aside = row >= 58 ? 0 : 2 * radius * Double(begins)
    badge(chain, at: Point(first.x + aside, first.y), radius: radius, into: &drawing)
  }

  /// The chain's number in a circle of its colour.
  private func badge(
    _ chain: Int, at point: Point, radius: Double = 9, into drawing: inout SVGDrawing
  ) {
    let size = radius * (chain < 9 ? 1.25 : 1.05)
    drawing.circle(at: point, radius: radius, fill: Palette.style(chain).colour, outline: "#ffffff")
    drawing.text(
      "\(chain + 1)", at: Point(point.x, point.y + 0.36 * size), size: size, anchor: .middle,
      isBold: true, colour: "#ffffff")
  }

  private func drawLegend(into drawing: inout SVGDrawing) {
    let begin = top + Double(plan.rows.count) * row + 26
    for index in plan.paths.indices.prefix(Self.drawnChains) {
      let y = begin + Double(index) * Self.legendLine
      let style = Palette.style(index)
      drawing.polyline(
        [Point(9, y - 5), Point(64, y - 5)], colour: style.colour, width: 4, dashes: style.dashes)
      badge(index, at: Point(9, y - 5), into: &drawing)
      drawing.text(
        TextWidth.fitting(plan.words(for: plan.paths[index]), in: width - 76, size: 14),
        at: Point(74, y), size: 14)
    }
    let rest = plan.paths.dropFirst(Self.drawnChains)
    guard !rest.isEmpty else { return }
    let jobs = rest.reduce(0) { $0 + $1.capacity }
    drawing.text(
      "and \(rest.count) slower chains for \(jobs) jobs, not drawn",
      at: Point(0, begin + Double(Self.drawnChains) * Self.legendLine), size: 14)
  }
}
