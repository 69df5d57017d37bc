/// Reads the tokens of an LP file into a model.
struct LPParser {
  private var lexer: LPLexer
  private var token = LPToken.end
  private var names: NameTable
  private var result: Model
  /// The terms of the row at hand; kept for its memory.
  private var sum = LinearExpression()

  init(_ file: FileBytes) throws(ModelFileError) {
    lexer = LPLexer(file)
    names = NameTable(file.bytes)
    result = Model(name: FileInfinity.name(file, after: UInt8(ascii: "\\")) ?? "model")
    try advance()
  }

  private var file: FileBytes { lexer.file }

  private mutating func advance() throws(ModelFileError) {
    token = try lexer.next()
  }

  private func error(_ words: String) -> ModelFileError { lexer.error(words) }

  mutating func model() throws(ModelFileError) -> Model {
    switch token {
    case .section(.minimize): result.sense = .minimize
    case .section(.maximize): result.sense = .maximize
    default: throw error("the file does not begin with Minimize or Maximize; begin it so")
    }
    try advance()
    try readObjective()
    var hasEnd = false
    while case .section(let section) = token {
      try advance()
      switch section {
      case .rows: try readRows()
      case .bounds: try readBounds()
      case .binaries: try readKinds(.binary)
      case .integers: try readKinds(.integer)
      case .end: hasEnd = true
      case .minimize, .maximize: throw error("a second objective begins; keep one")
      }
      if hasEnd { break }
    }
    guard hasEnd || token == .end else {
      throw error("\(described(token)) does not belong here; begin a section or write End")
    }
    do { try result.validate() } catch { throw ModelFileError(error) }
    return result
  }

  private mutating func readObjective() throws(ModelFileError) {
    if case .label = token { try advance() }
    try readSum()
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

  private mutating func readRow() throws(ModelFileError) {
    var name: String?
    if case .label(let range) = token {
      name = file.text(range)
      try advance()
    }
    var lower = -Double.infinity
    var upper = Double.infinity
    if try readSum() == 0 {
      // A side on the left: `1 <= x + y`, or an empty sum as in `0 >= 1`.
      let side = sum.constant
      try applySide(side, isLeft: true, &lower, &upper)
      if case .label = token { throw error("the row has no sum; write one after the relation") }
      try readSum()
      if token.isRelation { try readRightSide(&lower, &upper) }
    } else {
      try readRightSide(&lower, &upper)
    }
    // What counts as no bound is decided by the side that is left when the constant has moved there.
    let constant = sum.constant
    sum.constant = 0
    result.addRow(
      name, lower: FileInfinity.widened(FileInfinity.widened(lower) - constant),
      upper: FileInfinity.widened(FileInfinity.widened(upper) - constant), sum)
  }

  private mutating func readRightSide(
    _ lower: inout Double, _ upper: inout Double
  ) throws(ModelFileError) {
    let relation = token
    guard relation.isRelation else {
      throw error("\(described(token)) stands where <=, >= or = belongs; finish the row with one")
    }
    try advance()
    guard let side = try readNumber() else {
      throw error(
        "\(described(token)) stands where the row's right side belongs; write a number there and "
          + "all variables on the left")
    }
    Self.narrow(relation, side, isLeft: false, &lower, &upper)
  }

  private mutating func applySide(
    _ side: Double, isLeft: Bool, _ lower: inout Double, _ upper: inout Double
  ) throws(ModelFileError) {
    let relation = token
    guard relation.isRelation else {
      throw error("\(described(token)) stands where <=, >= or = belongs; finish the row with one")
    }
    Self.narrow(relation, side, isLeft: isLeft, &lower, &upper)
    try advance()
  }

  private static func narrow(
    _ relation: LPToken, _ side: Double, isLeft: Bool, _ lower: inout Double,
    _ upper: inout Double
  ) {
    if relation == .equal || (relation == .lessOrEqual) == isLeft { lower = max(lower, side) }
    if relation == .equal || (relation == .lessOrEqual) != isLeft { upper = min(upper, side) }
  }
}

extension LPParser {
  /// Reads terms and constants into `sum` up to what cannot belong to them.
  ///
  /// - Returns: the number of terms.
  @discardableResult
  private mutating func readSum() throws(ModelFileError) -> Int {
    sum.removeAll()
    var isFirst = true
    while true {
      var sign = 1.0
      var hasSign = false
      while token == .plus || token == .minus {
        if token == .minus { sign = -sign }
        hasSign = true
        try advance()
      }
      guard try readTerm(sign: sign, isAllowed: hasSign || isFirst) else {
        if hasSign { throw error("nothing follows a sign; write a number or a name after it") }
        return sum.terms.count
      }
      isFirst = false
    }
  }

  private mutating func readTerm(sign: Double, isAllowed: Bool) throws(ModelFileError) -> Bool {
    var coefficient = sign
    switch token {
    case .number(let value):
      try requireSign(isAllowed)
      coefficient *= value
      try advance()
      if token == .times { try advance() }
      guard case .name(let name) = token, !isInfinity(name) else {
        sum.constant += coefficient
        return true
      }
      sum.add(coefficient, try variable(name))
    case .name(let name):
      try requireSign(isAllowed)
      if isInfinity(name) {
        sum.constant += sign * .infinity
      } else {
        sum.add(coefficient, try variable(name))
      }
    default:
      return false
    }
    try advance()
    return true
  }

  private func requireSign(_ isAllowed: Bool) throws(ModelFileError) {
    guard isAllowed else {
      throw error("\(described(token)) follows a term without a sign; write + or - before it")
    }
  }

  /// A number with signs, or an infinity; nil where neither stands.
  private mutating func readNumber() throws(ModelFileError) -> Double? {
    var sign = 1.0
    while token == .plus || token == .minus {
      if token == .minus { sign = -sign }
      try advance()
    }
    switch token {
    case .number(let value):
      try advance()
      return sign * value
    case .name(let name) where isInfinity(name):
      try advance()
      return sign * .infinity
    default:
      return nil
    }
  }

  private func isInfinity(_ name: Range<Int>) -> Bool {
    name.count <= 8 && (file.isWord(name, "inf") || file.isWord(name, "infinity"))
  }

  private mutating func variable(_ name: Range<Int>) throws(ModelFileError) -> Variable {
    let (number, isNew) = names.number(of: name)
    guard isNew else { return Variable(index: number) }
    return result.addVariable(file.text(name))
  }

  private func described(_ token: LPToken) -> String {
    switch token {
    case .number(let value): "the number \(value)"
    case .name(let range): file.quoted(range)
    case .label(let range): "the label \(file.quoted(range))"
    case .section: "a section"
    case .plus: "a plus sign"
    case .minus: "a minus sign"
    case .times: "a star"
    case .lessOrEqual, .greaterOrEqual, .equal: "a relation"
    case .end: "the end of the file"
    }
  }
}

extension LPParser {
  private mutating func readBounds() throws(ModelFileError) {
    while true {
      switch token {
      case .section, .end: return
      default: try readBound()
      }
    }
  }

  /// One of `1 <= x <= 3`, `x <= 3`, `1 <= x`, `x = 2` and `x free`.
  private mutating func readBound() throws(ModelFileError) {
    let left = try readNumber()
    let leftRelation = token
    if left != nil {
      guard leftRelation.isRelation else {
        throw error("\(described(token)) stands where <=, >= or = belongs; finish the bound")
      }
      try advance()
    }
    guard case .name(let name) = token else {
      throw error("\(described(token)) stands where a variable's name belongs; write one")
    }
    let variable = try variable(name)
    try advance()
    var bounds = result.bounds(of: variable)
    if let left { try Self.set(&bounds, leftRelation, left, isLeft: true) }
    if token.isRelation {
      let relation = token
      try advance()
      guard let right = try readNumber() else {
        throw error("\(described(token)) stands where a bound belongs; write a number")
      }
      try Self.set(&bounds, relation, right, isLeft: false)
    } else if left == nil {
      guard case .name(let word) = token, file.isWord(word, "free") else {
        throw error("\(described(token)) stands where a bound belongs; write <=, >=, = or free")
      }
      try advance()
      bounds = (-.infinity, .infinity)
    }
    result.setBounds(
      of: variable, lower: FileInfinity.widened(bounds.lower),
      upper: FileInfinity.widened(bounds.upper))
  }

  private static func set(
    _ bounds: inout (lower: Double, upper: Double), _ relation: LPToken, _ value: Double,
    isLeft: Bool
  ) throws(ModelFileError) {
    if relation == .equal {
      bounds = (value, value)
    } else if (relation == .lessOrEqual) == isLeft {
      bounds.lower = value
    } else {
      bounds.upper = value
    }
  }

  private mutating func readKinds(_ kind: VariableKind) throws(ModelFileError) {
    while true {
      switch token {
      case .section, .end: return
      case .name(let name):
        result.setKind(of: try variable(name), to: kind)
        try advance()
      default:
        throw error("\(described(token)) stands where a variable's name belongs; write one")
      }
    }
  }
}
