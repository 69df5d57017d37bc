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

/// A model of which the truth is known.
public struct KnownModel: Sendable, CustomStringConvertible {
  /// What tells it from all others.
  public let name: String
  /// What it is counted with in tables.
  public let group: String
  /// What is true of it.
  public let truth: Truth
  /// Whether a conforming solver may leave it unproven: it is of a kind on which solvers err.
  public let isHard: Bool
  /// Makes the model.
  public let build: @Sendable () -> Model

  /// A model of one's own, to be asked beside those there are.
  public init(
    _ name: String, group: String, _ truth: Truth, isHard: Bool = false,
    build: @escaping @Sendable () -> Model
  ) {
    (self.name, self.group, self.truth) = (name, group, truth)
    (self.isHard, self.build) = (isHard, build)
  }

  /// The name.
  public var description: String { name }

  /// The catalogue: small models of every kind of variable, row and end.
  public static let all = linear + bounds + integer + degenerate + grid
}
