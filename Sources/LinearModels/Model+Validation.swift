extension Model {
  /// Checks that the model can be given to a solver.
  ///
  /// Bounds that cross are no fault: such a model is infeasible.
  ///
  /// - Throws: the first problem found: variables first, then the objective, then rows.
  /// - Complexity: O(variables + rows + terms).
  public func validate() throws(ModelError) {
    guard Self.isUsable(name: name) else {
      throw .badName(place: "the model", name: name)
    }
    for column in 0..<variableCount { try validate(column: column) }
    try validateObjective()
    if let firstForeign {
      throw .foreignVariable(
        place: place(ofRow: firstForeign.row), column: firstForeign.column,
        variableCount: variableCount)
    }
    for row in 0..<rowCount { try validate(row: row) }
  }

  private func validate(column: Int) throws(ModelError) {
    let lower = lowers[column]
    let upper = uppers[column]
    if let name = variableNames[column], !Self.isUsable(name: name) {
      throw .badName(place: "the variable in column \(column)", name: name)
    }
    guard Self.areBounds(lower, upper) else {
      throw .badBounds(of: place(ofColumn: column), lower: lower, upper: upper)
    }
  }

  private func validateObjective() throws(ModelError) {
    for term in objective.terms {
      let column = term.variable.index
      guard column < variableCount else {
        throw .foreignVariable(
          place: "the objective", column: column, variableCount: variableCount)
      }
      guard term.coefficient.isFinite else {
        throw .badCoefficient(
          place: "the objective", variable: place(ofColumn: column), value: term.coefficient)
      }
    }
    guard objective.constant.isFinite else { throw .badConstant(value: objective.constant) }
    for (column, coefficient) in objectiveCoefficients().enumerated() where !coefficient.isFinite {
      throw .badCoefficient(
        place: "the objective", variable: place(ofColumn: column), value: coefficient)
    }
  }

  private func validate(row: Int) throws(ModelError) {
    if let name = rowNames[row], !Self.isUsable(name: name) {
      throw .badName(place: "row \(row)", name: name)
    }
    guard Self.areBounds(rowLowers[row], rowUppers[row]) else {
      throw .badBounds(of: place(ofRow: row), lower: rowLowers[row], upper: rowUppers[row])
    }
    for entry in entries(of: row) where !coefficients[entry].isFinite {
      throw .badCoefficient(
        place: place(ofRow: row), variable: place(ofColumn: Int(columns[entry])),
        value: coefficients[entry])
    }
  }

  func place(ofColumn column: Int) -> String {
    "variable \(name(of: Variable(index: column))) (column \(column))"
  }

  func place(ofRow row: Int) -> String {
    "row \(name(of: Row(index: row))) (number \(row))"
  }

  /// Whether these can be bounds, even if they cross; false for NaN.
  private static func areBounds(_ lower: Double, _ upper: Double) -> Bool {
    lower < .infinity && upper > -.infinity
  }

  private static func isUsable(name: String) -> Bool {
    !name.isEmpty && name.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
  }
}

extension Model {
  /// A sentence about the first variable or row whose bounds leave it no value, which makes the
  /// model infeasible whatever else it says; nil where all bounds leave some.
  ///
  /// - Complexity: O(variables + rows).
  package var emptyDomain: String? {
    for column in 0..<variableCount {
      let bounds = tightBounds(ofColumn: column)
      if bounds.lower <= bounds.upper { continue }
      let (lower, upper) = (lowers[column], uppers[column])
      let what = lower <= upper ? "no whole number" : "no number"
      return "The bounds \(lower) and \(upper) of \(place(ofColumn: column)) leave \(what)."
    }
    for row in 0..<rowCount where rowLowers[row] > rowUppers[row] {
      let (lower, upper) = (rowLowers[row], rowUppers[row])
      return "The bounds \(lower) and \(upper) of \(place(ofRow: row)) leave no number."
    }
    return nil
  }
}
