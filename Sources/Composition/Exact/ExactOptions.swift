import Bounds
import LinearModels
import ServerChains

/// How an exact method may work.
///
/// ```swift
/// var options = ExactOptions(solver: CBCSolver(), timeLimit: .seconds(60), relativeGap: 0.01)
/// options.progress = { print($0.phase, $0.incumbent ?? 0, $0.bound ?? .infinity) }
/// ```
public struct ExactOptions: Sendable {
  /// The backend that solves the linear programs and the MILPs.
  public var solver: any Solver
  /// The backend of the linear programs of branching, where it shall be another one.
  ///
  /// Bounds of large instances are branched on in hundreds of programs with hundreds of rows, where
  /// Clp (the linear side of CBC) is faster than GLPK; nearly everything else is small, where GLPK
  /// is.
  public var branchingSolver: (any LiveProgramSolver)?
  /// Wall-clock time for the whole question; nil for no limit.
  public var timeLimit: Duration?
  /// Stop when `|bound − value| / max(…)` is proven to be at most this; 0 for a proof of
  /// optimality.
  public var relativeGap: Double
  /// Threads of the improvement search, and of the backend where it has them.
  public var threads: Int
  /// Seed of the improvement search.
  public var seed: UInt64
  /// Rounds of the improvement search where no proof can be tried and no time limit is given.
  public var searchRounds: Int
  /// What the moves of every round of the improvement search are multiplied with: tests of proofs
  /// need no good plans.
  var searchEffort = 1.0
  /// Ways of telling where servers end up to which all designs of an instance are gone through:
  /// tests of other proofs want none of that.
  var endLimit = 2e7
  /// Patterns of nodes that branching on ends looks at before branching on regions is tried beside
  /// it: less than a second's work.
  var looksOnEnds = 500_000
  /// The most patterns, chains or groups that are enumerated; beyond it the greedy answer comes
  /// back.
  public var columnLimit: Int
  /// Asks the method to end with what it has.
  public var stop: StopToken?
  /// Called whenever incumbent or bound changes.
  public var progress: (@Sendable (ExactProgress) -> Void)?

  /// The moves of a round that usually has so many.
  func moves(_ usual: Int) -> Int { max(1, Int(searchEffort * Double(usual))) }

  /// Why not all patterns are enumerated; nil where they are.
  func obstacle(to space: PatternSpace) -> String? {
    let count = space.count
    guard count <= Double(columnLimit) else {
      return "\(countText(count)) patterns are more than the \(columnLimit) that are enumerated"
    }
    return space.hasAffordableMaster
      ? nil : "servers that host so many blocks are too many rows for a program of all patterns"
  }

  /// Why a heuristic's plan is the answer: so many columns are not enumerated.
  func tooMany(_ count: Double, _ columns: String) -> String {
    simply("\(countText(count)) \(columns) are more than the \(columnLimit) that are enumerated")
  }

  /// Why a heuristic's plan is the answer.
  func simply(_ obstacle: String) -> String {
    "\(obstacle); this is the heuristic's plan with a simple bound"
  }

  /// Rounds unless said otherwise: a few seconds for tens of servers.
  public static let defaultSearchRounds = 12
  /// The most columns enumerated unless said otherwise: the master of as many fits in a few hundred
  /// megabytes.
  public static let defaultColumnLimit = 20_000

  /// Options; only the backend has no default.
  public init(
    solver: any Solver, branchingSolver: (any LiveProgramSolver)? = nil,
    timeLimit: Duration? = nil, relativeGap: Double = 0,
    threads: Int = 2, seed: UInt64 = 1, searchRounds: Int = defaultSearchRounds,
    columnLimit: Int = defaultColumnLimit, stop: StopToken? = nil,
    progress: (@Sendable (ExactProgress) -> Void)? = nil
  ) {
    self.solver = solver
    self.branchingSolver = branchingSolver
    self.timeLimit = timeLimit
    self.relativeGap = relativeGap
    self.threads = threads
    self.seed = seed
    self.searchRounds = searchRounds
    self.columnLimit = columnLimit
    self.stop = stop
    self.progress = progress
  }
}

/// Where an exact method stands.
public struct ExactProgress: Sendable {
  /// The best design so far.
  public var design: Design?
  /// Its value.
  public var incumbent: Double?
  /// What no design can beat.
  public var bound: Double?
  /// Linear and mixed-integer programs solved so far.
  public var rounds: Int
  /// What is being worked on, in a few words.
  public var phase: String
}
