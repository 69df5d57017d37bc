import LinearModels

/// A small program in whole numbers, so that its optimum can be found without any rounding.
///
/// The model that solvers get has the nearest doubles. Sides and coefficients of rows are whole
/// numbers or binary fractions wherever the least change of one could make a point infeasible.
struct ExactProgram {
  /// `lower / denominator <= x <= upper / denominator`; whole where the column is an integer.
  struct Column {
    var lower = 0
    var upper: Int?
    var denominator = 1
    var isInteger = false
    /// In units of one part in ``ExactProgram/costDenominator``.
    var cost = 0
  }

  /// `lower <= sum of coefficient * x <= upper`, all of it divided by the denominator.
  struct Row {
    var terms: [(column: Int, coefficient: Int)]
    var lower: Int?
    var upper: Int?
    var denominator = 1
  }

  var sense = Sense.minimize
  var costDenominator = 1
  var columns: [Column] = []
  var rows: [Row] = []

  /// Adds a column and returns its number.
  @discardableResult
  mutating func add(_ column: Column) -> Int {
    columns.append(column)
    return columns.count - 1
  }

  /// The model in doubles.
  var model: Model {
    var model = Model(sense: sense)
    let variables = columns.map { column in
      model.addVariable(
        lower: Double(column.lower) / Double(column.denominator),
        upper: column.upper.map { Double($0) / Double(column.denominator) } ?? .infinity,
        kind: column.isInteger ? .integer : .continuous)
    }
    for (column, variable) in zip(columns, variables) where column.cost != 0 {
      model.objective.add(Double(column.cost) / Double(costDenominator), variable)
    }
    for row in rows {
      var sum = LinearExpression()
      let size = Double(row.denominator)
      for term in row.terms { sum.add(Double(term.coefficient) / size, variables[term.column]) }
      model.addRow(
        lower: row.lower.map { Double($0) / size } ?? -.infinity,
        upper: row.upper.map { Double($0) / size } ?? .infinity, sum)
    }
    return model
  }
}
