import ServerChains

/// A column of a tidy file: its name, unit and meaning, and where its values come from.
struct TidyColumn<Row>: Sendable {
  let name: String
  /// Empty where there is none.
  let unit: String
  let meaning: String
  /// The value as it stands in the file; nil for nothing.
  let value: @Sendable (Row) -> String?

  init(
    _ name: String, _ unit: String = "", _ meaning: String,
    _ value: @escaping @Sendable (Row) -> String?
  ) {
    self.name = name
    self.unit = unit
    self.meaning = meaning
    self.value = value
  }

  /// A column of numbers.
  static func real(
    _ name: String, _ unit: String = "", _ meaning: String,
    _ value: @escaping @Sendable (Row) -> Double?
  ) -> TidyColumn {
    TidyColumn(name, unit, meaning) { value($0).map(NumberText.shortest) }
  }

  /// A column of whole numbers.
  static func integer(
    _ name: String, _ unit: String = "", _ meaning: String,
    _ value: @escaping @Sendable (Row) -> Int?
  ) -> TidyColumn {
    TidyColumn(name, unit, meaning) { row in value(row).map { "\($0)" } }
  }
}

/// A tidy file: one observation a row, one variable a column.
struct TidyFile<Row>: Sendable {
  let name: String
  let columns: [TidyColumn<Row>]

  /// Head and rows as CSV (RFC 4180 with newlines).
  ///
  /// - Complexity: O(rows · columns).
  func csv(of rows: some Sequence<Row>) -> String {
    var text = columns.map(\.name).joined(separator: ",") + "\n"
    for row in rows {
      for (index, column) in columns.enumerated() {
        if index > 0 { text += "," }
        if let value = column.value(row) { text += ReportTable.csvField(value) }
      }
      text += "\n"
    }
    return text
  }

  /// The file's lines of the data dictionary: file, column, unit, meaning.
  var dictionary: [[String]] {
    columns.map { [name, $0.name, $0.unit, $0.meaning] }
  }
}
