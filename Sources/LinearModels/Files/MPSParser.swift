/// Reads the lines of an MPS file into rows, columns and entries, and those into a model.
struct MPSParser {
  enum RowKind { case free, atMost, atLeast, equal }

  var lines: MPSLines
  var remarks = FileRemarks()
  let notes: FileNotes
  private(set) var section = MPSSection.start
  private(set) var name: String?
  /// Whether the file calls itself one of the free format.
  private(set) var isDeclaredFree = false
  private(set) var sense = Sense.minimize
  private var objectiveName: Range<Int>?

  /// All rows by name, the objective among them.
  private(set) var rowNames: NameTable
  private(set) var rowKinds: [RowKind] = []
  var sides: [Double?] = []
  var ranges: [Double?] = []
  var sideSet = MPSSet()
  var rangeSet = MPSSet()
  var boundSet = MPSSet()
  /// The number of the objective among the rows.
  private(set) var objective: Int?

  private(set) var columnNames: NameTable
  var columns: [MPSColumn] = []
  private var isInsideIntegers = false
  /// The column of the line before.
  private var column: Int?

  /// The matrix in the order of the file, the objective's row included.
  private(set) var entries: [(row: Int32, column: Int32, value: Double)] = []

  init(_ file: FileBytes, isFixed: Bool) {
    lines = MPSLines(file, isFixed: isFixed)
    notes = FileNotes(file, mark: UInt8(ascii: "*"))
    rowNames = NameTable(file.bytes)
    columnNames = NameTable(file.bytes)
  }

  var file: FileBytes { lines.file }

  func rowName(_ row: Int) -> String { file.text(rowNames.ranges[row]) }
  func columnName(_ column: Int) -> String { file.text(columnNames.ranges[column]) }

  mutating func run() throws(ModelFileError) {
    while section != .end, try lines.next(in: section) {
      if lines.isHeading, try takeHeading() { continue }
      dropComment()
      switch section {
      case .start: throw lines.error("a line stands before any section; begin with NAME or ROWS")
      case .objectiveSense: try takeSense(lines.words[0])
      case .objectiveName: takeObjectiveName(lines.words[0])
      case .rows: try takeRow()
      case .columns: try takeColumn()
      case .sides: try takeSides()
      case .ranges: try takeRanges()
      case .bounds: try takeBound()
      case .end: break
      }
    }
    guard section == .end else {
      throw lines.error("the file ends here without ENDATA; write it, or look for what was cut off")
    }
  }

  /// Opens a section; false where a word in the first column is data, as some writers put it.
  private mutating func takeHeading() throws(ModelFileError) -> Bool {
    if section == .objectiveSense, isSense(lines.words[0]) { return false }
    section = try lines.section()
    switch section {
    case .start: takeName()
    case .objectiveSense:
      if lines.words.count > 1 { try takeSense(lines.words[1]) }
    case .objectiveName:
      if lines.words.count > 1 { takeObjectiveName(lines.words[1]) }
    default: break
    }
    return true
  }

  /// Drops a comment that a dollar sign or a star begins where a name could stand, if none does.
  private mutating func dropComment() {
    guard section.hasFields, !lines.isFixed else { return }
    let words = lines.words
    var index = section == .rows || section == .bounds ? 2 : 1
    while index < words.count {
      let first = file.bytes[words[index].lowerBound]
      if first == UInt8(ascii: "$") || first == UInt8(ascii: "*") {
        let names = section == .bounds ? columnNames : rowNames
        guard section != .rows, names.find(words[index]) != nil else {
          return lines.dropWords(from: index)
        }
      }
      index += 1
    }
  }

  private mutating func takeName() {
    var words = lines.words.dropFirst()
    if words.count > 1, let last = words.last, file.isWord(last, "free") {
      isDeclaredFree = true
      words.removeLast()
    }
    guard let first = words.first, let last = words.last else { return }
    let whole = first.lowerBound..<last.upperBound
    let isPlain = file.bytes[whole].allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    name = file.text(isPlain ? whole : first)
  }

  private func isSense(_ word: Range<Int>) -> Bool {
    file.isWord(word, "max") || file.isWord(word, "maximize") || file.isWord(word, "maximise")
      || file.isWord(word, "maximum") || file.isWord(word, "min")
      || file.isWord(word, "minimize") || file.isWord(word, "minimise")
      || file.isWord(word, "minimum")
  }

  private mutating func takeSense(_ word: Range<Int>) throws(ModelFileError) {
    guard isSense(word) else {
      throw lines.error("\(file.quoted(word)) is no sense of an objective; write MIN or MAX")
    }
    sense = file.bytes[word.lowerBound + 1] | 0x20 == UInt8(ascii: "a") ? .maximize : .minimize
  }

  private mutating func takeObjectiveName(_ word: Range<Int>) {
    objectiveName = word
    if let row = rowNames.find(word), rowKinds[row] == .free { objective = row }
  }

  private mutating func takeRow() throws(ModelFileError) {
    let words = lines.words
    guard words.count >= 2 else {
      throw lines.error("the row has no name; write its kind and its name")
    }
    guard words.count == 2 else {
      throw lines.error(
        "\(file.quoted(words[2])) is left over; write a row's kind and a name without spaces")
    }
    let kind: RowKind
    if file.isWord(words[0], "n") {
      kind = .free
    } else if file.isWord(words[0], "l") {
      kind = .atMost
    } else if file.isWord(words[0], "g") {
      kind = .atLeast
    } else if file.isWord(words[0], "e") {
      kind = .equal
    } else {
      throw lines.error("\(file.quoted(words[0])) is no kind of row; write N, L, G or E")
    }
    let (number, isNew) = rowNames.number(of: words[1])
    guard isNew else {
      throw lines.error("the row \(file.quoted(words[1])) is there twice; name it differently")
    }
    rowKinds.append(kind)
    sides.append(nil)
    ranges.append(nil)
    if kind == .free, objective == nil { objective = number }
    if kind == .free, let wanted = objectiveName, file.text(wanted) == file.text(words[1]) {
      objective = number
    }
  }

  private mutating func takeColumn() throws(ModelFileError) {
    let words = lines.words
    if lines.isMarker {
      isInsideIntegers = lines.isQuoted(words[2], "intorg")
      return
    }
    if words.count == 3, lines.isQuoted(words[1], "marker"), rowNames.find(words[1]) == nil {
      throw lines.error(
        "\(file.quoted(words[2])) is no marker that is read; write 'INTORG' or 'INTEND'")
    }
    var first = 0
    let column: Int
    if let before = self.column, words.count % 2 == 0, rowNames.find(words[0]) != nil {
      // The name is omitted: the entries belong to the column of the line before.
      column = before
    } else {
      let (number, isNew) = columnNames.number(of: words[0])
      if isNew { columns.append(MPSColumn(isInteger: isInsideIntegers)) }
      (column, first) = (number, 1)
    }
    self.column = column
    try takePairs(from: first) { (parser, row, word) throws(ModelFileError) in
      let value = try parser.lines.number(word, isBound: false)
      parser.entries.append((Int32(truncatingIfNeeded: row), Int32(column), value))
    }
  }
}
