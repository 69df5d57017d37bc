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
    try ParameterCheck(model: model, backend: self).check(parameters)
    var parameters = parameters
    parameters.start = try checkedStart(parameters.start, of: model)
    let answer = try self.answerOrShortcut(model, parameters)
    let checked = try AnswerCheck(model: model, solver: name, start: parameters.start)
      .check(answer)
    return Outcome(
      termination: answer.termination, point: checked.point, objective: checked.objective,
      bound: checked.bound, claimedBound: answer.bound, rowDuals: answer.rowDuals, nodes: answer.nodes,
      seconds: (clock.now - began) / .seconds(1), solverWords: answer.solverWords)
  }

  /// The backend's answer, or an answer that needs no solver.
  private func answerOrShortcut(
    _ model: Model, _ parameters: SolveParameters
  ) throws(SolverError) -> SolverAnswer {
    if parameters.stop?.isStopRequested == true {
      return SolverAnswer(termination: .interrupted, solverWords: "stopped before the start")
    }
    guard model.variableCount == 0 else { return try answer(model, parameters) }
    let words = "no variables: decided without \(name)"
    guard (try? PointCheck(model).cleaned([])) != nil else {
      return SolverAnswer(termination: .infeasible, solverWords: words)
    }
    return SolverAnswer(
      termination: .optimal, values: [], bound: model.objective.constant, solverWords: words)
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
