#if CBC
  import CCBC
  import LinearModels

  /// COIN-OR branch and cut as a backend.
  ///
  /// The library is not safe to use from two threads, so solves wait for each other; the time
  /// limit starts when a solve has its turn. The stop token is looked at at every node, between
  /// rounds of cuts and after every heuristic. While a solve that did not heed its limit goes on,
  /// and after an assertion has failed, others are refused. Solves in processes of their own, by
  /// `IsolatedSolver`, know none of this.
  public struct CBCSolver: Solver {
    /// Makes the backend.
    public init() {}

    /// The short name.
    public var name: String { "cbc" }

    /// The version of the library at run time.
    public var version: String { String(cString: Cbc_getVersion()) }

    /// The licence of the library, as an SPDX identifier.
    public var license: String { "EPL-2.0" }

    /// What the backend can do beyond solving.
    public var capabilities: SolverCapabilities {
      SolverCapabilities(
        stopsOnRequest: true, acceptsPartialStart: true, reportsProgress: true,
        givesRowDuals: false, usesThreads: true)
    }

    /// The raw options that it takes.
    public var options: [SolverOption] { Self.documentedOptions }

    /// Runs the solver on a model and parameters that were already checked.
    public func answer(
      _ model: Model, _ parameters: SolveParameters
    ) throws(SolverError) -> SolverAnswer {
      let turn = CBCTurn.library
      guard try turn.take(timeLimit: parameters.timeLimit, stop: parameters.stop) else {
        return SolverAnswer(termination: .interrupted, solverWords: "stopped before its turn")
      }
      return try withinLimits(parameters, leaving: turn.leaveBehind) {
        (parameters) throws(SolverError) in
        // The work ends the turn, not its caller, who may have left it behind.
        defer { turn.end() }
        return try CBCSession(model: model, parameters: parameters).answer()
      }
    }
  }
#endif
