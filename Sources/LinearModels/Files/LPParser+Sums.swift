extension LPParser {
  /// Reads terms and constants into `sum` up to what cannot belong to them.
  ///
  /// - Returns: the number of terms.
  @discardableResult
  mutating func readSum() throws(ModelFileError) -> Int {
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
      let number = lexer.lastNumber
      try advance()
      if token == .times { try advance() }
      guard case .name(let name) = token, !isInfinity(name) else {
        remarkOverflow(number)
        sum.constant += coefficient
        return true
      }
      if let number, number.loss != nil { throw lexer.refusal(number) }
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
  mutating func readNumber() throws(ModelFileError) -> Double? {
    var sign = 1.0
    while token == .plus || token == .minus {
      if token == .minus { sign = -sign }
      try advance()
    }
    switch token {
    case .number(let value):
      remarkOverflow(lexer.lastNumber)
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

  /// A number beyond all doubles can only mean that there is no bound.
  private mutating func remarkOverflow(_ number: FileDecimal?) {
    guard let number, number.loss == .overflow else { return }
    let file = file
    remarks.add(
      .noBound, line: file.line(at: number.start),
      "\(file.quoted(number.start..<number.end)) is larger than every double and means no bound")
  }

  mutating func variable(_ name: Range<Int>) throws(ModelFileError) -> Variable {
    let (number, isNew) = names.number(of: name)
    guard isNew else { return Variable(index: number) }
    return result.addVariable(file.text(name))
  }

  func described(_ token: LPToken) -> String {
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
