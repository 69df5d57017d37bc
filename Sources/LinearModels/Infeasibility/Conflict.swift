/// Rules of a model that no point keeps together.
public struct Conflict: Sendable {
  /// The rules, rows before variables.
  public let rules: [ModelRule]
  /// Whether every rule is needed: without any one of them a point exists.
  public let isMinimal: Bool
}

extension Solver {
  /// A minimal set of rules that cannot hold together, found by leaving rules out (Chinneck 2008).
  ///
  /// Where a trial ends undecided, as it can with integers whose bounds are left out, the rule
  /// stays and the conflict may not be minimal. Groups of rules are left out first and single ones
  /// last, so a small conflict takes few solves.
  ///
  /// - Parameters:
  ///   - model: a model that seems to have no solution.
  ///   - parameters: the time limit counts for all solves together; the rest for each.
  /// - Returns: nil where the model is feasible, or where that could not be settled in the time.
  /// - Throws: as ``solve(_:_:)``.
  public func conflict(
    in model: Model, _ parameters: SolveParameters = SolveParameters()
  ) throws(SolverError) -> Conflict? {
    var filter = DeletionFilter(solver: self, model: model, parameters: parameters)
    return try filter.run()
  }
}

/// The deletion filter.
private struct DeletionFilter<Backend: Solver> {
  let solver: Backend
  let model: Model
  let parameters: SolveParameters
  private let began = ContinuousClock.now
  private var isCertain = true
  private let ruleCount: Int
  /// The nodes of a trial where the caller sets no limit; a trial beyond it counts as undecided.
  private static var nodeLimit: Int { 2000 }

  init(solver: Backend, model: Model, parameters: SolveParameters) {
    self.solver = solver
    self.model = model
    self.parameters = parameters
    ruleCount = model.rules.count
  }

  mutating func run() throws(SolverError) -> Conflict? {
    do { try model.validate() } catch { throw .invalidModel(error) }
    var kept = model.rules
    guard try isInfeasible(kept) == true else { return nil }
    var group = max(1, kept.count / 2)
    while true {
      try remove(groupsOf: group, from: &kept)
      if group == 1 { break }
      group = max(1, min(group, kept.count) / 2)
    }
    return Conflict(rules: kept, isMinimal: isCertain)
  }

  /// Leaves out every group without which the rest is still infeasible.
  private mutating func remove(
    groupsOf size: Int, from kept: inout [ModelRule]
  ) throws(SolverError) {
    var start = 0
    while start < kept.count {
      let end = min(start + size, kept.count)
      let rest = Array(kept[..<start] + kept[end...])
      switch try isInfeasible(rest) {
      case true?: kept = rest
      case false?: start = end
      case nil:
        if size == 1 { isCertain = false }
        start = end
      }
    }
  }

  /// Whether no point keeps these rules; nil where the solver cannot say.
  private func isInfeasible(_ rules: [ModelRule]) throws(SolverError) -> Bool? {
    guard !rules.isEmpty else { return false }
    var limited = parameters
    limited.start = nil
    limited.progress = nil
    if rules.count < ruleCount { limited.nodeLimit = limited.nodeLimit ?? Self.nodeLimit }
    if let limit = parameters.timeLimit {
      let left = limit - (ContinuousClock.now - began)
      guard left > .zero else { return nil }
      limited.timeLimit = left
    }
    var trial = model.keeping(rules)
    guard model.hasIntegers else { return try verdict(on: trial, limited) }
    var relaxation = trial
    for variable in trial.variables { relaxation.setKind(of: variable, to: .continuous) }
    if try verdict(on: relaxation, limited) == true { return true }
    // Integers whose bounds are left out can keep a tree growing for ever, so such a trial only
    // looks for a point near the bounds.
    guard trial.closeIntegers(near: model) else { return try verdict(on: trial, limited) }
    return try verdict(on: trial, limited) == false ? false : nil
  }

  private func verdict(
    on trial: Model, _ parameters: SolveParameters
  ) throws(SolverError) -> Bool? {
    let outcome = try solver.solve(trial, parameters)
    switch outcome.termination {
    case .infeasible: return true
    case .optimal, .gapReached, .unbounded: return false
    case .infeasibleOrUnbounded: return nil
    case .timeLimit, .nodeLimit, .interrupted, .unproven: return outcome.point == nil ? nil : false
    }
  }
}

extension Model {
  /// Gives integers that lost a bound another one, some way outside; whether there were any.
  fileprivate mutating func closeIntegers(near original: Model) -> Bool {
    let reach = 1000.0
    var hasClosed = false
    for variable in variables where kind(of: variable).isIntegral {
      let given = original.bounds(of: variable)
      let now = bounds(of: variable)
      let lower = max(now.lower, given.lower - reach)
      let upper = min(now.upper, given.upper + reach)
      hasClosed = hasClosed || lower > now.lower || upper < now.upper
      setBounds(of: variable, lower: lower, upper: upper)
    }
    return hasClosed
  }
}
