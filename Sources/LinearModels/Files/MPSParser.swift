/// Reads the lines of an MPS file into rows, columns and entries, and those into a model.
struct MPSParser {
  enum RowKind { case free, atMost, atLeast, equal }

  var lines: MPSLines
  private var section = MPSSection.start
  private(set) var name: String?
  private(set) var sense = Sense.minimize
  private var objectiveName: Range<Int>?

  /// All rows by name, the objective among them.
  private var rowNames: NameTable
  private(set) var rowKinds: [RowKind] = []
  private(set) var sides: [Double] = []
  private(set) var ranges: [Double?] = []
  /// The number of the objective among the rows.
  private(set) var objective: Int?

  private var columnNames: NameTable
  private(set) var columns: [MPSColumn] = []
  private var isInsideIntegers = false

  /// The matrix in the order of the file, the objective's row included.
  private(set) var entries: [(row: Int32, column: Int32, value: Double)] = []

  init(_ file: FileBytes) {
    lines = MPSLines(file)
    rowNames = NameTable(file.bytes)
    columnNames = NameTable(file.bytes)
  }

  var file: FileBytes { lines.file }

  func rowName(_ row: Int) -> String { file.text(rowNames.ranges[row]) }
  func columnName(_ column: Int) -> String { file.text(columnNames.ranges[column]) }

  mutating func run() throws(ModelFileError) {
    while section != .end, lines.next() {
      if lines.isHeading, try takeHeading() { continue }
      switch section {
      case .start: throw lines.error("a line stands before any section; begin with NAME or ROWS")
      case .objectiveSense: try takeSense(lines.words[0])
      case .objectiveName: objectiveName = lines.words[0]
      case .rows: try takeRow()
      case .columns: try takeColumn()
      case .sides: try takeSides()
      case .ranges: try takeRanges()
      case .bounds: try takeBound()
      case .end: break
      }
    }
    guard section == .end else {
      throw ModelFileError(line: nil, "the file ends without ENDATA; it seems to be cut off")
    }
  }

  /// Opens a section; false where a word in the first column is data, as some writers put it.
  private mutating func takeHeading() throws(ModelFileError) -> Bool {
    if section == .objectiveSense, isSense(lines.words[0]) { return false }
    section = try lines.section()
    switch section {
    case .start:
      if lines.words.count > 1 { name = file.text(lines.words[1]) }
    case .objectiveSense:
      if lines.words.count > 1 { try takeSense(lines.words[1]) }
    default: break
    }
    return true
  }

  private func isSense(_ word: Range<Int>) -> Bool {
    file.isWord(word, "max") || file.isWord(word, "maximize") || file.isWord(word, "maximise")
      || file.isWord(word, "min") || file.isWord(word, "minimize")
      || file.isWord(word, "minimise")
  }

  private mutating func takeSense(_ word: Range<Int>) throws(ModelFileError) {
    guard isSense(word) else {
      throw lines.error("\(file.quoted(word)) is no sense of an objective; write MIN or MAX")
    }
    sense = file.bytes[word.lowerBound + 1] | 0x20 == UInt8(ascii: "a") ? .maximize : .minimize
  }

  private mutating func takeRow() throws(ModelFileError) {
    let words = lines.words
    guard words.count >= 2 else {
      throw lines.error("the row has no name; write its kind and its name")
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
    sides.append(0)
    ranges.append(nil)
    if kind == .free, objective == nil { objective = number }
    if kind == .free, let wanted = objectiveName, file.text(wanted) == file.text(words[1]) {
      objective = number
    }
  }

  func row(_ word: Range<Int>) throws(ModelFileError) -> Int {
    guard let row = rowNames.find(word) else {
      throw lines.error("there is no row \(file.quoted(word)); list it in the section ROWS")
    }
    return row
  }

  private mutating func takeColumn() throws(ModelFileError) {
    let words = lines.words
    if words.count >= 3, file.text(words[1]).contains("MARKER") {
      let mark = file.text(words[2])
      isInsideIntegers = mark.contains("INTORG")
      guard isInsideIntegers || mark.contains("INTEND") else {
        throw lines.error("\(file.quoted(words[2])) is no marker; write 'INTORG' or 'INTEND'")
      }
      return
    }
    let (column, isNew) = columnNames.number(of: words[0])
    if isNew { columns.append(MPSColumn(isInteger: isInsideIntegers)) }
    try takePairs(from: 1) { parser, row, value in
      parser.entries.append((Int32(truncatingIfNeeded: row), Int32(column), value))
    }
  }

  private mutating func takeSides() throws(ModelFileError) {
    try takePairs(from: lines.words.count % 2) { parser, row, value in
      parser.sides[row] = value
    }
  }

  private mutating func takeRanges() throws(ModelFileError) {
    try takePairs(from: lines.words.count % 2) { parser, row, value in
      parser.ranges[row] = value
    }
  }

  /// Reads pairs of a row's name and a number.
  private mutating func takePairs(
    from first: Int, _ take: (inout MPSParser, Int, Double) -> Void
  ) throws(ModelFileError) {
    let words = lines.words
    var index = first
    while index + 1 < words.count {
      take(&self, try row(words[index]), try lines.number(words[index + 1]))
      index += 2
    }
    guard index == words.count else {
      throw lines.error(
        "\(file.quoted(words[index])) is left over; write pairs of a row's name and a number")
    }
  }

  private mutating func takeBound() throws(ModelFileError) {
    let words = lines.words
    guard let kind = MPSColumn.BoundKind(file.text(words[0]).uppercased()) else {
      throw lines.error(
        "\(file.quoted(words[0])) is no kind of bound that is read; write UP, LO, FX, FR, MI, PL, "
          + "BV, LI or UI")
    }
    // The name of the set of bounds may be missing, and a value may stand where none is needed.
    var place = words.count - (kind.needsValue ? 2 : 1)
    if !kind.needsValue, words.count == 4 { place = 2 }
    guard place >= 1, place <= 2 else {
      throw lines.error("a bound needs its kind, a set, a column and a number; write these")
    }
    guard let column = columnNames.find(words[place]) else {
      throw lines.error(
        "there is no column \(file.quoted(words[place])); list it in the section COLUMNS")
    }
    let value = kind.needsValue ? try lines.number(words[place + 1]) : 0
    columns[column].take(kind, FileInfinity.widened(value))
  }
}
