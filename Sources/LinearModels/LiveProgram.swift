/// A column to be added to a live linear program.
public struct LiveColumn: Sendable {
  /// The objective coefficient.
  public var cost: Double
  /// The column's value lies in 0 … upper.
  public var upper: Double
  /// The column's entries, each row at most once.
  public var entries: [(row: Int, coefficient: Double)]

  /// A column.
  public init(cost: Double, upper: Double, entries: [(row: Int, coefficient: Double)]) {
    self.cost = cost
    self.upper = upper
    self.entries = entries
  }
}

/// What a solve of a live linear program ended with; nothing of it is checked.
///
/// Column generation needs only duals that are good, not duals that are right: bounds are computed
/// from them anew.
public struct LiveAnswer: Sendable {
  /// Optimal, or why not.
  public var termination: Termination
  /// The objective at the point.
  public var objective: Double
  /// One value per column, the model's own first and then the added ones.
  public var values: [Double]
  /// One dual per row; for a maximised program, those of `≤` rows are not negative.
  public var rowDuals: [Double]

  /// An answer.
  public init(termination: Termination, objective: Double, values: [Double], rowDuals: [Double]) {
    self.termination = termination
    self.objective = objective
    self.values = values
    self.rowDuals = rowDuals
  }
}

/// A linear program that a backend keeps alive: columns are added, and each solve begins at the
/// last basis.
public protocol LiveProgram {
  /// Adds columns behind those there are.
  mutating func add(_ columns: [LiveColumn]) throws(SolverError)

  /// Changes the bounds of a column.
  mutating func setBounds(ofColumn column: Int, lower: Double, upper: Double) throws(SolverError)

  /// Solves from the last basis.
  ///
  /// - Parameter timeLimit: Wall-clock time for this solve; nil for no limit.
  mutating func solve(timeLimit: Duration?) throws(SolverError) -> LiveAnswer
}

/// A backend that can keep a linear program alive.
public protocol LiveProgramSolver: Solver {
  /// Opens a program, lends it to the body, and closes it; it stays on the calling thread.
  ///
  /// - Throws: ``SolverError`` where the model is not valid or not linear, and whatever the body
  ///   throws.
  func withLiveProgram<Result>(
    of model: Model, _ body: (inout any LiveProgram) throws -> Result
  ) throws -> Result
}

extension Model {
  /// Checks that the model is valid and linear, as a live program must be.
  package func validateAsLinear() throws(SolverError) {
    do { try validate() } catch { throw .invalidModel(error) }
    guard !hasIntegers else {
      throw .invalidParameter("A live program is linear; relax the integer variables.")
    }
    if let emptyDomain { throw .invalidParameter("A live program has bounds; \(emptyDomain)") }
  }
}
