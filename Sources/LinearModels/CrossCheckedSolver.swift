import Synchronization

/// How the answers of several backends to the same models compared.
public struct CrossCheckTally: Sendable, Equatable {
  /// Models that every backend settled, with one answer.
  public var agreed = 0
  /// Models that some backend left open; what they said does not contradict the others.
  public var undecided = 0
  /// Optima whose point is exactly feasible in rational arithmetic.
  public var exact = 0
}

/// Several backends as one: each model is solved by all, and a contradiction is a fault.
///
/// The answer is the first backend's. Every optimum is checked in exact arithmetic as well.
public final class CrossCheckedSolver: LiveProgramSolver {
  private let first: any Solver
  private let others: [any Solver]
  private let counted = Mutex(CrossCheckTally())

  /// Combines backends.
  ///
  /// - Precondition: there is at least one backend.
  public init(_ solvers: [any Solver]) {
    precondition(!solvers.isEmpty, "A cross-check needs at least one backend.")
    first = solvers[0]
    others = Array(solvers.dropFirst())
  }

  private var all: [any Solver] { [first] + others }

  /// The comparisons so far.
  public var tally: CrossCheckTally { counted.withLock { $0 } }
  /// The names of all, joined.
  public var name: String { all.map(\.name).joined(separator: "+") }
  /// The versions of all, joined.
  public var version: String { all.map(\.version).joined(separator: "+") }
  /// The licences of all, joined.
  public var license: String { all.map(\.license).joined(separator: " AND ") }
  /// What the first backend can do, but for start points that only some take.
  public var capabilities: SolverCapabilities {
    var capabilities = first.capabilities
    capabilities.acceptsPartialStart = all.allSatisfy(\.capabilities.acceptsPartialStart)
    return capabilities
  }
  /// The raw options of the first backend.
  public var options: [SolverOption] { first.options }

  /// Keeps a linear program alive in the first backend alone: bounds are computed anew from its duals.
  public func withLiveProgram<Result>(
    of model: Model, _ body: (inout any LiveProgram) throws -> Result
  ) throws -> Result {
    try forwardLiveProgram(of: model, to: first, body)
  }

  /// Runs every backend and compares.
  public func answer(
    _ model: Model, _ parameters: SolveParameters
  ) throws(SolverError) -> SolverAnswer {
    let answer = try first.answer(model, parameters)
    let checked = try AnswerCheck(model: model, solver: first.name, start: parameters.start)
      .check(answer)
    let mine = Verdict(
      solver: first.name, termination: answer.termination, objective: checked.objective,
      bound: checked.bound)
    var isSettled = answer.termination.isSettled
    var rest = parameters
    rest.progress = nil
    rest.printsLog = false
    rest.options = [:]
    for other in others where parameters.stop?.isStopRequested != true {
      let outcome = try other.solve(model, rest)
      let theirs = Verdict(
        solver: other.name, termination: outcome.termination, objective: outcome.objective,
        bound: outcome.bound)
      isSettled = isSettled && outcome.termination.isSettled
      if let words = mine.contradiction(theirs, sense: model.sense) { throw .fault(words) }
    }
    count(isSettled: isSettled, answer, checked.point, model)
    return answer
  }

  private func count(isSettled: Bool, _ answer: SolverAnswer, _ point: Point?, _ model: Model) {
    let certificate = Outcome(
      termination: answer.termination, point: point, objective: nil, bound: nil,
      claimedBound: nil, rowDuals: answer.rowDuals, nodes: nil, seconds: 0, solverWords: ""
    ).exactCertificate(for: model)
    counted.withLock { tally in
      if isSettled { tally.agreed += 1 } else { tally.undecided += 1 }
      if answer.termination == .optimal, certificate?.isFeasible == true { tally.exact += 1 }
    }
  }
}

extension Termination {
  /// Whether nothing is left to prove.
  fileprivate var isSettled: Bool {
    switch self {
    case .optimal, .infeasible, .unbounded: true
    case .gapReached, .timeLimit, .nodeLimit, .interrupted, .infeasibleOrUnbounded, .unproven:
      false
    }
  }
}

/// What one backend claims of a model.
struct Verdict {
  let solver: String
  let termination: Termination
  let objective: Double?
  let bound: Double?

  private static let tolerance = 1e-6

  /// A sentence where two claims cannot both be true; nil otherwise.
  func contradiction(_ other: Verdict, sense: Sense) -> String? {
    if let words = clash(with: other) ?? other.clash(with: self) { return words }
    return excess(of: other, sense: sense) ?? other.excess(of: self, sense: sense)
  }

  private func clash(with other: Verdict) -> String? {
    let isClash =
      switch termination {
      case .infeasible: other.objective != nil || other.termination == .unbounded
      case .unbounded: other.termination == .optimal || other.termination == .infeasible
      default: false
      }
    guard isClash else { return nil }
    return "\(solver) calls the model \(termination.rawValue), \(other.solver) answers "
      + "\(other.termination.rawValue)\(other.objective.map { " with \($0)" } ?? ""); one of them "
      + "errs: save the model and report it."
  }

  /// Where the other's point is better than what this one proves possible.
  private func excess(of other: Verdict, sense: Sense) -> String? {
    let limit = bound ?? (termination == .optimal ? objective : nil)
    guard let limit, let theirs = other.objective else { return nil }
    let lead = sense == .minimize ? limit - theirs : theirs - limit
    guard lead > Self.tolerance * max(1, abs(limit), abs(theirs)) else { return nil }
    return "\(solver) proves the bound \(limit), but \(other.solver) has a point of \(theirs); one "
      + "of them errs: save the model and report it."
  }
}
