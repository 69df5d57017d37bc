/// A backend that gets the same raw options at every solve.
public struct TunedSolver: LiveProgramSolver {
  private let base: any Solver
  private let rawOptions: [String: String]

  /// Sets raw options of a backend for good; a solve's own options overrule them.
  ///
  /// - Throws: ``SolverError/invalidParameter(_:)`` for an unknown name, with the nearest ones, and
  ///   for a wrong value.
  public init(_ base: any Solver, options: [String: String]) throws(SolverError) {
    var parameters = SolveParameters()
    parameters.options = options
    _ = try parameters.optionValues(of: base)
    self.base = base
    rawOptions = options
  }

  /// The name of the backend.
  public var name: String { base.name }
  /// The version of its library.
  public var version: String { base.version }
  /// The licence of its library.
  public var license: String { base.license }
  /// What the backend can do.
  public var capabilities: SolverCapabilities { base.capabilities }
  /// The raw options that it takes.
  public var options: [SolverOption] { base.options }

  /// Keeps a linear program alive in the backend; raw options do not count there.
  public func withLiveProgram<Result>(
    of model: Model, _ body: (inout any LiveProgram) throws -> Result
  ) throws -> Result {
    try forwardLiveProgram(of: model, to: base, body)
  }

  /// Runs the backend with the options.
  public func answer(
    _ model: Model, _ parameters: SolveParameters
  ) throws(SolverError) -> SolverAnswer {
    var parameters = parameters
    parameters.options.merge(rawOptions) { own, _ in own }
    return try base.confirmedAnswer(model, parameters)
  }
}

extension TunedSolver: ConfirmingSolver {}
