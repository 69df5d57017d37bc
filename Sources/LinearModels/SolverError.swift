/// Why a solve could not be done at all; a limit or an infeasible model is an outcome instead.
public enum SolverError: Error, Equatable, Sendable {
  /// The model cannot be given to a solver.
  case invalidModel(ModelError)
  /// A parameter makes no sense.
  case invalidParameter(String)
  /// The start point breaks a rule of the model.
  case infeasibleStart(String)
  /// The solver broke down, or returned a point that breaks a rule of the model.
  case fault(String)
  /// The backend is not there.
  case unavailable(String)
}

extension SolverError: CustomStringConvertible {
  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .invalidModel(let error): error.description
    case .invalidParameter(let words), .infeasibleStart(let words), .fault(let words),
      .unavailable(let words):
      words
    }
  }
}
