extension Solver {
  /// Solves a model and confirms the answer.
  ///
  /// The model and the parameters are checked first, a full start point too. Nothing that the
  /// backend answers is believed: integers are rounded and the rest is solved again, every bound
  /// and row is checked at that point, and its objective is computed anew; what is proven comes
  /// from duals evaluated by ourselves in a branch and bound of our own. A claim that cannot be
  /// confirmed is ``Termination/unproven``. A limit, an infeasible and an unbounded model are
  /// outcomes, not errors.
  ///
  /// Of a time limit, a fifth is kept for the proof.
  ///
  /// - Throws: ``SolverError`` for bad input, and for a solver that breaks down or whose point does
  ///   not stand the check where no other was found.
  public func solve(
    _ model: Model, _ parameters: SolveParameters = SolveParameters()
  ) throws(SolverError) -> Outcome {
    let clock = ContinuousClock()
    let began = clock.now
    let answer = try confirmedAnswer(model, parameters)
    guard let confirmed = answer.confirmed else {
      throw .fault("\(name) gave no answer that could be confirmed; try another solver.")
    }
    return Outcome(
      termination: confirmed.termination, point: confirmed.values.map { Point(values: $0) },
      objective: confirmed.values.map { model.objective.value(at: $0) }, bound: confirmed.bound,
      claimedBound: answer.bound, rowDuals: confirmed.rowDuals, nodes: answer.nodes,
      seconds: (clock.now - began) / .seconds(1),
      solverWords: [answer.solverWords, confirmed.remark].compactMap { $0 }
        .joined(separator: "; "))
  }

  /// The backend's answer together with what of it could be confirmed.
  package func confirmedAnswer(
    _ model: Model, _ parameters: SolveParameters
  ) throws(SolverError) -> SolverAnswer {
    let began = ContinuousClock.now
    do throws(ModelError) {
      try model.validate()
      try model.checkMagnitudes()
    } catch {
      throw .invalidModel(error)
    }
    try ParameterCheck(model: model, backend: self).check(parameters)
    var parameters = parameters
    parameters.start = try checkedStart(parameters.start, of: model)
    if let answer = settledWithoutSolver(model, parameters) { return answer }
    if self is any ConfirmingSolver { return try answer(model, parameters) }
    var own = parameters
    if model.hasIntegers { own.timeLimit = parameters.timeLimit.map { $0 * 0.8 } }
    var (answer, fault) = try answerOrFault(model, own)
    let confirmation = Confirmation(
      model: model, solver: self, parameters: parameters,
      deadline: parameters.timeLimit.map { began + $0 })
    let confirmed = try confirmation.confirm(answer)
    if let fault, confirmed.termination == .unproven { throw fault }
    answer.confirmed = confirmed
    return answer
  }

  /// The backend's answer; where it breaks down, one that claims nothing, and the fault.
  ///
  /// Its linear programs may still carry a proof.
  private func answerOrFault(
    _ model: Model, _ parameters: SolveParameters
  ) throws(SolverError) -> (SolverAnswer, SolverError?) {
    do throws(SolverError) {
      return (try answer(model, parameters), nil)
    } catch {
      guard case .fault(let words) = error else { throw error }
      return (SolverAnswer(termination: .unproven, solverWords: words), error)
    }
  }

  /// An answer that needs no solver.
  private func settledWithoutSolver(
    _ model: Model, _ parameters: SolveParameters
  ) -> SolverAnswer? {
    if parameters.stop?.isStopRequested == true {
      return Self.settled(.interrupted, "stopped before the start")
    }
    if let words = model.emptyDomain { return Self.settled(.infeasible, words) }
    guard model.variableCount == 0 else { return nil }
    let words = "no variables: decided without \(name)"
    guard (try? PointCheck(model).cleaned([])) != nil else {
      return Self.settled(.infeasible, words)
    }
    return Self.settled(.optimal, words, values: [], bound: model.objective.constant)
  }

  private static func settled(
    _ termination: Termination, _ words: String, values: [Double]? = nil, bound: Double? = nil
  ) -> SolverAnswer {
    var answer = SolverAnswer(
      termination: termination, values: values, bound: bound, solverWords: words)
    answer.confirmed = ConfirmedAnswer(
      termination: termination, values: values, bound: bound, rowDuals: nil, remark: nil)
    return answer
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
