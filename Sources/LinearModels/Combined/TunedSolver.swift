/// A backend that gets the same raw options at every solve.
///
/// In live programs the options do not count.
public struct TunedSolver: ForwardingSolver {
  /// The backend.
  public let base: any Solver
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
