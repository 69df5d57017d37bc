/// Why a solve ended.
public enum Termination: String, Sendable, CaseIterable {
  /// The point is proven to be best.
  case optimal
  /// The point is proven to be within the allowed gap of the best.
  case gapReached
  /// The time was up.
  case timeLimit
  /// The nodes were used up.
  case nodeLimit
  /// The stop token asked for the end.
  case interrupted
  /// No point satisfies the model; proven.
  case infeasible
  /// Points exist and the objective improves without end; proven.
  case unbounded
  /// The model is infeasible or unbounded, and the solver could not say which.
  case infeasibleOrUnbounded
  /// The solver claims an end that could not be confirmed; a point, where there is one, stands.
  case unproven
}

/// One value for every variable of a model.
public struct Point: Sendable, Equatable {
  /// The values, by column; integer variables have whole numbers.
  public let values: [Double]

  /// Makes a point of one value per column.
  public init(values: [Double]) {
    self.values = values
  }

  /// The value of a variable.
  ///
  /// - Precondition: the variable is a column of the point's model.
  public subscript(variable: Variable) -> Double {
    precondition(
      variable.index < values.count,
      "Column \(variable.index) is not in this point, which has \(values.count) columns.")
    return values[variable.index]
  }
}

/// What a solve found: why it ended, the best point, what is proven, the solver's own words.
///
/// ```swift
/// var model = Model(sense: .minimize)
/// let x = model.addVariable("x", kind: .integer)
/// model.addRow(2.0 * x >= 5)
/// model.objective = 1.0 * x
/// let outcome = try CBCSolver().solve(model)
/// print(outcome.termination, outcome.bound ?? -.infinity)  // optimal 3.0
/// if let point = outcome.point {
///   print(point[x])  // 3.0
/// }
/// ```
public struct Outcome: Sendable {
  /// Why the solve ended.
  public let termination: Termination
  /// The best point, checked against the model; nil when none was found.
  public let point: Point?
  /// The objective at the point, computed from the point; nil without a point.
  public let objective: Double?
  /// The dual bound: no point is better than it; nil when nothing is proven.
  ///
  /// It rests on no solver's word.
  public let bound: Double?
  /// The dual bound that the solver claims, unconfirmed; nil when it claims none.
  public let claimedBound: Double?
  /// The dual values of the rows of a linear program, where the backend gives them.
  ///
  /// The dual of a row is the change of the optimal objective per unit of its active bound.
  public let rowDuals: [Double]?
  /// The number of nodes explored; nil when the backend does not say.
  public let nodes: Int?
  /// The wall-clock seconds of the solve, checks included.
  public let seconds: Double
  /// The solver's own words for how it ended.
  public let solverWords: String

  /// The relative gap between bound and objective; nil when one of them is missing.
  ///
  /// It is `|bound − objective| / max(|bound|, |objective|)`, and 0 when both are 0.
  public var gap: Double? {
    relativeGap(bound: bound, objective: objective)
  }
}

/// `|bound − objective| / max(|bound|, |objective|)`, 0 when both are 0, nil when one is missing.
func relativeGap(bound: Double?, objective: Double?) -> Double? {
  guard let bound, let objective else { return nil }
  let size = max(abs(bound), abs(objective))
  return size == 0 ? 0 : abs(bound - objective) / size
}
