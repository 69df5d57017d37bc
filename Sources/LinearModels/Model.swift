/// A linear program, or a mixed-integer one, that belongs to no solver.
///
/// Build it with ``addVariable(_:lower:upper:kind:)`` and ``addRow(_:_:)``, set ``objective``, and
/// give it to a ``Solver``. Nothing is checked while building; ``validate()`` finds what is wrong
/// and says so, and every solver runs it first. A model is a value: a copy is independent.
///
/// ```swift
/// var model = Model(name: "mix", sense: .maximize)
/// let x = model.addVariable("x")
/// let y = model.addVariable("y", upper: 3)
/// model.addRow("capacity", 2.0 * x + y <= 8)
/// model.objective = 3.0 * x + 2.0 * y
/// print(try LPWriter().text(of: model).contains("capacity"))  // true
/// ```
public struct Model: Sendable {
  /// What the model is called in files.
  public var name: String
  /// Whether the objective is to be small or large.
  public var sense: Sense
  /// What is minimised or maximised; repeated variables count with the sum of their coefficients.
  public var objective = LinearExpression()

  /// Lower bounds by column; −∞ for none, at least 0 for a binary.
  package private(set) var lowers: [Double] = []
  /// Upper bounds by column; ∞ for none, at most 1 for a binary.
  package private(set) var uppers: [Double] = []
  /// What each column may be, by column.
  package private(set) var kinds: [VariableKind] = []
  private(set) var variableNames = GivenNames()

  /// Lower sides by row, the expressions' constants taken off; −∞ for none.
  package private(set) var rowLowers: [Double] = []
  /// Upper sides by row, the expressions' constants taken off; ∞ for none.
  package private(set) var rowUppers: [Double] = []
  private(set) var rowNames = GivenNames()

  /// Row `i` owns the entries `rowStarts[i] ..< rowStarts[i + 1]` of the two arrays below.
  package private(set) var rowStarts: [Int] = [0]
  /// The column of each entry, row by row; a row has a column once at most.
  package private(set) var columns: [Int32] = []
  /// The coefficient of each entry, in the order of `columns`.
  package private(set) var coefficients: [Double] = []

  /// The first row that named a column the model did not have, and that column.
  private(set) var firstForeign: (row: Int, column: Int)?

  /// Where each variable was last stored in `columns`; finds repeats while a row is added, and
  /// learns of new variables only then.
  private var lastEntry: [Int] = []

  /// Makes a model without variables and rows.
  public init(name: String = "model", sense: Sense = .minimize) {
    self.name = name
    self.sense = sense
  }

  /// Makes a valid model of arrays that another model had.
  ///
  /// - Precondition: the arrays fit together, as ``validate()`` demands of a model.
  package init(
    sense: Sense, objective: LinearExpression, columns: ColumnArrays, rows: RowArrays
  ) {
    self.init(sense: sense)
    self.objective = objective
    lowers = columns.lowers
    uppers = columns.uppers
    kinds = columns.kinds
    rowLowers = rows.lowers
    rowUppers = rows.uppers
    rowStarts = rows.starts
    self.columns = rows.columns
    coefficients = rows.coefficients
  }

  /// The number of variables.
  public var variableCount: Int { lowers.count }
  /// The number of rows.
  public var rowCount: Int { rowLowers.count }
  /// The number of coefficients that are not zero, in all rows together.
  public var nonzeroCount: Int { columns.count }

  /// Adds a variable.
  ///
  /// A `binary` variable's bounds are cut to `0 … 1`.
  ///
  /// - Returns: the variable, for use in expressions.
  /// - Complexity: amortised O(1).
  @discardableResult
  public mutating func addVariable(
    _ name: String? = nil, lower: Double = 0, upper: Double = .infinity,
    kind: VariableKind = .continuous
  ) -> Variable {
    lowers.append(lower)
    uppers.append(upper)
    kinds.append(kind)
    variableNames.append(name, at: lowers.count - 1)
    cutBinaryBounds(lowers.count - 1)
    return Variable(index: lowers.count - 1)
  }

  /// Changes the bounds of a variable.
  ///
  /// - Precondition: the variable is a column of this model.
  public mutating func setBounds(of variable: Variable, lower: Double, upper: Double) {
    requireOwn(variable)
    lowers[variable.index] = lower
    uppers[variable.index] = upper
    cutBinaryBounds(variable.index)
  }

  /// Changes the kind of a variable, for instance to `continuous` for a relaxation.
  ///
  /// - Precondition: the variable is a column of this model.
  public mutating func setKind(of variable: Variable, to kind: VariableKind) {
    requireOwn(variable)
    kinds[variable.index] = kind
    cutBinaryBounds(variable.index)
  }

  /// Changes the bounds of a row.
  ///
  /// - Precondition: the row belongs to this model.
  public mutating func setBounds(of row: Row, lower: Double, upper: Double) {
    requireOwn(row)
    rowLowers[row.index] = lower
    rowUppers[row.index] = upper
  }

  /// Adds the row `lower <= expression <= upper`.
  ///
  /// The coefficients of a repeated variable are summed, terms that become zero are left out, and
  /// the constant of the expression is moved into the bounds. An expression without terms is
  /// allowed: such a row holds when zero lies in its bounds.
  ///
  /// - Complexity: amortised O(terms).
  @discardableResult
  public mutating func addRow(
    _ name: String? = nil, lower: Double, upper: Double, _ expression: LinearExpression
  ) -> Row {
    rowLowers.append(lower - expression.constant)
    rowUppers.append(upper - expression.constant)
    rowNames.append(name, at: rowLowers.count - 1)
    appendEntries(of: expression)
    rowStarts.append(columns.count)
    return Row(index: rowLowers.count - 1)
  }

  private mutating func appendEntries(of expression: LinearExpression) {
    let start = columns.count
    lastEntry += repeatElement(-1, count: variableCount - lastEntry.count)
    var hasZero = false
    for term in expression.terms {
      let column = term.variable.index
      guard column < variableCount else {
        if firstForeign == nil { firstForeign = (row: rowLowers.count - 1, column: column) }
        continue
      }
      let earlier = lastEntry[column]
      if earlier >= start {
        coefficients[earlier] += term.coefficient
        hasZero = hasZero || coefficients[earlier] == 0
      } else {
        lastEntry[column] = columns.count
        columns.append(Int32(truncatingIfNeeded: column))
        coefficients.append(term.coefficient)
        hasZero = hasZero || term.coefficient == 0
      }
    }
    if hasZero { dropZeros(from: start) }
  }

  private mutating func dropZeros(from start: Int) {
    var kept = start
    for entry in start..<columns.count {
      let column = Int(columns[entry])
      if coefficients[entry] == 0 {
        lastEntry[column] = -1
      } else {
        columns[kept] = columns[entry]
        coefficients[kept] = coefficients[entry]
        lastEntry[column] = kept
        kept += 1
      }
    }
    columns.removeLast(columns.count - kept)
    coefficients.removeLast(coefficients.count - kept)
  }

  private mutating func cutBinaryBounds(_ column: Int) {
    guard kinds[column] == .binary else { return }
    if lowers[column] < 0 { lowers[column] = 0 }
    if uppers[column] > 1 { uppers[column] = 1 }
  }

  private func requireOwn(_ variable: Variable) {
    precondition(
      variable.index < variableCount,
      "Column \(variable.index) is not a variable of this model, which has \(variableCount).")
  }

  private func requireOwn(_ row: Row) {
    precondition(
      row.index < rowCount,
      "Row \(row.index) is not a row of this model, which has \(rowCount).")
  }
}
