import Synchronization

/// How the answers of several backends to the same models compared.
public struct CrossCheckTally: Sendable, Equatable {
  /// Models that every backend settled, with one answer.
  public var agreed = 0
  /// Models that some backend left open; what they said does not contradict the others.
  public var undecided = 0
  /// Optima whose point is exactly feasible in rational arithmetic.
  public var exact = 0
  /// Claims of a backend that what is proven of the same model refutes.
  public var refuted = 0
}

/// Several backends as one: each model is solved by all.
///
/// The answer is the first backend's, as it could be confirmed. A claim that what is proven refutes
/// is counted; claims that contradict each other where nothing is proven are a fault, and so are
/// proofs that do. Every optimum is checked in exact arithmetic as well. Raw options are the first
/// backend's, and so are live programs: bounds are computed anew from its duals. A time limit is
/// for all of them together.
public final class CrossCheckedSolver: ForwardingSolver {
  /// The first backend.
  public let base: any Solver
  private let others: [any Solver]
  private let counted = Mutex(CrossCheckTally())

  /// Combines backends.
  ///
  /// - Precondition: there is at least one backend.
  public init(_ solvers: [any Solver]) {
    precondition(!solvers.isEmpty, "A cross-check needs at least one backend.")
    base = solvers[0]
    others = Array(solvers.dropFirst())
  }

  private var all: [any Solver] { [base] + others }

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
    var capabilities = base.capabilities
    capabilities.acceptsPartialStart = all.allSatisfy(\.capabilities.acceptsPartialStart)
    return capabilities
  }

  /// Runs every backend and compares.
  public func answer(
    _ model: Model, _ parameters: SolveParameters
  ) throws(SolverError) -> SolverAnswer {
    let began = ContinuousClock.now
    /// An even share of the time that is left, for the first of so many backends.
    func share(of count: Int) -> Duration? {
      parameters.timeLimit.map { max(.zero, $0 - (ContinuousClock.now - began)) / count }
    }
    var first = parameters
    first.timeLimit = share(of: all.count)
    let answer = try base.confirmedAnswer(model, first)
    guard let confirmed = answer.confirmed else { return answer }
    let proven = Verdict(base.name, confirmed, model)
    var claims = [Verdict(base.name, answer, model)]
    var proofs = [proven]
    var rest = parameters
    rest.progress = nil
    rest.printsLog = false
    rest.options = [:]
    for (index, other) in others.enumerated() where parameters.stop?.isStopRequested != true {
      rest.timeLimit = share(of: others.count - index)
      let theirs = try other.confirmedAnswer(model, rest)
      claims.append(Verdict(other.name, theirs, model))
      if let theirs = theirs.confirmed { proofs.append(Verdict(other.name, theirs, model)) }
    }
    try compare(claims: claims, proofs: proofs, model)
    count(isSettled: proofs.allSatisfy(\.termination.isSettled), confirmed, model)
    return answer
  }

  /// - Throws: a fault for proofs that contradict each other, and for claims that do where nothing
  ///   is proven.
  private func compare(
    claims: [Verdict], proofs: [Verdict], _ model: Model
  ) throws(SolverError) {
    for later in proofs.dropFirst() {
      if let words = proofs[0].contradiction(later, sense: model.sense) { throw .fault(words) }
    }
    if let proof = proofs.first(where: \.termination.isSettled) {
      let refuted = claims.count { proof.contradiction($0, sense: model.sense) != nil }
      counted.withLock { $0.refuted += refuted }
      return
    }
    for later in claims.dropFirst() {
      if let words = claims[0].contradiction(later, sense: model.sense) { throw .fault(words) }
    }
  }

  private func count(isSettled: Bool, _ answer: ConfirmedAnswer, _ model: Model) {
    let certificate = Outcome(
      termination: answer.termination, point: answer.values.map { Point(values: $0) },
      objective: nil, bound: nil, claimedBound: nil, rowDuals: answer.rowDuals, nodes: nil,
      seconds: 0, solverWords: ""
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

  /// What a backend claims; a point that breaks a rule is none.
  init(_ solver: String, _ answer: SolverAnswer, _ model: Model) {
    let point = answer.values.flatMap { try? PointCheck(model).cleaned($0) }
    self.init(
      solver: solver, termination: answer.termination,
      objective: point.map { model.objective.value(at: $0) }, bound: answer.bound)
  }

  /// What is proven of its answer.
  init(_ solver: String, _ answer: ConfirmedAnswer, _ model: Model) {
    self.init(
      solver: solver, termination: answer.termination,
      objective: answer.values.map { model.objective.value(at: $0) }, bound: answer.bound)
  }

  private init(solver: String, termination: Termination, objective: Double?, bound: Double?) {
    self.solver = solver
    self.termination = termination
    self.objective = objective
    self.bound = bound
  }

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

extension CrossCheckedSolver: ConfirmingSolver {}
