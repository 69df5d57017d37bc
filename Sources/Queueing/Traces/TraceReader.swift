import ServerChains

/// Reads a trace row by row; memory does not grow with its length.
///
/// Columns are found by name: `arrival_s,input_tokens,output_tokens` with seconds, or the Azure
/// public data set's `TIMESTAMP,ContextTokens,GeneratedTokens` with dates. Others are passed over.
final class TraceReader {
  private static let arrivalNames = ["arrival_s", "TIMESTAMP"]
  private static let inputNames = ["input_tokens", "ContextTokens"]
  private static let outputNames = ["output_tokens", "GeneratedTokens"]

  private let lines: TraceLines
  private var columns = (arrival: 0, input: 0, output: 0)
  private var columnCount = 0
  private var isDated = false
  private var origin: (seconds: Int, fraction: Double)?
  private var last = 0.0

  /// - Throws: `InputError` where the file cannot be read or lacks a column.
  init(path: String) throws(InputError) {
    lines = try TraceLines(path: path)
    try readHeader()
  }

  /// Begins again at the first row.
  func rewind() throws(InputError) {
    try lines.rewind()
    try readHeader()
  }

  /// The next row, its arrival counted from the first row's; nil after the last.
  ///
  /// - Throws: `InputError` naming file, line and column of a fault.
  func next() throws(InputError) -> TraceRow? {
    try lines.withNext { (bytes) throws(InputError) in try row(in: bytes) }
  }

  private func readHeader() throws(InputError) {
    (origin, last) = (nil, 0)
    let names = try lines.withNext { (bytes) throws(InputError) in
      bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        .map { String(decoding: Self.bare($0), as: UTF8.self) }
    }
    guard let names else {
      throw InputError(
        "the trace is empty; give a header line and a row per request", file: lines.path)
    }
    func position(_ wanted: [String]) throws(InputError) -> Int {
      guard let found = names.firstIndex(where: wanted.contains) else {
        throw InputError(
          "there is no column \(wanted.joined(separator: " or ")) "
            + "(columns: \(names.joined(separator: ", "))); name it so in the header",
          field: "line \(lines.line)", file: lines.path)
      }
      return found
    }
    columns = (
      try position(Self.arrivalNames), try position(Self.inputNames),
      try position(Self.outputNames)
    )
    isDated = names[columns.arrival] == "TIMESTAMP"
    columnCount = names.count
  }

  private func row(in bytes: UnsafeBufferPointer<UInt8>.SubSequence) throws(InputError) -> TraceRow
  {
    var arrival = bytes[bytes.startIndex..<bytes.startIndex]
    var (input, output) = (arrival, arrival)
    var fieldStart = bytes.startIndex
    var count = 0
    for index in bytes.startIndex...bytes.endIndex {
      guard index == bytes.endIndex || bytes[index] == UInt8(ascii: ",") else { continue }
      let field = bytes[fieldStart..<index]
      if count == columns.arrival { arrival = field }
      if count == columns.input { input = field }
      if count == columns.output { output = field }
      count += 1
      fieldStart = index + 1
    }
    guard count == columnCount else {
      throw InputError(
        "the row has \(count) fields, the header \(columnCount); complete the row",
        field: "line \(lines.line)", file: lines.path)
    }
    return TraceRow(
      arrival: try time(Self.bare(arrival)),
      inputTokens: try tokens(Self.bare(input), Self.inputNames[isDated ? 1 : 0]),
      outputTokens: try tokens(Self.bare(output), Self.outputNames[isDated ? 1 : 0]))
  }

  private func time(_ bytes: UnsafeBufferPointer<UInt8>.SubSequence) throws(InputError) -> Double {
    let column = Self.arrivalNames[isDated ? 1 : 0]
    let read: (seconds: Int, fraction: Double)? =
      isDated ? FieldParser.date(bytes) : FieldParser.number(bytes).map { (0, $0) }
    guard let read else {
      throw fault(
        isDated
          ? "it must be a date like 2023-11-16 18:17:03.9799600; write it so"
          : "it must be a number of seconds of at least 0; write digits with a decimal point",
        column, bytes)
    }
    let origin = self.origin ?? read
    self.origin = origin
    let arrival = Double(read.seconds - origin.seconds) + (read.fraction - origin.fraction)
    guard arrival >= last else {
      throw fault(
        "it is earlier than the row before; sort the trace by arrival time", column, bytes)
    }
    last = arrival
    return arrival
  }

  private func tokens(
    _ bytes: UnsafeBufferPointer<UInt8>.SubSequence, _ column: String
  ) throws(InputError) -> Int {
    guard let value = FieldParser.whole(bytes) else {
      throw fault(
        "it must be a whole number of tokens, at most nine digits; correct or leave out the row",
        column, bytes)
    }
    return value
  }

  private func fault(
    _ message: String, _ column: String, _ bytes: UnsafeBufferPointer<UInt8>.SubSequence
  ) -> InputError {
    InputError(
      message, field: "line \(lines.line), column \(column)",
      value: "\"\(String(decoding: bytes, as: UTF8.self))\"", file: lines.path)
  }

  /// A field without blanks around it and the quotes it may stand in.
  private static func bare(
    _ bytes: UnsafeBufferPointer<UInt8>.SubSequence
  ) -> UnsafeBufferPointer<UInt8>.SubSequence {
    var bytes = bytes
    while bytes.first == UInt8(ascii: " ") { bytes = bytes.dropFirst() }
    while bytes.last == UInt8(ascii: " ") { bytes = bytes.dropLast() }
    let quote = UInt8(ascii: "\"")
    if bytes.count >= 2, bytes.first == quote, bytes.last == quote {
      bytes = bytes.dropFirst().dropLast()
    }
    return bytes
  }
}
