import Bounds
import LinearModels
import ServerChains

/// The exact joint method for enumerable instances: master MILP, alignment, cuts, again
/// (Documentation/Problem.md, "Alignment").
///
/// The patterns and the cuts found serve every goal on the instance, so one search answers a whole
/// frontier.
struct PatternSearch {
  private let instance: Instance
  private let options: ExactOptions
  private let space: PatternSpace
  private let patterns: [Pattern]
  private let indexOfParts: [[Hop]: Int]
  private var conflicts: ConflictPool

  /// - Complexity: O(patterns · J).
  init(instance: Instance, options: ExactOptions, patterns given: [Pattern]? = nil) {
    self.instance = instance
    self.options = options
    space = PatternSpace(instance: instance)
    let patterns = given ?? space.all()
    self.patterns = patterns
    var index: [[Hop]: Int] = [:]
    for (position, pattern) in patterns.enumerated() { index[pattern.parts] = position }
    indexOfParts = index
    conflicts = ConflictPool(patterns: patterns, serverCount: instance.servers.count)
  }

  var columnCount: Int { patterns.count }

  /// Solves the goal to the proof, the gap or a limit.
  ///
  /// - Parameters:
  ///   - incumbent: A design known to be feasible for the goal, or nil.
  ///   - bound: A bound already proven, safe; infinite where there is none.
  mutating func solve(
    _ goal: MasterGoal, incumbent: Design?, bound: Double?, deadline: Deadline
  ) throws -> SearchState {
    var state = SearchState(goal: goal, incumbent: incumbent, bound: bound)
    state.effort.columns = patterns.count
    while true {
      state.settle(gap: options.relativeGap)
      report(state)
      if state.termination != nil { break }
      if options.stop?.isStopRequested == true {
        state.termination = .interrupted
        break
      }
      if deadline.isOver {
        state.termination = .timeLimit
        break
      }
      try runRound(&state, deadline: deadline)
    }
    state.effort.cuts = conflicts.cuts.count
    return state
  }

  private func report(_ state: SearchState) {
    options.progress?(
      ExactProgress(state, phase: "pattern master, \(conflicts.cuts.count) alignment cuts"))
  }

  private mutating func runRound(_ state: inout SearchState, deadline: Deadline) throws {
    let master = PatternMaster(
      instance: instance, patterns: patterns, limits: space.limits, goal: state.masterGoal,
      cuts: conflicts.cuts)
    let attempt = try options.solver.attempt(
      master.model, parameters(for: master, state: state, deadline: deadline))
    switch attempt {
    case .failed(let words): state.leaveUndecided(words)
    case .ended(let outcome):
      try take(outcome, of: master, into: &state, deadline: deadline)
    }
  }

  /// Takes what is proven of a master and the point that was found.
  private mutating func take(
    _ outcome: Outcome, of master: PatternMaster, into state: inout SearchState,
    deadline: Deadline
  ) throws {
    let before = (state.value, state.bound, conflicts.cuts.count)
    state.effort.rounds += 1
    state.effort.nodes += outcome.nodes ?? 0
    state.raise(bound: outcome.bound.map { $0 * master.objectiveScale })
    switch outcome.termination {
    case .optimal, .gapReached: break
    case .timeLimit: state.termination = .timeLimit
    case .nodeLimit: state.termination = .nodeLimit
    case .interrupted: state.termination = .interrupted
    case .infeasible where state.value == nil && !state.isMaximized:
      state.termination = .infeasible
    case .infeasible, .unproven, .unbounded, .infeasibleOrUnbounded:
      state.leaveUndecided(unconfirmed(outcome))
    }
    if let point = outcome.point {
      try take(master.capacities(at: point), into: &state, deadline: deadline)
    }
    if state.termination == nil, before == (state.value, state.bound, conflicts.cuts.count) {
      state.settle(gap: options.relativeGap)
      // The same master would be solved for ever.
      if state.termination == nil { state.leaveUndecided(unconfirmed(outcome)) }
    }
  }

  private func unconfirmed(_ outcome: Outcome) -> String {
    "what \(options.solver.name) claims of the pattern master (\(outcome.termination.rawValue)) "
      + "is not confirmed"
  }

  private func parameters(
    for master: PatternMaster, state: SearchState, deadline: Deadline
  ) -> SolveParameters {
    var parameters = SolveParameters(
      timeLimit: deadline.remaining, relativeGap: options.relativeGap, threads: options.threads)
    parameters.stop = options.stop
    if let design = state.design, let capacities = patternCapacities(of: design) {
      parameters.start = master.start(capacities)
    }
    if let progress = options.progress {
      let (design, value, bound, rounds) = (
        state.design, state.value, state.bound, state.effort.rounds
      )
      let phase = "pattern master, \(conflicts.cuts.count) alignment cuts"
      // The master's own incumbent may not align, and its bound is not proven yet.
      parameters.progress = { solve in
        progress(
          ExactProgress(
            design: design, incumbent: value, bound: bound, rounds: rounds,
            phase: "\(phase), \(solve.nodes) nodes"))
      }
    }
    return parameters
  }

  private func patternCapacities(of design: Design) -> [(pattern: Int, capacity: Int)]? {
    var capacities: [Int: Int] = [:]
    for composed in design.chains {
      let parts = composed.chain.hops.sorted { $0.server < $1.server }
      guard let index = indexOfParts[parts] else { return nil }
      capacities[index, default: 0] += composed.capacity
    }
    return capacities.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Turns a master solution into a design, or into cuts and whatever design can be saved of it.
  private mutating func take(
    _ capacities: [(pattern: Int, capacity: Int)], into state: inout SearchState,
    deadline: Deadline
  ) throws {
    let used = capacities.map { (pattern: patterns[$0.pattern], capacity: $0.capacity) }
    switch Alignment.find(used.map(\.pattern), serverCount: instance.servers.count) {
    case .aligned(let ends):
      state.offer(Alignment.design(of: used, ends: ends, instance: instance))
      if case .fewestSlots(let rate, _, _) = state.goal {
        try decideTie(
          &state, rate: rate, slots: used.reduce(0) { $0 + $1.capacity }, deadline: deadline)
      }
    case .impossible:
      conflicts.add(conflictsAmong: capacities.map(\.pattern))
      if let saved = alignedPart(of: used, slotLimit: state.goal.slotLimit) { state.offer(saved) }
    case .undecided:
      state.termination = .heuristic
      state.reason =
        "whether \(used.count) patterns can be aligned was not decided in "
        + "\(Alignment.stepLimit) steps"
    }
  }

  /// Settles a solution that misses the required rate by less than the solver's tolerance.
  ///
  /// The master cannot tell such a solution from a good one, so the greatest rate of as many slots
  /// decides.
  private mutating func decideTie(
    _ state: inout SearchState, rate: Double, slots: Int, deadline: Deadline
  ) throws {
    guard state.termination == nil, state.value ?? .infinity > Double(slots) else { return }
    let best = try solve(
      .mostRate(slotLimit: slots), incumbent: nil, bound: nil, deadline: deadline)
    state.effort.add(best.effort)
    if let design = best.design { state.offer(design) }
    guard state.value ?? .infinity > Double(slots) else { return }
    if let bound = best.bound, !Verifier.reaches(bound, rate) {
      state.ruleOut(slots: slots)
    } else {
      state.leaveUndecided("\(slots) slots come within rounding of the required rate")
      state.termination = best.termination?.isLimit == true ? best.termination : .heuristic
    }
  }

  /// GCA on the placement of as many of the patterns as align, the most productive first.
  private func alignedPart(
    of used: [(pattern: Pattern, capacity: Int)], slotLimit: Int
  ) -> Design? {
    let productive = used.sorted {
      Double($0.capacity) * $0.pattern.rate > Double($1.capacity) * $1.pattern.rate
    }
    var kept: [(pattern: Pattern, capacity: Int)] = []
    var ends: [Int] = []
    for candidate in productive {
      let trial = kept + [candidate]
      if case .aligned(let found) = Alignment.find(
        trial.map(\.pattern), serverCount: instance.servers.count)
      {
        kept = trial
        ends = found
      }
    }
    guard !kept.isEmpty else { return nil }
    let placement = Alignment.design(of: kept, ends: ends, instance: instance).placement
    return CacheAllocation.greedy(on: placement, of: instance, slotLimit: slotLimit)
  }
}
