import ServerChains

/// A table read from comma-separated values with a header row; every fault names file, line and
/// column.
///
/// Fields follow RFC 4180: a field may be quoted, and `""` in a quoted field is one quote. Lines
/// end in LF or CRLF; empty lines are passed over; a byte order mark is allowed.
public struct CSVTable: Sendable {
  /// One record and the line it begins on.
  public struct Row: Sendable {
    /// Counted from 1, the header's line included.
    public let line: Int
    /// As many fields as the header has.
    public let fields: [String]
  }

  /// The file's name for error messages.
  public let file: String
  /// Names of the columns.
  public let header: [String]
  /// The records after the header.
  public let rows: [Row]
  private let positions: [String: Int]

  /// The table in a file.
  ///
  /// - Throws: `InputError` where the file cannot be read or is not such a table.
  public static func read(path: String) throws(InputError) -> CSVTable {
    try CSVTable(bytes: InputFile.bytes(at: path), file: path)
  }

  /// The table these bytes hold.
  ///
  /// - Throws: `InputError` where there is no header, a column's name comes twice, a quote is not
  ///   closed, or a record has another number of fields than the header.
  /// - Complexity: O(bytes).
  public init(bytes: [UInt8], file: String) throws(InputError) {
    var records = try CSVScanner.records(in: bytes, file: file)
    guard !records.isEmpty else {
      throw InputError("the table is empty; give a header line and records", file: file)
    }
    let header = records.removeFirst()
    var positions: [String: Int] = [:]
    for (index, name) in header.fields.enumerated()
    where positions.updateValue(index, forKey: name) != nil {
      throw InputError(
        "the header names this column twice; rename one", field: "line \(header.line)",
        value: name, file: file)
    }
    for record in records where record.fields.count != header.fields.count {
      throw InputError(
        "the record has \(record.fields.count) fields, the header \(header.fields.count); "
          + "complete the record or quote fields that contain commas",
        field: "line \(record.line)", file: file)
    }
    self.file = file
    self.header = header.fields
    self.rows = records
    self.positions = positions
  }

  /// A field by its column's name.
  ///
  /// - Throws: `InputError` where the table has no such column.
  public func text(_ column: String, in row: Row) throws(InputError) -> String {
    guard let position = positions[column] else {
      throw InputError(
        "there is no column \(column) (columns: \(header.joined(separator: ", "))); "
          + "give a table that has it",
        field: "line 1", file: file)
    }
    return row.fields[position]
  }

  /// A field that must be a finite number within a range.
  public func number(
    _ column: String, in row: Row, within range: ClosedRange<Double> = 0...1e12
  ) throws(InputError) -> Double {
    let text = try text(column, in: row)
    guard let value = Double(text), value.isFinite else {
      throw fault("it must be a number; write digits with a decimal point", column, text, row)
    }
    guard range.contains(value) else {
      throw fault(
        "it must lie in \(range.lowerBound)…\(range.upperBound); correct the figure or its unit",
        column, text, row)
    }
    return value
  }

  /// A field that must be a whole number within a range.
  public func integer(_ column: String, in row: Row, within range: ClosedRange<Int>)
    throws(InputError) -> Int
  {
    let text = try text(column, in: row)
    guard let value = Int(text), range.contains(value) else {
      throw fault(
        "it must be a whole number in \(range.lowerBound)…\(range.upperBound); correct it", column,
        text, row)
    }
    return value
  }

  /// A field that must be a decimal that can be held exactly.
  public func decimal(_ column: String, in row: Row) throws(InputError) -> ExactDecimal {
    let text = try text(column, in: row)
    guard let value = ExactDecimal(text) else {
      throw fault(
        "it must be a decimal number with at most \(ExactDecimal.fractionDigits) decimal places; "
          + "write it so", column, text, row)
    }
    return value
  }

  /// The first row that holds this text in this column.
  ///
  /// - Throws: `InputError` naming what the column does hold.
  public func row(where column: String, is wanted: String) throws(InputError) -> Row {
    var seen: [String] = []
    for row in rows {
      let text = try text(column, in: row)
      if text == wanted { return row }
      if !seen.contains(text) { seen.append(text) }
    }
    throw InputError(
      "the table has no such \(column) (it has \(seen.joined(separator: ", "))); "
        + "choose one of these",
      field: "column \(column)", value: wanted, file: file)
  }

  /// The rows that hold these texts in these columns.
  ///
  /// - Complexity: O(rows).
  package func rows(where wanted: KeyValuePairs<String, String>) throws(InputError) -> [Row] {
    var found: [Row] = []
    for row in rows {
      var matches = true
      for (column, text) in wanted {
        let value = try self.text(column, in: row)
        matches = matches && value == text
      }
      if matches { found.append(row) }
    }
    return found
  }

  private func fault(_ message: String, _ column: String, _ text: String, _ row: Row) -> InputError
  {
    InputError(
      message, field: "line \(row.line), column \(column)", value: "\"\(text)\"", file: file)
  }
}
