import LinearModels

/// HiGHS as a backend, where its library is found at run time.
///
/// The library is looked for at the path in the environment's `CHAINWRIGHT_HIGHS`; without that,
/// where `make solvers` puts it and in the system's places. Solves on different threads run at the
/// same time.
public struct HiGHSSolver: Solver {
  let library: HiGHSLibrary

  /// Makes the backend.
  ///
  /// - Throws: `SolverError.unavailable` with the reason where the library cannot be loaded.
  public init() throws(SolverError) {
    library = try HiGHSLibrary.shared.get()
  }

  /// The short name.
  public var name: String { "highs" }

  /// The version of the library at run time.
  public var version: String { library.version }

  /// The licence of the library, as an SPDX identifier.
  public var license: String { "MIT" }

  /// What the backend can do beyond solving.
  public var capabilities: SolverCapabilities {
    SolverCapabilities(
      stopsOnRequest: true, acceptsPartialStart: true, reportsProgress: true,
      givesRowDuals: true, usesThreads: true)
  }

  /// The raw options that it takes.
  public var options: [SolverOption] { Self.documentedOptions }

  /// Runs the solver on a model and parameters that were already checked.
  ///
  /// Presolve looks neither at the clock nor at a stop: what goes on for too long is left behind.
  public func answer(
    _ model: Model, _ parameters: SolveParameters
  ) throws(SolverError) -> SolverAnswer {
    try withinLimits(parameters) { parameters throws(SolverError) in
      try settledAnswer(model, parameters)
    }
  }

  /// The answer, with infeasible and unbounded told apart.
  private func settledAnswer(
    _ model: Model, _ parameters: SolveParameters
  ) throws(SolverError) -> SolverAnswer {
    let clock = ContinuousClock()
    let began = clock.now
    let result = try run(model, parameters, seconds: parameters.timeLimitSeconds)
    guard result.status == .unbounded || result.status == .unboundedOrInfeasible else {
      return try result.answer(for: model, parameters)
    }
    // The relaxation is unbounded or the presolver could not tell; for rational data any point
    // then proves that the model itself is unbounded (Meyer 1974).
    var anyPoint = model
    anyPoint.objective = LinearExpression()
    var rest = parameters
    rest.progress = nil
    rest.start = nil
    let spent = (clock.now - began) / .seconds(1)
    let second = try run(anyPoint, rest, seconds: max(0, parameters.timeLimitSeconds - spent))
    let termination: Termination =
      switch second.status {
      case .optimal, .modelEmpty: .unbounded
      case .infeasible: .infeasible
      default: .infeasibleOrUnbounded
      }
    return SolverAnswer(
      termination: termination, nodes: second.nodes,
      solverWords: "\(result.status.words); without objective: \(second.status.words)")
  }

  private func run(
    _ model: Model, _ parameters: SolveParameters, seconds: Double
  ) throws(SolverError) -> HiGHSRunResult {
    guard parameters.threads > 1 else { return try runHere(model, parameters, seconds: seconds) }
    // The scheduler belongs to the thread and keeps its first number of workers.
    let outcome = onFreshThread { () -> Result<HiGHSRunResult, SolverError> in
      do throws(SolverError) {
        return .success(try runHere(model, parameters, seconds: seconds))
      } catch {
        return .failure(error)
      }
    }
    guard let outcome else {
      throw .unavailable("highs gets no thread from the system; use fewer threads.")
    }
    return try outcome.get()
  }

  private func runHere(
    _ model: Model, _ parameters: SolveParameters, seconds: Double
  ) throws(SolverError) -> HiGHSRunResult {
    var run = try HiGHSRun(library)
    try run.set("output_flag", to: .flag(parameters.printsLog))
    try run.set("threads", to: .integer(parameters.threads))
    try run.set("parallel", to: .text(parameters.threads > 1 ? "on" : "off"))
    if seconds.isFinite { try run.set("time_limit", to: .real(seconds)) }
    try run.set("mip_rel_gap", to: .real(parameters.relativeGap))
    try run.set("mip_abs_gap", to: .real(0))
    // The defaults let a point that is off by 1e-6 pass for the best.
    try run.set("mip_feasibility_tolerance", to: .real(1e-7))
    try run.set("primal_feasibility_tolerance", to: .real(1e-9))
    try run.set("dual_feasibility_tolerance", to: .real(1e-9))
    try run.set("small_matrix_value", to: .real(1e-12))
    if let limit = parameters.nodeLimit { try run.set("mip_max_nodes", to: .integer(limit)) }
    for (name, value) in try parameters.optionValues(of: self) {
      try run.set(name, to: value)
    }
    return try run.solve(HiGHSProblem(model), parameters)
  }
}

extension HiGHSRunResult {
  fileprivate func answer(
    for model: Model, _ parameters: SolveParameters
  ) throws(SolverError) -> SolverAnswer {
    let objective = values.map { model.objective.value(at: $0) }
    guard let termination = termination(objective, for: model, parameters) else {
      throw .fault("highs gave up (\(status.words)); scale the model or try another solver.")
    }
    let bound =
      switch termination {
      case .optimal: bound ?? objective
      case .infeasible: nil as Double?
      default: bound
      }
    return SolverAnswer(
      termination: termination, values: values, bound: bound, rowDuals: rowDuals, nodes: nodes,
      solverWords: status.words)
  }

  private func termination(
    _ objective: Double?, for model: Model, _ parameters: SolveParameters
  ) -> Termination? {
    switch status {
    case .infeasible: return .infeasible
    case .timeLimit: return .timeLimit
    case .solutionLimit: return parameters.nodeLimit == nil ? nil : .nodeLimit
    case .interrupt: return .interrupted
    case .optimal, .modelEmpty: break
    default: return nil
    }
    guard let objective else { return nil }
    guard model.hasIntegers, let bound else { return .optimal }
    // HiGHS calls a point within the allowed gap optimal too.
    let tolerance = parameters.relativeGap > 0 ? 1e-10 : 1e-6
    let largestCost = model.objectiveCoefficients().reduce(0) { max($0, abs($1)) }
    let size = max(abs(objective), abs(bound), largestCost)
    return abs(objective - bound) <= tolerance * size ? .optimal : .gapReached
  }
}
