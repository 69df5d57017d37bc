/// Reads the tokens of an LP file into a model.
struct LPParser {
  var lexer: LPLexer
  private(set) var token = LPToken.end
  var names: NameTable
  var result: Model
  var remarks = FileRemarks()
  private let notes: FileNotes
  /// The terms of the row at hand; kept for its memory.
  var sum = LinearExpression()
  /// The sections that have begun.
  private var seen: [LPSection] = []

  init(_ file: FileBytes) throws(ModelFileError) {
    lexer = LPLexer(file)
    names = NameTable(file.bytes)
    notes = FileNotes(file, mark: UInt8(ascii: "\\"))
    result = Model(name: notes.title ?? "model")
    try advance()
  }

  var file: FileBytes { lexer.file }

  func error(_ words: String) -> ModelFileError { lexer.error(words) }

  mutating func advance() throws(ModelFileError) {
    let isAfterSign = token == .plus || token == .minus || token == .times
    token = try lexer.next()
    guard case .section(let section) = token else { return }
    if !(try opens(section, isAfterSign: isAfterSign)) { token = .name(lexer.keyword) }
  }

  mutating func read() throws(ModelFileError) -> ModelFile {
    switch token {
    case .section(.minimize): result.sense = .minimize
    case .section(.maximize): result.sense = .maximize
    default: throw error("the file does not begin with Minimize or Maximize; begin it so")
    }
    seen = [.minimize, .maximize]
    try advance()
    try readObjective()
    var hasEnd = false
    while !hasEnd, case .section(let section) = token {
      seen.append(section)
      if section == .end {
        hasEnd = true
        continue
      }
      let heading = lexer.keyword
      try advance()
      switch section {
      case .rows: try readRows()
      case .bounds: try readBounds()
      case .binaries: try readKinds(.binary)
      case .integers: try readKinds(.integer)
      case .minimize, .maximize: throw error("a second objective begins; keep one")
      case .unread: try requireNothing(in: heading)
      case .end: break
      }
    }
    guard hasEnd || token == .end else {
      throw error("\(described(token)) does not belong here; begin a section or write End")
    }
    let model = notes.followed(in: result, &remarks)
    do { try model.validate() } catch { throw ModelFileError(error) }
    model.remarkLargeIntegers(&remarks)
    return ModelFile(model: model, remarks: remarks.sentences)
  }

  private mutating func readObjective() throws(ModelFileError) {
    if case .label = token { try advance() }
    let start = lexer.tokenStart
    try readSum()
    guard sum.constant.isFinite else { throw lexer.error(Self.infiniteTerm, at: start) }
    result.objective = sum
    guard case .section = token else {
      if token == .end { return }
      throw error(
        "\(described(token)) does not continue the objective; write + or - before it, or Subject To"
      )
    }
  }

  private mutating func readRows() throws(ModelFileError) {
    while true {
      switch token {
      case .section, .end: return
      default: try readRow()
      }
    }
  }
}

// MARK: - Sections

extension LPParser {
  /// Whether the keyword at hand, at the beginning of a line, opens its section; else it is the
  /// name of a variable.
  ///
  /// - Throws: ``ModelFileError`` where it can be both.
  private mutating func opens(
    _ section: LPSection, isAfterSign: Bool
  ) throws(ModelFileError) -> Bool {
    // The file begins with a section, and nothing is a name before it.
    guard !seen.isEmpty, lexer.keyword.count <= 8 || section != .rows else { return true }
    let isKnown = names.find(lexer.keyword) != nil
    let isSeen = seen.contains(section)
    switch try lexer.ahead() {
    case .relation, .free: return false
    case .sign: return section == .rows && !isSeen
    case .signedSide: return (section == .rows || section == .bounds) && !isSeen
    case .fileEnd: return true
    case .lineEnd, .other: if isAfterSign { return false }
    }
    switch section {
    case .end:
      if isKnown { return false }
      let lexer = lexer
      remarks.add(
        .afterEnd, line: lexer.file.line(at: lexer.position), "what follows End is not read")
      return true
    case .minimize, .maximize, .rows:
      return !isKnown || !isSeen
    case .bounds, .binaries, .integers:
      let isList = seen.last == .binaries || seen.last == .integers
      guard isKnown, isSeen || isList else { return true }
    case .unread:
      guard isKnown else { return true }
    }
    throw error(
      "\(file.quoted(lexer.keyword)) can open a section or be the variable; rename the variable")
  }
}

extension LPParser {
  /// HiGHS writes the heading of semi-continuous variables where it has none.
  private func requireNothing(in heading: Range<Int>) throws(ModelFileError) {
    var isEmpty = token == .end
    if case .section = token { isEmpty = true }
    guard isEmpty, file.isWord(heading, "semi") else {
      throw lexer.error(
        "the section \(file.quoted(heading)) is not read; write the model with linear rows and "
          + "bounds", at: heading.lowerBound)
    }
  }
}

// MARK: - Rows

extension LPParser {
  private mutating func readRow() throws(ModelFileError) {
    let start = lexer.tokenStart
    var name: String?
    if case .label(let range) = token {
      name = file.text(range)
      try advance()
    }
    var bounds = (lower: -Double.infinity, upper: Double.infinity)
    if try readSum() == 0 {
      // A side on the left: `1 <= x + y`, or an empty sum as in `0 >= 1`.
      guard token.isRelation else { throw missingRelation("row") }
      guard !sum.constant.isNaN else { throw lexer.error(Self.infiniteTerm, at: start) }
      Self.narrow(token, sum.constant, isLeft: true, &bounds)
      try advance()
      if case .label = token { throw error("the row has no sum; write one after the relation") }
      try readSum()
      if token.isRelation { try readRightSide(&bounds) }
    } else {
      try readRightSide(&bounds)
    }
    let constant = sum.constant
    guard constant.isFinite else { throw lexer.error(Self.infiniteTerm, at: start) }
    sum.constant = 0
    // What counts as no bound is decided by the side that is left when the constant has moved
    // there.
    let lower = FileNumber.widened(FileNumber.widened(bounds.lower) - constant)
    let upper = FileNumber.widened(FileNumber.widened(bounds.upper) - constant)
    guard lower < .infinity, upper > -.infinity else {
      throw lexer.error(Self.infiniteSide, at: start)
    }
    result.addRow(name, lower: lower, upper: upper, sum)
  }

  private mutating func readRightSide(
    _ bounds: inout (lower: Double, upper: Double)
  ) throws(ModelFileError) {
    let relation = token
    guard relation.isRelation else { throw missingRelation("row") }
    try advance()
    guard let side = try readNumber() else {
      throw error(
        "\(described(token)) stands where the row's right side belongs; write a number there and "
          + "all variables on the left")
    }
    Self.narrow(relation, side, isLeft: false, &bounds)
  }

  private static func narrow(
    _ relation: LPToken, _ side: Double, isLeft: Bool,
    _ bounds: inout (lower: Double, upper: Double)
  ) {
    if relation == .equal || (relation == .lessOrEqual) == isLeft {
      bounds.lower = max(bounds.lower, side)
    }
    if relation == .equal || (relation == .lessOrEqual) != isLeft {
      bounds.upper = min(bounds.upper, side)
    }
  }

  func missingRelation(_ what: String) -> ModelFileError {
    error("\(described(token)) stands where <=, >= or = belongs; finish the \(what) with one")
  }

  static let infiniteTerm =
    "an infinite number stands in a sum; write a finite number, or rename a variable called so"
  static let infiniteSide =
    "a bound of 1e20 or beyond stands on the side where it cannot hold; write a smaller number"
}
