/// A solver that stands for another one.
///
/// Where it says nothing of its own, it is like the other.
public protocol ForwardingSolver: LiveProgramSolver {
  /// The solver that it stands for.
  var base: any Solver { get }
}

extension ForwardingSolver {
  /// The name of the base.
  public var name: String { base.name }
  /// The version of the base's library.
  public var version: String { base.version }
  /// The licence of the base's library.
  public var license: String { base.license }
  /// What the base can do.
  public var capabilities: SolverCapabilities { base.capabilities }
  /// The raw options that the base takes.
  public var options: [SolverOption] { base.options }

  /// Keeps a linear program alive in the base.
  ///
  /// - Throws: ``SolverError/unavailable(_:)`` where the base keeps none.
  public func withLiveProgram<Result>(
    of model: Model, _ body: (inout any LiveProgram) throws -> Result
  ) throws -> Result {
    try base.keepingPrograms.withLiveProgram(of: model, body)
  }
}

extension Solver {
  /// This solver as one that keeps linear programs alive.
  ///
  /// - Throws: ``SolverError/unavailable(_:)`` where it keeps none.
  package var keepingPrograms: any LiveProgramSolver {
    get throws(SolverError) {
      guard let live = self as? any LiveProgramSolver else {
        throw .unavailable("\(name) keeps no linear program alive; use glpk, cbc or highs.")
      }
      return live
    }
  }
}
