import LinearModels

/// What became of a solve.
enum SolveAttempt {
  /// Checked and confirmed as far as it says.
  case ended(Outcome)
  /// The backend broke down, or gave an answer that does not stand the check; in words.
  case failed(String)
}

extension Solver {
  /// Solves a model; a backend that breaks down leaves the question open, and what is known stands.
  ///
  /// - Throws: `SolverError` for a model or parameters that cannot be given to a solver, which is a
  ///   defect, and where the backend is not there.
  func attempt(_ model: Model, _ parameters: SolveParameters) throws -> SolveAttempt {
    do {
      return .ended(try solve(model, parameters))
    } catch {
      guard case .fault(let words) = error else { throw error }
      return .failed(words)
    }
  }
}
