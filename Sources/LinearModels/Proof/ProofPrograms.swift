/// A linear program alive in a backend, whose bounds follow the boxes of a search.
struct BoxedProgram {
  private var program: any LiveProgram
  private var box: Box

  /// - Parameter box: the bounds that the program was opened with.
  init(_ program: any LiveProgram, box: Box) {
    self.program = program
    self.box = box
  }

  /// Solves within a box; what comes back is not trusted.
  mutating func solve(
    within wanted: Box, columns: Int, timeLimit: Duration?
  ) throws(SolverError) -> LiveAnswer {
    for column in 0..<columns {
      let (lower, upper) = (wanted.lowers[column], wanted.uppers[column])
      guard lower != box.lowers[column] || upper != box.uppers[column] else { continue }
      try program.setBounds(ofColumn: column, lower: lower, upper: upper)
      box.lowers[column] = lower
      box.uppers[column] = upper
    }
    return try program.solve(timeLimit: timeLimit)
  }
}

extension ProofProblem {
  /// The minimised relaxation within a box, for a backend.
  func relaxation(within box: Box) -> Model {
    var expression = LinearExpression()
    expression.constant = constant
    for column in costs.indices where costs[column] != 0 {
      expression.add(costs[column], Variable(index: column))
    }
    let kinds = [VariableKind](repeating: .continuous, count: columnCount)
    return Model(
      sense: .minimize, objective: expression,
      columns: ColumnArrays(lowers: box.lowers, uppers: box.uppers, kinds: kinds), rows: rowArrays)
  }

  /// The program of the least total violation of the rows: its duals prove a box empty.
  ///
  /// A row's violation is weighed by its largest coefficient, so that rows count alike whatever
  /// their units.
  func violation(within box: Box) -> Model {
    let kinds = [VariableKind](repeating: .continuous, count: columnCount)
    var model = Model(
      sense: .minimize, objective: LinearExpression(),
      columns: ColumnArrays(lowers: box.lowers, uppers: box.uppers, kinds: kinds),
      rows: RowArrays(lowers: [], uppers: [], starts: [0], columns: [], coefficients: []))
    for row in 0..<rowCount {
      let (lower, upper) = (self.model.rowLowers[row], self.model.rowUppers[row])
      let entries = self.model.entries(of: row)
      let largest = entries.reduce(0.0) { max($0, abs(self.model.coefficients[$1])) }
      var sum = LinearExpression()
      for entry in entries {
        sum.add(self.model.coefficients[entry], Variable(index: Int(self.model.columns[entry])))
      }
      let weight = largest > 0 ? largest : 1
      if lower.isFinite {
        let short = model.addVariable()
        sum.add(weight, short)
        model.objective.add(1, short)
      }
      if upper.isFinite {
        let over = model.addVariable()
        sum.add(-weight, over)
        model.objective.add(1, over)
      }
      model.addRow(nil, lower: lower, upper: upper, sum)
    }
    return model
  }

  private var rowArrays: RowArrays {
    RowArrays(
      lowers: model.rowLowers, uppers: model.rowUppers, starts: model.rowStarts,
      columns: model.columns, coefficients: model.coefficients)
  }
}

/// A linear program that is solved from the start every time, for backends that keep none alive.
struct RestartedProgram: LiveProgram {
  let solver: any Solver
  var model: Model

  mutating func add(_ columns: [LiveColumn]) throws(SolverError) {
    throw .unavailable("\(solver.name) keeps no linear program alive; use glpk, cbc or highs.")
  }

  mutating func setBounds(
    ofColumn column: Int, lower: Double, upper: Double
  ) throws(SolverError) {
    model.setBounds(of: Variable(index: column), lower: lower, upper: upper)
  }

  mutating func solve(timeLimit: Duration?) throws(SolverError) -> LiveAnswer {
    let answer = try solver.answer(model, SolveParameters(timeLimit: timeLimit))
    let values = answer.values ?? [Double](repeating: 0, count: model.variableCount)
    return LiveAnswer(
      termination: answer.termination, objective: model.objective.value(at: values),
      values: values,
      rowDuals: answer.rowDuals ?? [Double](repeating: 0, count: model.rowCount))
  }
}

extension Solver {
  /// Lends a linear program to a body: alive where the backend can keep it so.
  ///
  /// - Throws: ``SolverError`` where the program cannot be opened, and what the body throws.
  func withProgram<Result>(
    of model: Model, _ body: (inout any LiveProgram) throws -> Result
  ) throws -> Result {
    if let live = self as? any LiveProgramSolver {
      return try live.withLiveProgram(of: model, body)
    }
    var program: any LiveProgram = RestartedProgram(solver: self, model: model)
    return try body(&program)
  }
}
