import ServerChains

/// Splits bytes into records of fields.
///
/// It works on bytes: to Swift a carriage return and a line feed are one `Character`, and the files
/// at hand have both kinds of line ends.
struct CSVScanner {
  private let file: String
  private var line = 1
  private var recordLine = 1
  private var field: [UInt8] = []
  private var fields: [String] = []
  private var isQuoted = false
  private var wasQuoted = false
  private var records: [CSVTable.Row] = []

  private init(file: String) {
    self.file = file
  }

  static func records(in bytes: [UInt8], file: String) throws(InputError) -> [CSVTable.Row] {
    var scanner = CSVScanner(file: file)
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let start = bytes.starts(with: mark) ? mark.count : 0
    var index = start
    while index < bytes.count {
      let next = index + 1 < bytes.count ? bytes[index + 1] : nil
      index += try scanner.take(bytes[index], next: next)
    }
    if scanner.isQuoted {
      throw InputError(
        "a quoted field is not closed; add the closing quote", field: "line \(scanner.recordLine)",
        file: file)
    }
    try scanner.endRecord()
    return scanner.records
  }

  /// Takes one byte, or two where a pair means one thing, and says how many.
  private mutating func take(_ byte: UInt8, next: UInt8?) throws(InputError) -> Int {
    if byte == UInt8(ascii: "\n") { line += 1 }
    if isQuoted {
      guard byte == UInt8(ascii: "\"") else {
        field.append(byte)
        return 1
      }
      if next == UInt8(ascii: "\"") {
        field.append(byte)
        return 2
      }
      isQuoted = false
      return 1
    }
    switch byte {
    case UInt8(ascii: ","):
      try endField()
    case UInt8(ascii: "\n"):
      try endRecord()
    case UInt8(ascii: "\r") where next == UInt8(ascii: "\n"):
      break
    case UInt8(ascii: "\"") where field.isEmpty && !wasQuoted:
      isQuoted = true
      wasQuoted = true
    default:
      guard !wasQuoted, byte != UInt8(ascii: "\"") else {
        throw InputError(
          "there is text beside a quoted field; quote the whole field and double the quotes in it",
          field: "line \(line)", file: file)
      }
      field.append(byte)
    }
    return 1
  }

  private mutating func endField() throws(InputError) {
    guard let text = String(validating: field, as: UTF8.self) else {
      throw InputError(
        "the text is not UTF-8; save the table as UTF-8", field: "line \(recordLine)", file: file)
    }
    fields.append(text)
    field = []
    wasQuoted = false
  }

  private mutating func endRecord() throws(InputError) {
    if !fields.isEmpty || !field.isEmpty || wasQuoted {
      try endField()
      records.append(CSVTable.Row(line: recordLine, fields: fields))
      fields = []
    }
    recordLine = line
  }
}
