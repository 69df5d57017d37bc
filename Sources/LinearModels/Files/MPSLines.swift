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

  /// Whether lines of data have fields.
  var hasFields: Bool {
    switch self {
    case .rows, .columns, .sides, .ranges, .bounds: true
    case .start, .objectiveSense, .objectiveName, .end: false
    }
  }
}

/// Walks over the lines of an MPS file, cut into words or, in the fixed format, into fields.
struct MPSLines {
  let file: FileBytes
  /// Whether fields are told by their columns, so that names may have spaces.
  let isFixed: Bool
  private var position = 0
  /// Where the line at hand begins.
  private(set) var lineStart = 0
  /// The words of the line at hand, or its fields that are not blank.
  private(set) var words: [Range<Int>] = []

  init(_ file: FileBytes, isFixed: Bool) {
    self.file = file
    self.isFixed = isFixed
  }

  /// Whether the line at hand begins in its first column, as the name of a section does.
  var isHeading: Bool { words.first?.lowerBound == lineStart }

  /// The number of the line at hand, from 1.
  ///
  /// - Complexity: O(position).
  var lineNumber: Int { file.line(at: lineStart) }

  func error(_ sentence: String) -> ModelFileError {
    ModelFileError(line: lineNumber, sentence)
  }

  /// Moves to the next line that is neither empty nor a comment; false at the end.
  ///
  /// - Throws: ``ModelFileError`` for a line whose fields are not where the fixed format has them.
  mutating func next(in section: MPSSection) throws(ModelFileError) -> Bool {
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
      let end = position
      position += 1
      if !words.isEmpty {
        if isFixed, section.hasFields, !isHeading, !isMarker { try cutFields(upTo: end) }
        // A line of the fixed format whose fields are all blank is a comment.
        if !words.isEmpty { return true }
      }
    }
    return false
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D
  }

  /// Forgets the words from one on, which begin a comment.
  mutating func dropWords(from index: Int) {
    words.removeLast(words.count - index)
  }

  /// Whether a word is the other one, with or without quotation marks.
  func isQuoted(_ word: Range<Int>, _ other: StaticString) -> Bool {
    let quote = UInt8(ascii: "'")
    guard word.count >= 2, file.bytes[word.lowerBound] == quote,
      file.bytes[word.upperBound - 1] == quote
    else { return file.isWord(word, other) }
    return file.isWord(word.lowerBound + 1..<word.upperBound - 1, other)
  }

  /// Whether the line at hand begins or ends a run of integer columns.
  var isMarker: Bool {
    words.count >= 3 && isQuoted(words[1], "marker")
      && (isQuoted(words[2], "intorg") || isQuoted(words[2], "intend"))
  }
}

extension MPSLines {
  /// Where the fixed format has its fields, counted from zero; numbers may be longer.
  private static let fields = [1..<3, 4..<12, 14..<22, 24..<39, 39..<47, 49..<60]
  private static let width = 60
  /// What must be blank between them.
  private static let gaps = [0, 3, 12, 13, 22, 23, 47, 48]

  /// Replaces the words by the fields of the fixed format; none of them where all are blank.
  private mutating func cutFields(upTo lineEnd: Int) throws(ModelFileError) {
    words.removeAll(keepingCapacity: true)
    var end = lineEnd
    // A field of a name that begins with a dollar sign is a comment, and the rest of the line too.
    for field in [2, 4] {
      let start = lineStart + Self.fields[field].lowerBound
      if start < end, file.bytes[start] == UInt8(ascii: "$") { end = start }
    }
    for gap in Self.gaps where lineStart + gap < end {
      guard Self.isSpace(file.bytes[lineStart + gap]) else {
        throw error(
          "column \(gap + 1) is not blank as the fixed format wants it; put names and numbers in "
            + "their columns, or write names without spaces")
      }
    }
    guard !file.bytes[lineStart..<min(end, lineStart + Self.width)].contains(0x09) else {
      throw error("a tab stands among the columns of the fixed format; write spaces")
    }
    for field in Self.fields {
      var start = lineStart + field.lowerBound
      var stop = min(lineStart + field.upperBound, end)
      while start < stop, Self.isSpace(file.bytes[start]) { start += 1 }
      guard start < stop else { continue }
      // What follows the last number is a comment.
      if field == Self.fields.last {
        stop = file.bytes[start..<end].firstIndex(where: Self.isSpace) ?? end
      }
      while Self.isSpace(file.bytes[stop - 1]) { stop -= 1 }
      words.append(start..<stop)
    }
  }

  /// A word of the line at hand as a number.
  ///
  /// - Parameter isBound: whether 1e20 and beyond stand for none.
  func number(_ word: Range<Int>, isBound: Bool) throws(ModelFileError) -> Double {
    var start = word.lowerBound
    let first = file.bytes[start]
    let isNegative = first == UInt8(ascii: "-")
    if isNegative || first == UInt8(ascii: "+") { start += 1 }
    let unsigned = start..<word.upperBound
    if let number = file.number(at: start, isFortran: true), number.end == word.upperBound {
      if let loss = number.loss, !isBound || number.value < 1e20 {
        throw error(FileNumber.refusal(loss, of: file.quoted(word), number.value))
      }
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
      "the section \(file.quoted(word)) is not read; write the model with linear rows and bounds, "
        + "and begin lines of data with a space")
  }
}
