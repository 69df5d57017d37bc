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
  ///
  /// - Complexity: O(characters).
  package func text() -> String {
    var widths: [Int] = []
    var tails: [Int] = []
    for (index, column) in columns.enumerated() {
      let tail = column.isNumeric ? rows.map { Self.tail($0[index]) }.max() ?? 0 : 0
      let width = rows.map { row in
        let missing = column.isNumeric ? tail - Self.tail(row[index]) : 0
        return TextLayout.width(row[index]) + missing
      }.max()
      tails.append(tail)
      widths.append(max(TextLayout.width(column.title), width ?? 0))
    }
    var text = ""
    append(columns.map(\.title), widths, nil, to: &text)
    for row in rows { append(row, widths, tails, to: &text) }
    return text
  }

  /// Adds a line; where tails are given, numbers are aligned by their points.
  private func append(
    _ cells: [String], _ widths: [Int], _ tails: [Int]?, to text: inout String
  ) {
    // Blanks are written when something follows them.
    var blanks = 0
    for (index, cell) in cells.enumerated() {
      if index > 0 { blanks += 2 }
      let left = widths[index] - TextLayout.width(cell)
      let after =
        !columns[index].isNumeric ? left : tails.map { $0[index] - Self.tail(cell) } ?? 0
      blanks += left - after
      if !cell.isEmpty {
        text += String(repeating: " ", count: blanks) + cell
        blanks = 0
      }
      blanks += after
    }
    text += "\n"
  }

  /// How many characters a number has from its point on.
  private static func tail(_ cell: String) -> Int {
    let bytes = cell.utf8
    return bytes.firstIndex(of: UInt8(ascii: ".")).map { TextLayout.width(String(cell[$0...])) }
      ?? 0
  }
}
