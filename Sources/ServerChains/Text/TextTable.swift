/// An aligned table for people: text to the left, numbers by their decimal points, the unit in the
/// head.
package struct TextTable {
  /// A column's head and how its cells align.
  package struct Column {
    /// The head, the unit in parentheses where there is one.
    package let title: String
    /// Whether cells are aligned by their decimal points; text stands to the left.
    package let isNumeric: Bool

    /// A column of text.
    package static func text(_ title: String) -> Column { Column(title: title, isNumeric: false) }

    /// A column of numbers, with their unit.
    package static func number(_ title: String, unit: String? = nil) -> Column {
      Column(title: unit.map { "\(title) (\($0))" } ?? title, isNumeric: true)
    }
  }

  private let columns: [Column]
  /// The UTF-8 of all cells, row by row: a table of a large log has millions of them.
  private var bytes: [UInt8] = []
  private var cells: [Cell] = []

  /// Where a cell's text ends and what room it takes.
  private struct Cell {
    let end: Int
    /// Columns of a terminal.
    let width: Int
    /// How many of these are from a point on.
    let tail: Int
  }

  /// A table without rows.
  package init(_ columns: [Column]) {
    self.columns = columns
  }

  /// Adds a row.
  ///
  /// - Precondition: As many cells as columns.
  package mutating func add(_ cells: [String]) {
    precondition(cells.count == columns.count, "A row has as many cells as the table has columns.")
    addRow { $1 += cells[$0].utf8 }
  }

  /// Adds a row whose cells are written one by one.
  ///
  /// - Parameter write: Adds the text of the column of that number, as UTF-8.
  package mutating func addRow(_ write: (Int, inout [UInt8]) -> Void) {
    for index in columns.indices {
      let start = bytes.count
      write(index, &bytes)
      let point = bytes[start...].firstIndex(of: UInt8(ascii: ".")) ?? bytes.count
      let tail = Self.width(of: bytes[point...])
      cells.append(
        Cell(end: bytes.count, width: tail + Self.width(of: bytes[start..<point]), tail: tail))
    }
  }

  /// The columns of a terminal that some text takes.
  private static func width(of bytes: ArraySlice<UInt8>) -> Int {
    bytes.allSatisfy { $0 < 0x80 } ? bytes.count : String(decoding: bytes, as: UTF8.self).count
  }

  /// Head and rows, two blanks between columns, no blanks at line ends, every line ended.
  ///
  /// - Complexity: O(characters).
  package func text() -> String {
    var widths = columns.map { TextLayout.width($0.title) }
    var tails = columns.map { _ in 0 }
    for (place, cell) in cells.enumerated() where columns[place % columns.count].isNumeric {
      tails[place % columns.count] = max(tails[place % columns.count], cell.tail)
    }
    for (place, cell) in cells.enumerated() {
      let index = place % columns.count
      let missing = columns[index].isNumeric ? tails[index] - cell.tail : 0
      widths[index] = max(widths[index], cell.width + missing)
    }
    var text: [UInt8] = []
    text.reserveCapacity(
      (cells.count / max(1, columns.count) + 1) * (widths.reduce(0) { $0 + $1 + 2 }))
    appendHead(widths, to: &text)
    for row in stride(from: 0, to: cells.count, by: max(1, columns.count)) {
      appendRow(from: row, widths, tails, to: &text)
    }
    return String(decoding: text, as: UTF8.self)
  }

  private func appendHead(_ widths: [Int], to text: inout [UInt8]) {
    var blanks = 0
    for (column, width) in zip(columns, widths) {
      let left = width - TextLayout.width(column.title)
      Self.append(column.title.utf8, after: &blanks, column.isNumeric ? left : 0, to: &text)
      blanks += 2 + (column.isNumeric ? 0 : left)
    }
    text.append(0x0A)
  }

  /// Adds a line; numbers are aligned by their points.
  private func appendRow(
    from first: Int, _ widths: [Int], _ tails: [Int], to text: inout [UInt8]
  ) {
    var blanks = 0
    var start = first == 0 ? 0 : cells[first - 1].end
    for index in columns.indices {
      let cell = cells[first + index]
      let left = widths[index] - cell.width
      let after = columns[index].isNumeric ? tails[index] - cell.tail : left
      Self.append(bytes[start..<cell.end], after: &blanks, left - after, to: &text)
      blanks += 2 + after
      start = cell.end
    }
    text.append(0x0A)
  }

  /// Adds a cell after its blanks; an empty one only makes more of them, because blanks stand where
  /// something follows.
  private static func append(
    _ cell: some Collection<UInt8>, after blanks: inout Int, _ more: Int, to text: inout [UInt8]
  ) {
    blanks += more
    guard !cell.isEmpty else { return }
    for _ in 0..<blanks { text.append(0x20) }
    text += cell
    blanks = 0
  }
}
