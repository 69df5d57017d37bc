extension LPParser {
  mutating func readBounds() throws(ModelFileError) {
    while true {
      switch token {
      case .section, .end: return
      default: try readBound()
      }
    }
  }

  /// One of `1 <= x <= 3`, `x <= 3`, `1 <= x`, `x = 2` and `x free`.
  private mutating func readBound() throws(ModelFileError) {
    let start = lexer.tokenStart
    let left = try readNumber()
    let leftRelation = token
    if left != nil {
      guard leftRelation.isRelation else { throw missingRelation("bound") }
      try advance()
    }
    guard case .name(let name) = token else {
      throw error(
        "\(described(token)) stands where a variable's name belongs; write one, "
          + "and none that means a number")
    }
    let variable = try variable(name)
    try advance()
    var bounds = result.bounds(of: variable)
    if let left { Self.set(&bounds, leftRelation, left, isLeft: true) }
    if token.isRelation {
      let relation = token
      try advance()
      guard let right = try readNumber() else {
        throw error("\(described(token)) stands where a bound belongs; write a number")
      }
      Self.set(&bounds, relation, right, isLeft: false)
    } else if left == nil {
      guard case .name(let word) = token, file.isWord(word, "free") else {
        throw error("\(described(token)) stands where a bound belongs; write <=, >=, = or free")
      }
      try advance()
      bounds = (-.infinity, .infinity)
    }
    bounds = (FileNumber.widened(bounds.lower), FileNumber.widened(bounds.upper))
    guard bounds.lower < .infinity, bounds.upper > -.infinity else {
      throw lexer.error(Self.infiniteSide, at: start)
    }
    result.setBounds(of: variable, lower: bounds.lower, upper: bounds.upper)
  }

  private static func set(
    _ bounds: inout (lower: Double, upper: Double), _ relation: LPToken, _ value: Double,
    isLeft: Bool
  ) {
    if relation == .equal {
      bounds = (value, value)
    } else if (relation == .lessOrEqual) == isLeft {
      bounds.lower = value
    } else {
      bounds.upper = value
    }
  }

  mutating func readKinds(_ kind: VariableKind) throws(ModelFileError) {
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
