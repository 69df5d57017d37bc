import ServerChains

/// A table before it has a format: heads with units, cells as values.
package struct ReportTable: Sendable {
  /// A column's head and how its values are shown.
  package struct Column: Hashable, Sendable {
    /// What its cells hold.
    package enum Kind: Hashable, Sendable {
      case text
      /// Numbers with so many decimals; whole ones with none.
      case number(decimals: Int)
      /// Shares of 1, shown in percent.
      case percent
    }

    /// The head without its unit.
    package let title: String
    /// The unit, in parentheses in the head.
    package let unit: String?
    /// What the cells hold and how numbers are rounded.
    package let kind: Kind

    /// A column of text.
    package static func text(_ title: String) -> Column {
      Column(title: title, unit: nil, kind: .text)
    }

    /// A column of numbers.
    package static func number(_ title: String, unit: String? = nil, decimals: Int = 0) -> Column {
      Column(title: title, unit: unit, kind: .number(decimals: decimals))
    }

    /// A column of shares.
    package static func percent(_ title: String) -> Column {
      Column(title: title, unit: "%", kind: .percent)
    }

    /// Title and unit.
    package var head: String { unit.map { "\(title) (\($0))" } ?? title }

    /// Whether digits are to be aligned.
    package var isNumeric: Bool { kind != .text }
  }

  /// One value.
  package enum Cell: Hashable, Sendable {
    case text(String)
    case number(Double)
    /// Nothing known.
    case missing

    /// A number, or nothing where there is none.
    package static func optional(_ value: Double?) -> Cell {
      value.map { $0.isFinite ? .number($0) : .missing } ?? .missing
    }

    /// A whole number.
    package static func count(_ value: Int) -> Cell { .number(Double(value)) }
  }

  /// A short word for files and links, for instance `gap-rate`.
  package let key: String
  /// What stands above it.
  package let title: String
  /// From left to right.
  package let columns: [Column]
  /// From top to bottom, each with one cell for every column.
  package private(set) var rows: [[Cell]] = []
  /// What a reader should know, below.
  package var notes: [String] = []

  /// A table without rows.
  package init(key: String, title: String, columns: [Column]) {
    self.key = key
    self.title = title
    self.columns = columns
  }

  /// Adds a row.
  ///
  /// - Precondition: As many cells as columns.
  package mutating func add(_ cells: [Cell]) {
    precondition(cells.count == columns.count, "A row has as many cells as the table has columns.")
    rows.append(cells)
  }

  /// A cell as people read it: rounded, a share in percent without its sign, – where nothing is
  /// known.
  package func shown(_ cell: Cell, in column: Column) -> String {
    switch cell {
    case .text(let text): return text
    case .missing: return "–"
    case .number(let value):
      var text: [UInt8] = []
      column.append(value, to: &text)
      return String(decoding: text, as: UTF8.self)
    }
  }
}

extension ReportTable.Column {
  /// Adds a number as people read it in this column.
  func append(_ value: Double, to text: inout [UInt8]) {
    switch kind {
    case .percent: NumberText.append(100 * value, decimals: 2, to: &text)
    case .number(let decimals): NumberText.append(value, decimals: decimals, to: &text)
    case .text: NumberText.appendShortest(value, to: &text)
    }
  }
}

/// How tables can be written.
package enum TableFormat: String, CaseIterable, Sendable {
  /// Aligned, for terminals.
  case text
  /// RFC 4180, numbers unrounded, nothing known as an empty field.
  case csv
  /// A pipe table.
  case markdown
  /// A `tabular` with the rules of the package booktabs.
  case latex

  /// Tables in this format, one after the other, separated by an empty line.
  package func text(of tables: [ReportTable]) -> String {
    Parallel.map(tables) { table in
      switch self {
      case .text: table.plainText
      case .csv: table.csv
      case .markdown: table.markdown
      case .latex: table.latex
      }
    }.joined(separator: "\n")
  }
}
