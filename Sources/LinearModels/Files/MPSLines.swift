/// The parts of an MPS file.
enum MPSSection: Equatable {
  case start
  case objectiveSense
  case objectiveName
  case rows
  case columns
  case sides
  case ranges
  case bounds
  case end
}

/// Walks over the lines of an MPS file, cut into words.
struct MPSLines {
  let file: FileBytes
  private var position = 0
  /// Where the line at hand begins.
  private(set) var lineStart = 0
  /// The words of the line at hand.
  private(set) var words: [Range<Int>] = []

  init(_ file: FileBytes) {
    self.file = file
  }

  /// Whether the line at hand begins in its first column, as the name of a section does.
  var isHeading: Bool { words.first?.lowerBound == lineStart }

  func error(_ sentence: String) -> ModelFileError {
    ModelFileError(line: file.line(at: lineStart), sentence)
  }

  /// Moves to the next line that is neither empty nor a comment; false at the end.
  mutating func next() -> Bool {
    let bytes = file.bytes
    while position < bytes.count {
      lineStart = position
      words.removeAll(keepingCapacity: true)
      let isComment = bytes[position] == UInt8(ascii: "*")
      while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
        if isComment || Self.isSpace(bytes[position]) {
          position += 1
          continue
        }
        let begin = position
        while position < bytes.count, !Self.isSpace(bytes[position]),
          bytes[position] != UInt8(ascii: "\n")
        {
          position += 1
        }
        words.append(begin..<position)
      }
      position += 1
      if !words.isEmpty { return true }
    }
    return false
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D
  }

  /// A word of the line at hand as a number.
  func number(_ word: Range<Int>) throws(ModelFileError) -> Double {
    var start = word.lowerBound
    let first = file.bytes[start]
    let isNegative = first == UInt8(ascii: "-")
    if isNegative || first == UInt8(ascii: "+") { start += 1 }
    let unsigned = start..<word.upperBound
    if let number = file.number(at: start), number.end == word.upperBound {
      return isNegative ? -number.value : number.value
    }
    guard file.isWord(unsigned, "inf") || file.isWord(unsigned, "infinity") else {
      throw error("\(file.quoted(word)) stands where a number belongs; write a number")
    }
    return isNegative ? -.infinity : .infinity
  }

  /// The section that the heading at hand opens.
  func section() throws(ModelFileError) -> MPSSection {
    let word = words[0]
    func isAny(_ names: StaticString...) -> Bool { names.contains { file.isWord(word, $0) } }
    if isAny("name") { return .start }
    if isAny("objsense", "objsen") { return .objectiveSense }
    if isAny("objname") { return .objectiveName }
    if isAny("rows") { return .rows }
    if isAny("columns") { return .columns }
    if isAny("rhs") { return .sides }
    if isAny("ranges") { return .ranges }
    if isAny("bounds") { return .bounds }
    if isAny("endata") { return .end }
    throw error(
      "the section \(file.quoted(word)) is not read; write the model with linear rows and bounds")
  }
}
