/// An aligned table for people: text to the left, numbers by their decimal points, the unit in the head.
package struct TextTable {
  /// A column's head and how its cells align.
  package struct Column {
    package let title: String
    package let isNumeric: Bool

    /// A column of text.
    package static func text(_ title: String) -> Column { Column(title: title, isNumeric: false) }

    /// A column of numbers, with their unit.
    package static func number(_ title: String, unit: String? = nil) -> Column {
      Column(title: unit.map { "\(title) (\($0))" } ?? title, isNumeric: true)
    }
  }

  private let columns: [Column]
  private var rows: [[String]] = []

  /// A table without rows.
  package init(_ columns: [Column]) {
    self.columns = columns
  }

  /// Adds a row.
  ///
  /// - Precondition: As many cells as columns.
  package mutating func add(_ cells: [String]) {
    precondition(cells.count == columns.count, "A row has as many cells as the table has columns.")
    rows.append(cells)
  }

  /// Head and rows, two blanks between columns, no blanks at line ends, every line ended.
  package func text() -> String {
    var lines = [String](repeating: "", count: rows.count + 1)
    for (index, column) in columns.enumerated() {
      var cells = rows.map { $0[index] }
      if column.isNumeric { cells = Self.alignedByPoint(cells) }
      let width = max(column.title.count, cells.map(\.count).max() ?? 0)
      for (line, cell) in ([column.title] + cells).enumerated() {
        lines[line] += index == 0 ? "" : "  "
        lines[line] +=
          column.isNumeric
          ? TextLayout.indented(cell, to: width) : TextLayout.padded(cell, to: width)
      }
    }
    return lines.map { line in
      let kept = line.reversed().drop { $0 == " " }
      return String(kept.reversed()) + "\n"
    }.joined()
  }

  private static func alignedByPoint(_ cells: [String]) -> [String] {
    let tails = cells.map { cell in
      cell.firstIndex(of: ".").map { cell.distance(from: $0, to: cell.endIndex) } ?? 0
    }
    let longest = tails.max() ?? 0
    return zip(cells, tails).map { cell, tail in
      cell + String(repeating: " ", count: longest - tail)
    }
  }
}
