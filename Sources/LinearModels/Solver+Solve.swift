extension Solver {
  /// Solves a model and checks the answer.
  ///
  /// The model and the parameters are checked first, a full start point too. The point that comes
  /// back has its integers rounded and is checked against every bound and row (the tolerance is
  /// 1e-6, relative above 1; for rows relative to the largest coefficient too), and its objective
  /// is computed anew. A limit, an infeasible and an unbounded model are outcomes, not errors.
  ///
  /// - Throws: ``SolverError`` for bad input, for a solver that breaks down and for an answer that
  ///   does not stand the check.
  public func solve(
    _ model: Model, _ parameters: SolveParameters = SolveParameters()
  ) throws(SolverError) -> Outcome {
    let clock = ContinuousClock()
    let began = clock.now
    do { try model.validate() } catch { throw .invalidModel(error) }
    try ParameterCheck(model: model, solver: name, capabilities: capabilities).check(parameters)
    var parameters = parameters
    parameters.start = try checkedStart(parameters.start, of: model)
    let answer =
      parameters.stop?.isStopRequested == true
      ? SolverAnswer(termination: .interrupted, solverWords: "stopped before the start")
      : try self.answer(model, parameters)
    let checked = try AnswerCheck(model: model, solver: name).check(answer)
    return Outcome(
      termination: answer.termination, point: checked.point, objective: checked.objective,
      bound: checked.bound, rowDuals: answer.rowDuals, nodes: answer.nodes,
      seconds: (clock.now - began) / .seconds(1), solverWords: answer.solverWords)
  }

  private func checkedStart(
    _ start: [Variable: Double]?, of model: Model
  ) throws(SolverError) -> [Variable: Double]? {
    guard let start, !start.isEmpty else { return nil }
    let check = PointCheck(model)
    var values = [Double](repeating: 0, count: model.variableCount)
    var cleaned: [Variable: Double] = [:]
    do {
      for (variable, value) in start.sorted(by: { $0.key.index < $1.key.index }) {
        values[variable.index] = try check.cleaned(value, column: variable.index)
        cleaned[variable] = values[variable.index]
      }
      if start.count == model.variableCount { _ = try check.cleaned(values) }
    } catch {
      throw .infeasibleStart(
        "The start point is not feasible: \(error.words); give a feasible point or none.")
    }
    return cleaned
  }
}

/// The check of solve parameters, with one sentence for each thing that can be wrong.
struct ParameterCheck {
  let model: Model
  let solver: String
  let capabilities: SolverCapabilities

  func check(_ parameters: SolveParameters) throws(SolverError) {
    if let limit = parameters.timeLimit, limit < .zero {
      throw .invalidParameter("The time limit is \(limit); give a time that is not negative.")
    }
    guard parameters.relativeGap >= 0, parameters.relativeGap.isFinite else {
      throw .invalidParameter(
        "The relative gap is \(parameters.relativeGap); give a number that is not negative.")
    }
    if let limit = parameters.nodeLimit, limit < 0 {
      throw .invalidParameter("The node limit is \(limit); give a number that is not negative.")
    }
    guard parameters.threads >= 1 else {
      throw .invalidParameter("The number of threads is \(parameters.threads); give 1 or more.")
    }
    try check(start: parameters.start ?? [:])
  }

  private func check(start: [Variable: Double]) throws(SolverError) {
    let ordered = start.sorted { $0.key.index < $1.key.index }
    for (variable, value) in ordered {
      guard variable.index < model.variableCount else {
        throw .invalidParameter(
          "The start point names column \(variable.index), but the model has only "
            + "\(model.variableCount) variables; use variables that this model made.")
      }
      guard value.isFinite else {
        throw .invalidParameter(
          "The start point gives \(value) to \(model.place(ofColumn: variable.index)); "
            + "give a finite number.")
      }
    }
    let isPartial = !start.isEmpty && start.count < model.variableCount
    guard !isPartial || capabilities.acceptsPartialStart else {
      throw .invalidParameter(
        "The start point names \(start.count) of \(model.variableCount) variables, but \(solver) "
          + "takes only a start that names all; give the missing values.")
    }
  }
}

/// The check of what a backend answered.
struct AnswerCheck {
  struct Checked {
    var point: Point?
    var objective: Double?
    var bound: Double?
  }

  let model: Model
  let solver: String

  func check(_ answer: SolverAnswer) throws(SolverError) -> Checked {
    var checked = Checked()
    if let values = answer.values {
      do {
        let point = Point(values: try PointCheck(model).cleaned(values))
        checked.point = point
        checked.objective = model.objective.value(at: point.values)
      } catch {
        throw .fault(
          "\(solver) returned a wrong point: \(error.words); scale the model or try another "
            + "solver.")
      }
    } else if answer.termination == .optimal || answer.termination == .gapReached {
      throw .fault(
        "\(solver) answered \(answer.termination.rawValue) without a point; try another solver.")
    }
    if let bound = answer.bound, bound.isFinite {
      checked.bound = try consistent(bound: bound, objective: checked.objective)
    }
    return checked
  }

  /// The bound, or the objective where rounding noise puts the point beyond the bound.
  private func consistent(bound: Double, objective: Double?) throws(SolverError) -> Double {
    guard let objective else { return bound }
    let excess = model.sense == .minimize ? bound - objective : objective - bound
    guard excess > 0 else { return bound }
    guard excess <= PointCheck.tolerance * max(1, abs(bound), abs(objective)) else {
      throw .fault(
        "\(solver) claims the bound \(bound), but its point has the better objective "
          + "\(objective); try another solver.")
    }
    return objective
  }
}
