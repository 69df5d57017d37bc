/// Which of several sets of right sides, ranges or bounds counts: the first.
struct MPSSet {
  private var first: Range<Int>?
  /// Whether the line before belonged to the first set.
  private var isFirst = true

  /// Whether a line counts; one without a set's name belongs where the line before does.
  mutating func takes(_ name: Range<Int>?, of file: FileBytes) -> Bool {
    guard let name else { return isFirst }
    let counting = first ?? name
    first = counting
    isFirst = file.bytes[counting].elementsEqual(file.bytes[name])
    return isFirst
  }

  /// What to say of a set that does not count.
  func words(leaving name: Range<Int>?, of what: String, _ file: FileBytes) -> String {
    let other = name.map { "the set \(file.quoted($0))" } ?? "another set"
    let counting = first.map { file.quoted($0) } ?? "the first"
    return "\(other) of \(what) is left out, because the first one, \(counting), counts"
  }
}

extension MPSParser {
  /// Reads pairs of a row's name and what follows it.
  mutating func takePairs(
    from first: Int,
    _ take: (inout MPSParser, Int, Range<Int>) throws(ModelFileError) -> Void
  ) throws(ModelFileError) {
    let words = lines.words
    var index = first
    while index + 1 < words.count {
      guard let row = rowNames.find(words[index]) else {
        throw lines.error(
          "there is no row \(file.quoted(words[index])); list it in the section ROWS")
      }
      try take(&self, row, words[index + 1])
      index += 2
    }
    guard index == words.count else {
      throw lines.error(
        "\(file.quoted(words[index])) is left over; write pairs of a row's name and a number")
    }
  }

  /// The name of the set that a line begins with, unless it was omitted.
  private var setName: Range<Int>? { lines.words.count % 2 == 1 ? lines.words[0] : nil }

  private mutating func leaveOut(
    _ kind: FileRemarks.Kind, _ counting: MPSSet, _ other: Range<Int>?, of what: String
  ) {
    let lines = lines
    remarks.add(
      kind, line: lines.lineNumber, counting.words(leaving: other, of: what, lines.file))
  }

  mutating func takeSides() throws(ModelFileError) {
    let set = setName
    guard sideSet.takes(set, of: file) else {
      return leaveOut(.rightSides, sideSet, set, of: "right sides")
    }
    try takePairs(from: set == nil ? 0 : 1) { (parser, row, word) throws(ModelFileError) in
      let isCost = row == parser.objective
      var value = try parser.lines.number(word, isBound: !isCost)
      if !isCost { value = FileNumber.widened(value) }
      guard parser.canBeSide(value, ofRow: row) else { throw parser.infiniteSide(word) }
      if let earlier = parser.sides[row] {
        guard earlier != value else { return }
        let (lines, names) = (parser.lines, parser.rowNames)
        parser.remarks.add(
          .repeatedSide, line: lines.lineNumber,
          "the right side of \(lines.file.quoted(names.ranges[row])) is there twice, and the first "
            + "counts")
      } else {
        parser.sides[row] = value
      }
    }
  }

  mutating func takeRanges() throws(ModelFileError) {
    let set = setName
    guard rangeSet.takes(set, of: file) else {
      return leaveOut(.ranges, rangeSet, set, of: "ranges")
    }
    try takePairs(from: set == nil ? 0 : 1) { (parser, row, word) throws(ModelFileError) in
      let value = try parser.lines.number(word, isBound: true)
      let (lines, names) = (parser.lines, parser.rowNames)
      func quotedName() -> String { lines.file.quoted(names.ranges[row]) }
      if parser.rowKinds[row] == .free {
        parser.remarks.add(
          .freeRange, line: lines.lineNumber,
          "the range of \(quotedName()) is left out, because the row has no bound")
      } else if let earlier = parser.ranges[row] {
        guard earlier != value else { return }
        parser.remarks.add(
          .repeatedRange, line: lines.lineNumber,
          "the range of \(quotedName()) is there twice, and the first counts")
      } else {
        parser.ranges[row] = value
      }
    }
  }

  /// Whether a number can be the right side of a row; of some kinds infinities can.
  private func canBeSide(_ value: Double, ofRow row: Int) -> Bool {
    if row == objective { return value.isFinite }
    switch rowKinds[row] {
    case .free: return true
    case .atMost: return value > -.infinity
    case .atLeast: return value < .infinity
    case .equal: return value.isFinite
    }
  }

  private func infiniteSide(_ word: Range<Int>) -> ModelFileError {
    lines.error(
      "\(file.quoted(word)) is a bound of 1e20 or beyond on the side where it cannot hold; write a "
        + "smaller number")
  }
}

extension MPSParser {
  mutating func takeBound() throws(ModelFileError) {
    let words = lines.words
    guard let kind = MPSColumn.BoundKind(file.text(words[0]).uppercased()) else {
      throw lines.error(
        "\(file.quoted(words[0])) is no kind of bound that is read; write UP, LO, FX, FR, MI, PL, "
          + "BV, LI or UI")
    }
    let place = try placeOfColumn(kind)
    let set = place == 2 ? words[1] : nil
    guard boundSet.takes(set, of: file) else {
      return leaveOut(.bounds, boundSet, set, of: "bounds")
    }
    guard let column = columnNames.find(words[place]) else {
      throw lines.error(
        "there is no column \(file.quoted(words[place])); list it in the section COLUMNS")
    }
    var value = 0.0
    if kind.needsValue {
      let word = words[place + 1]
      value = FileNumber.widened(try lines.number(word, isBound: true))
      guard !(kind.sides.lower && value == .infinity), !(kind.sides.upper && value == -.infinity)
      else { throw infiniteSide(word) }
    }
    guard columns[column].take(kind, value) else {
      let lines = lines
      return remarks.add(
        .repeatedBound, line: lines.lineNumber,
        "the bound \(kind.rawValue) of \(lines.file.quoted(words[place])) is there twice, "
          + "and the first counts"
      )
    }
  }

  /// The place of the column's name, before which the name of a set may be missing; a value may
  /// stand where none is needed.
  private func placeOfColumn(_ kind: MPSColumn.BoundKind) throws(ModelFileError) -> Int {
    let words = lines.words
    switch words.count {
    case 4: return 2
    case 3 where kind.needsValue:
      guard columnNames.find(words[1]) == nil, columnNames.find(words[2]) != nil else { return 1 }
      throw lines.error("the bound \(kind.rawValue) has no number; write one behind the column")
    case 3:
      let isValue = columnNames.find(words[2]) == nil && columnNames.find(words[1]) != nil
      return isValue ? 1 : 2
    case 2 where !kind.needsValue: return 1
    default:
      throw lines.error("a bound needs its kind, a set, a column and a number; write these")
    }
  }
}
