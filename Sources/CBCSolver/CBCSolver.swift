#if CBC
  import CCBC
  import LinearModels

  /// COIN-OR branch and cut as a backend.
  ///
  /// The library is not safe to use from two threads, so solves wait for each other; the time
  /// limit starts when a solve has its turn. Nothing in the library's C interface ends a running
  /// solve, so a stop token is looked at before and after only: give a time limit too.
  public struct CBCSolver: Solver {
    /// Makes the backend.
    public init() {}

    public var name: String { "cbc" }

    public var version: String { String(cString: Cbc_getVersion()) }

    public var license: String { "EPL-2.0" }

    public var capabilities: SolverCapabilities {
      SolverCapabilities(
        stopsOnRequest: false, acceptsPartialStart: true, reportsProgress: false,
        givesRowDuals: false, usesThreads: true)
    }

    public func answer(
      _ model: Model, _ parameters: SolveParameters
    ) throws(SolverError) -> SolverAnswer {
      try withCBC { () throws(SolverError) -> SolverAnswer in
        try CBCSession(model: model, parameters: parameters).answer()
      }
    }
  }
#endif
