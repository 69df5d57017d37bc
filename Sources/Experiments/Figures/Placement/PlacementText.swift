import ServerChains

/// A plan as a picture of characters: what each server hosts, then every chain over the blocks.
package enum PlacementText {
  /// Columns that the blocks may take in all.
  private static let room = 72

  /// The picture, every line ended.
  package static func text(of plan: PicturedPlan) -> String {
    let grid = Grid(blocks: plan.blocks, room: room)
    var text = "\(plan.title): \(plan.summary)\n\n"
    text += servers(of: plan, grid)
    if !plan.paths.isEmpty { text += "\n" + chains(of: plan, grid) }
    text += "\n█ hosted and used by a chain, ░ hosted only, · not hosted"
    if grid.blocksPerColumn > 1 { text += "; a column is \(grid.blocksPerColumn) blocks" }
    return text + "\n"
  }

  private static func servers(of plan: PicturedPlan, _ grid: Grid) -> String {
    var used = plan.rows.map { _ in Set<Int>() }
    for path in plan.paths {
      for step in path.steps { used[step.row].formUnion(step.first...step.last) }
    }
    let hasMemory = plan.rows.contains { $0.memory != nil }
    var table = TextTable(
      [.text("server")] + (hasMemory ? [.number("memory", unit: "GB")] : []) + [.text(grid.head)])
    for (index, row) in plan.rows.enumerated() {
      let cells = (0..<grid.columns).map { column -> String in
        let blocks = grid.blocks(in: column)
        let isHosted = row.range.map { blocks.overlaps($0.first...$0.last) } ?? false
        guard isHosted else { return "·" }
        return blocks.contains { used[index].contains($0) } ? "█" : "░"
      }
      let bar = cells.map { grid.widened($0) }.joined()
      table.add([row.name] + (hasMemory ? [row.memory.map { "\($0)" } ?? ""] : []) + [bar])
    }
    return table.text()
  }

  private static func chains(of plan: PicturedPlan, _ grid: Grid) -> String {
    let hasTimes = plan.paths.contains { $0.serviceTime != nil }
    var table = TextTable(
      [.text("chain"), .number("jobs")]
        + (hasTimes ? [.number("service time", unit: "s")] : []) + [.text(grid.head)])
    for (index, path) in plan.paths.enumerated() {
      let drawn = path.steps.map { step in
        let columns = grid.column(of: step.last) - grid.column(of: step.first) + 1
        return segment(plan.rows[step.row].name, width: columns * grid.cell)
      }.joined()
      let time = path.serviceTime.map { NumberText.fixed($0, decimals: 6) } ?? ""
      table.add(
        ["\(index + 1)", "\(path.capacity)"] + (hasTimes ? [time] : [])
          + [grid.blocksPerColumn == 1 ? drawn : names(of: path, plan)])
    }
    return table.text()
  }

  private static func names(of path: PicturedPlan.Path, _ plan: PicturedPlan) -> String {
    path.steps.map { plan.rows[$0.row].name }.joined(separator: " → ")
  }

  /// `├─ s1 ─┤` of a width, the name cut or left out where there is no room.
  private static func segment(_ name: String, width: Int) -> String {
    guard width > 1 else { return "│" }
    let inner = width - 2
    let shown = String(name.prefix(inner))
    let before = (inner - shown.count) / 2
    let after = inner - shown.count - before
    return "├" + String(repeating: "─", count: before) + shown
      + String(repeating: "─", count: after) + "┤"
  }

  /// How blocks are laid out in columns of characters.
  private struct Grid {
    let columns: Int
    let blocksPerColumn: Int
    let cell: Int
    private let last: Int

    init(blocks: Int, room: Int) {
      last = blocks
      blocksPerColumn = max(1, (blocks + room - 1) / room)
      columns = (blocks + blocksPerColumn - 1) / blocksPerColumn
      cell = max(1, min(8, room / max(1, columns)))
    }

    /// The blocks of a column, counted from 0.
    func blocks(in column: Int) -> ClosedRange<Int> {
      (column * blocksPerColumn + 1)...min(last, (column + 1) * blocksPerColumn)
    }

    /// The column of a block.
    func column(of block: Int) -> Int { (block - 1) / blocksPerColumn }

    /// A character repeated to the width of a cell, with a blank after it where cells are wide.
    func widened(_ mark: String) -> String {
      cell < 3
        ? String(repeating: mark, count: cell) : String(repeating: mark, count: cell - 1) + " "
    }

    /// Numbers of blocks above their columns.
    var head: String {
      var head = ""
      for column in 0..<columns {
        let number = "\(blocks(in: column).lowerBound)"
        let position = column * cell
        guard head.isEmpty || position > head.count else { continue }
        if cell < 3, column > 0, blocks(in: column).lowerBound % 5 != 0 { continue }
        head += String(repeating: " ", count: position - head.count) + number
      }
      return head
    }
  }
}
