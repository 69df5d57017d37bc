import LinearModels

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
