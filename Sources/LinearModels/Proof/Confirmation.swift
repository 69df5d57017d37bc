/// Confirms a backend's answer, or finds out what is true in its place.
///
/// A point is taken only where it keeps every row after its integers were rounded and the rest was
/// solved again. A bound, an optimum and a proof of infeasibility come from a tree of our own
/// (``ProofTree``), for linear programs from the answer's duals where these suffice.
struct Confirmation {
  let model: Model
  let solver: any Solver
  let parameters: SolveParameters
  /// When the time limit of all of it is over.
  let deadline: ContinuousClock.Instant?
  private let problem: ProofProblem

  init(
    model: Model, solver: any Solver, parameters: SolveParameters,
    deadline: ContinuousClock.Instant?
  ) {
    self.model = model
    self.solver = solver
    self.parameters = parameters
    self.deadline = deadline
    problem = ProofProblem(model)
  }

  func confirm(_ answer: SolverAnswer) throws(SolverError) -> ConfirmedAnswer {
    if let settled = try confirmUnbounded(answer) { return settled }
    if let settled = confirmByDuals(answer) { return settled }
    let checked = checkedPoint(of: answer)
    var tree = ProofTree(problem, limits: limits)
    var fault: String?
    do {
      try tree.run(solver, points: [answer.values, startValues].compactMap { $0 })
    } catch {
      fault = "\(error)"
    }
    let isDecided = fault == nil && tree.isComplete
    if let flaw = checked.flaw, tree.incumbent == nil, !isDecided {
      throw .fault(
        "\(solver.name) returned a wrong point: \(flaw); scale the model or try another solver.")
    }
    // Points that keep the rows within tolerance, where no better one came of them.
    let given = isDecided ? [] : [checked.values, startValues].compactMap { $0 }
    let best =
      tree.incumbent
      ?? given.map { ProofTree.Incumbent($0, of: problem) }.min { $0.objective < $1.objective }
    return result(answer, best, proven: tree.bound, isDecided: isDecided, fault: fault)
  }

  /// A start that names every variable.
  private var startValues: [Double]? {
    guard let start = parameters.start, start.count == model.variableCount else { return nil }
    return (0..<model.variableCount).map { start[Variable(index: $0)] ?? 0 }
  }

  private func checkedPoint(of answer: SolverAnswer) -> (values: [Double]?, flaw: String?) {
    guard let values = answer.values else {
      let isClaim = answer.termination == .optimal || answer.termination == .gapReached
      return (nil, isClaim ? "none, for \(answer.termination.rawValue)" : nil)
    }
    do {
      return (try PointCheck(model).cleaned(values), nil)
    } catch {
      return (nil, error.words)
    }
  }

  private var limits: ProofLimits {
    // Counted, not timed: the same model is confirmed or not on every machine.
    let affordable = 200_000_000 / (model.nonzeroCount + model.variableCount + 1)
    let nodes = parameters.nodeLimit.map { max(1, $0) } ?? min(100_000, max(200, affordable))
    return ProofLimits(
      nodes: nodes, deadline: deadline, stop: parameters.stop,
      relativeGap: parameters.relativeGap)
  }

  /// A linear program's answer whose own duals prove its point best.
  private func confirmByDuals(_ answer: SolverAnswer) -> ConfirmedAnswer? {
    guard !model.hasIntegers, answer.termination == .optimal, let duals = answer.rowDuals,
      let values = checkedPoint(of: answer).values
    else { return nil }
    let point = ProofTree.Incumbent(values, of: problem)
    var lagrangian = LagrangianBound(problem)
    let turned = duals.map { problem.turned($0) }
    let bound = lagrangian.objective(turned, problem.box)
    guard point.objective - bound <= 1e-10 * point.size else { return nil }
    return ConfirmedAnswer(
      termination: .optimal, values: values, bound: problem.turned(min(bound, point.objective)),
      rowDuals: duals, remark: nil)
  }

  private func result(
    _ answer: SolverAnswer, _ best: ProofTree.Incumbent?, proven: Double, isDecided: Bool,
    fault: String?
  ) -> ConfirmedAnswer {
    var result = ConfirmedAnswer(
      termination: .unproven, values: best?.values, bound: nil,
      rowDuals: model.hasIntegers ? nil : answer.rowDuals, remark: nil)
    if proven.isFinite {
      result.bound = problem.turned(min(proven, best?.objective ?? .infinity))
    }
    if best == nil, isDecided, proven == .infinity {
      result.termination = .infeasible
    } else if let best, abs(proven - best.objective) <= 1e-8 * best.size {
      result.termination = .optimal
    } else if let best, parameters.relativeGap > 0,
      relativeGap(bound: proven, objective: best.objective) ?? .infinity <= parameters.relativeGap
    {
      result.termination = .gapReached
    } else {
      result.termination = open(answer)
      result.remark = fault ?? remark(answer, result.termination)
    }
    return result
  }

  /// Why a solve without a proof ended.
  private func open(_ answer: SolverAnswer) -> Termination {
    switch answer.termination {
    case .timeLimit, .nodeLimit, .interrupted, .infeasibleOrUnbounded: return answer.termination
    case .optimal, .gapReached, .infeasible, .unbounded, .unproven: break
    }
    if parameters.stop?.isStopRequested == true { return .interrupted }
    if let deadline, ContinuousClock.now >= deadline { return .timeLimit }
    return .unproven
  }

  private func remark(_ answer: SolverAnswer, _ termination: Termination) -> String? {
    guard answer.termination != termination else { return nil }
    return "\(solver.name) claims \(answer.termination.rawValue), which is not confirmed"
  }
}

// MARK: - Unbounded models

extension Confirmation {
  /// Confirms that points exist and that the objective improves without end from any of them.
  ///
  /// For rational data a mixed-integer program whose relaxation has a ray that improves the
  /// objective is unbounded if it has any point (Meyer 1974).
  ///
  /// - Returns: nil where that is not claimed or not confirmed.
  private func confirmUnbounded(_ answer: SolverAnswer) throws(SolverError) -> ConfirmedAnswer? {
    guard answer.termination == .unbounded || answer.termination == .infeasibleOrUnbounded,
      problem.costs.contains(where: { $0 != 0 })
    else { return nil }
    var anyPoint = model
    anyPoint.objective = LinearExpression()
    var rest = parameters
    rest.progress = nil
    rest.start = nil
    rest.timeLimit = deadline.map { max(.zero, $0 - ContinuousClock.now) }
    let found = try solver.solve(anyPoint, rest)
    var settled = ConfirmedAnswer(
      termination: .unbounded, values: nil, bound: nil, rowDuals: nil, remark: nil)
    if found.termination == .infeasible {
      settled.termination = .infeasible
      return settled
    }
    rest.timeLimit = deadline.map { max(.zero, $0 - ContinuousClock.now) }
    guard found.point != nil, try hasImprovingRay(rest) else { return nil }
    return settled
  }

  private func hasImprovingRay(_ parameters: SolveParameters) throws(SolverError) -> Bool {
    let ray = model.rays
    guard let values = try solver.answer(ray, parameters).values,
      let kept = try? PointCheck(ray).cleaned(values)
    else { return false }
    let gain = ray.objective.value(at: kept)
    return (model.sense == .minimize ? -gain : gain) > 1e-6 * problem.largestCost
  }
}

extension Model {
  /// The directions in which one can go on for ever from any point, none longer than one in any
  /// variable.
  fileprivate var rays: Model {
    var rays = self
    rays.objective.constant = 0
    for variable in variables {
      let bounds = bounds(of: variable)
      rays.setKind(of: variable, to: .continuous)
      rays.setBounds(
        of: variable, lower: bounds.lower.isFinite ? 0 : -1, upper: bounds.upper.isFinite ? 0 : 1)
    }
    for row in rows {
      let bounds = bounds(of: row)
      rays.setBounds(
        of: row, lower: bounds.lower.isFinite ? 0 : -.infinity,
        upper: bounds.upper.isFinite ? 0 : .infinity)
    }
    return rays
  }
}
