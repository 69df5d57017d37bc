/// What a solve is allowed to take, where it starts, and whom it tells.
public struct SolveParameters: Sendable {
  /// The wall-clock time allowed; no limit when nil.
  public var timeLimit: Duration?

  /// The relative gap at which the solve may stop before the optimum is proven, from 0.
  ///
  /// Such a stop is reported as ``Termination/gapReached``, never as optimal.
  public var relativeGap: Double = 0

  /// The number of branch-and-bound nodes allowed; no limit when nil.
  public var nodeLimit: Int?

  /// The number of threads that one solve may use; backends with one thread ignore more.
  public var threads: Int = 1

  /// A point to start from.
  ///
  /// A start that names every variable is checked and refused when it breaks a rule of the model.
  /// One that names only some is allowed where ``SolverCapabilities/acceptsPartialStart`` says so.
  public var start: [Variable: Double]?

  /// Whether the solver's own log goes to standard output; silent otherwise.
  public var printsLog: Bool = false

  /// Raw options of the solver by name, from ``Solver/options``; they overrule what the backend
  /// sets.
  public var options: [String: String] = [:]

  /// The token by which another thread can end the solve.
  public var stop: StopToken?

  /// Called from time to time during the solve, on the thread of the solve.
  public var progress: (@Sendable (SolveProgress) -> Void)?

  /// Makes parameters without limits.
  public init(
    timeLimit: Duration? = nil, relativeGap: Double = 0, nodeLimit: Int? = nil, threads: Int = 1,
    start: [Variable: Double]? = nil, printsLog: Bool = false, stop: StopToken? = nil,
    progress: (@Sendable (SolveProgress) -> Void)? = nil
  ) {
    self.timeLimit = timeLimit
    self.relativeGap = relativeGap
    self.nodeLimit = nodeLimit
    self.threads = threads
    self.start = start
    self.printsLog = printsLog
    self.stop = stop
    self.progress = progress
  }

  /// The time limit in seconds; infinity when there is none.
  package var timeLimitSeconds: Double {
    timeLimit.map { $0 / .seconds(1) } ?? .infinity
  }
}

/// How far a running solve has come.
public struct SolveProgress: Sendable {
  /// The objective of the best point so far, the objective's constant included; nil before one.
  public var incumbent: Double?
  /// The dual bound so far; nil before one is proven.
  public var bound: Double?
  /// The number of nodes explored so far.
  public var nodes: Int

  /// The incumbent itself, unchecked, where the backend gives it with a new one; nil otherwise.
  ///
  /// It survives a solve that has to be ended by force.
  package var point: [Double]?

  /// The relative gap between bound and incumbent, as ``Outcome/gap`` has it; nil before both are
  /// there.
  public var gap: Double? { LinearModels.relativeGap(bound: bound, objective: incumbent) }

  /// Makes a report.
  public init(incumbent: Double?, bound: Double?, nodes: Int) {
    self.incumbent = incumbent
    self.bound = bound
    self.nodes = nodes
  }
}
