extension LiveProgramSolver {
  /// Opens the program in another backend, which this one stands for.
  ///
  /// - Throws: ``SolverError/unavailable(_:)`` where that backend keeps no program alive.
  package func forwardLiveProgram<Result>(
    of model: Model, to base: any Solver, _ body: (inout any LiveProgram) throws -> Result
  ) throws -> Result {
    guard let live = base as? any LiveProgramSolver else {
      throw SolverError.unavailable(
        "\(base.name) keeps no linear program alive; use glpk, cbc or highs.")
    }
    return try live.withLiveProgram(of: model, body)
  }
}
