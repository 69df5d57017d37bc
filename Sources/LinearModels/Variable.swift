/// A variable of one model: the number of its column.
///
/// A variable is only a number, so it means something only together with the model that made it.
public struct Variable: Hashable, Sendable {
  /// The column's number in its model, from 0.
  public let index: Int

  /// The variable of a column, from 0; whether a model has that column is left open.
  package init(index: Int) {
    self.index = index
  }
}

/// A row (constraint) of one model: its number.
public struct Row: Hashable, Sendable {
  /// The row's number in its model, from 0.
  public let index: Int

  /// The row of a number, from 0; whether a model has that row is left open.
  package init(index: Int) {
    self.index = index
  }
}

/// The values that a variable may take between its bounds.
public enum VariableKind: Sendable {
  /// Any number between the bounds.
  case continuous
  /// Whole numbers between the bounds; fractional bounds are rounded inwards.
  case integer
  /// Zero or one; bounds outside `0 … 1` are cut to it.
  case binary

  /// Whether only whole numbers are allowed.
  public var isIntegral: Bool { self != .continuous }
}

/// The direction of the objective.
public enum Sense: Sendable {
  /// The smaller the objective the better; a bound is a number no feasible objective is below.
  case minimize
  /// The larger the objective the better; a bound is a number no feasible objective is above.
  case maximize
}
