import LinearModels

/// What is true of a model.
public enum Truth: Sendable, Equatable {
  /// No point satisfies it.
  case infeasible
  /// The objective improves without end.
  case unbounded
  /// The objective of the best point.
  case optimal(Double)

  /// How a solve without limits must end.
  public var termination: Termination {
    switch self {
    case .infeasible: .infeasible
    case .unbounded: .unbounded
    case .optimal: .optimal
    }
  }

  /// The best objective; nil where there is none.
  public var objective: Double? {
    if case .optimal(let objective) = self { objective } else { nil }
  }
}
