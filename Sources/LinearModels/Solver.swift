/// What a backend can do beyond solving.
public struct SolverCapabilities: Sendable, Equatable {
  /// Whether a running solve ends soon after its stop token asks.
  ///
  /// Where false, the token is looked at only before and after a solve.
  public var stopsOnRequest: Bool
  /// Whether a start point may name only some variables.
  public var acceptsPartialStart: Bool
  /// Whether progress is reported during a solve.
  public var reportsProgress: Bool
  /// Whether linear programs come with the dual values of their rows.
  public var givesRowDuals: Bool
  /// Whether more than one thread can work on one solve.
  public var usesThreads: Bool

  /// Makes a list of capabilities.
  public init(
    stopsOnRequest: Bool, acceptsPartialStart: Bool, reportsProgress: Bool, givesRowDuals: Bool,
    usesThreads: Bool
  ) {
    self.stopsOnRequest = stopsOnRequest
    self.acceptsPartialStart = acceptsPartialStart
    self.reportsProgress = reportsProgress
    self.givesRowDuals = givesRowDuals
    self.usesThreads = usesThreads
  }
}

/// What a backend answers, before anything of it is checked or confirmed.
public struct SolverAnswer: Sendable {
  /// Why the solver ended.
  public var termination: Termination
  /// The best point, one value per column; nil when there is none.
  public var values: [Double]?
  /// The dual bound in the model's sense, the objective's constant included; nil when none.
  public var bound: Double?
  /// The duals of the rows of a linear program.
  public var rowDuals: [Double]?
  /// The number of nodes explored.
  public var nodes: Int?
  /// The solver's own words for how it ended.
  public var solverWords: String
  /// What was confirmed of it, where that has been tried.
  package var confirmed: ConfirmedAnswer?

  /// Makes an answer.
  public init(
    termination: Termination, values: [Double]? = nil, bound: Double? = nil,
    rowDuals: [Double]? = nil, nodes: Int? = nil, solverWords: String
  ) {
    self.termination = termination
    self.values = values
    self.bound = bound
    self.rowDuals = rowDuals
    self.nodes = nodes
    self.solverWords = solverWords
  }
}

/// A solver of linear and mixed-integer programs.
///
/// A backend implements ``answer(_:_:)``; users call ``solve(_:_:)``, which trusts no answer.
public protocol Solver: Sendable {
  /// The solver's short name, in lower case.
  var name: String { get }
  /// The version of the library at run time.
  var version: String { get }
  /// The licence of the library, as an SPDX identifier.
  var license: String { get }
  /// What the backend can do beyond solving.
  var capabilities: SolverCapabilities { get }
  /// The raw options that the backend passes on, with what they take.
  var options: [SolverOption] { get }

  /// Runs the solver on a model and parameters that were already checked.
  func answer(_ model: Model, _ parameters: SolveParameters) throws(SolverError) -> SolverAnswer
}

extension Solver {
  /// No raw options.
  public var options: [SolverOption] { [] }
}

/// A solver made of others, whose answers come confirmed.
///
/// What is confirmed there is not confirmed again here; where a process of its own broke down, a
/// proof in this one would take what the limits of that one were to keep.
package protocol ConfirmingSolver: Solver {}
