extension Model {
  /// Adds a constraint as an unnamed row.
  @discardableResult
  public mutating func addRow(_ constraint: Constraint) -> Row {
    addRow(nil, constraint)
  }

  /// Adds a constraint as a row.
  ///
  /// - Complexity: amortised O(terms).
  @discardableResult
  public mutating func addRow(_ name: String?, _ constraint: Constraint) -> Row {
    addRow(name, lower: constraint.lower, upper: constraint.upper, constraint.expression)
  }

  /// All variables, in the order in which they were added.
  public var variables: some RandomAccessCollection<Variable> {
    (0..<variableCount).lazy.map { Variable(index: $0) }
  }

  /// All rows, in the order in which they were added.
  public var rows: some RandomAccessCollection<Row> {
    (0..<rowCount).lazy.map { Row(index: $0) }
  }

  /// Whether some variable may only take whole numbers.
  public var hasIntegers: Bool { kinds.contains { $0.isIntegral } }

  /// The bounds of a variable, as they were given.
  public func bounds(of variable: Variable) -> (lower: Double, upper: Double) {
    (lowers[variable.index], uppers[variable.index])
  }

  /// The bounds of a row.
  public func bounds(of row: Row) -> (lower: Double, upper: Double) {
    (rowLowers[row.index], rowUppers[row.index])
  }

  /// The kind of a variable.
  public func kind(of variable: Variable) -> VariableKind { kinds[variable.index] }

  /// The name of a variable, or `x` and its column number when it was given none.
  public func name(of variable: Variable) -> String {
    variableNames[variable.index] ?? "x\(variable.index)"
  }

  /// The name of a row, or `r` and its number when it was given none.
  public func name(of row: Row) -> String {
    rowNames[row.index] ?? "r\(row.index)"
  }

  /// The terms of a row: each variable once, no coefficient zero.
  public func terms(of row: Row) -> [LinearExpression.Term] {
    entries(of: row.index).map {
      LinearExpression.Term(coefficients[$0], Variable(index: Int(columns[$0])))
    }
  }

  /// The positions of a row's entries in `columns` and `coefficients`.
  package func entries(of row: Int) -> Range<Int> {
    rowStarts[row]..<rowStarts[row + 1]
  }

  /// The objective's coefficient of every column.
  ///
  /// - Precondition: the model is valid.
  package func objectiveCoefficients() -> [Double] {
    var result = [Double](repeating: 0, count: variableCount)
    for term in objective.terms { result[term.variable.index] += term.coefficient }
    return result
  }

  /// The bounds of a column as a solver should see them: whole numbers for integers.
  ///
  /// A bound within 1e-9 (relative above 1) of a whole number counts as that number, so that
  /// rounding noise in a bound does not cut off a point.
  package func tightBounds(ofColumn column: Int) -> (lower: Double, upper: Double) {
    let lower = lowers[column]
    let upper = uppers[column]
    guard kinds[column].isIntegral else { return (lower, upper) }
    return (Self.whole(lower, .up), Self.whole(upper, .down))
  }

  private static func whole(_ bound: Double, _ inwards: FloatingPointRoundingRule) -> Double {
    let nearest = bound.rounded()
    return abs(bound - nearest) <= 1e-9 * max(1, abs(bound)) ? nearest : bound.rounded(inwards)
  }

  /// The value of a row at a point given as one value per column.
  package func activity(ofRow row: Int, at values: [Double]) -> Double {
    var sum = CompensatedSum()
    for entry in entries(of: row) {
      sum.add(coefficients[entry] * values[Int(columns[entry])])
    }
    return sum.value
  }
}
