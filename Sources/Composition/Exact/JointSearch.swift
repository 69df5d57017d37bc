import LinearModels
import ServerChains

/// `V_n` from both sides: bounds by column generation, designs by the improvement search, and the proof by branching on
/// ends where the patterns can be enumerated.
///
/// Patterns found for one number of slots serve the next.
struct JointSearch {
  private let instance: Instance
  private let options: ExactOptions
  private let solver: any LiveProgramSolver
  private var bounds: FrontierBound
  private let space: PatternSpace
  private let patternCount: Double
  private lazy var patterns: [Pattern] = space.all()

  /// Moves of the improvement search before a proof is tried.
  private static let movesBeforeProof = 30_000
  /// Moves of one round where no proof can be tried.
  private static let movesPerRound = 100_000

  /// Nil where the instance has no pattern or the backend keeps no program alive.
  init?(instance: Instance, options: ExactOptions) {
    guard let solver = options.solver as? any LiveProgramSolver,
      let bounds = FrontierBound(instance: instance)
    else { return nil }
    self.instance = instance
    self.options = options
    self.solver = solver
    self.bounds = bounds
    space = PatternSpace(instance: instance)
    patternCount = space.count
  }

  /// Whether a proof of optimality can be searched for.
  var canEnumerate: Bool { patternCount <= Double(options.columnLimit) }

  /// Works on a state until it is settled or a limit is hit.
  ///
  /// - Parameters:
  ///   - slots: `n`, no more than the instance's greatest number of slots.
  ///   - fewer: A safe bound on `V_(n−1)`, where there is one: then only designs of exactly n slots are left to bound.
  mutating func solve(
    _ state: inout SearchState, slots: Int, fewer: Double?, deadline: Deadline
  ) throws {
    report(state, "greedy")
    if let design = state.design {
      bounds.add(design.chains.map { Pattern(parts: $0.chain.hops, in: instance) })
    }
    try bound(&state, slots: slots, fewer: fewer, deadline: deadline)
    guard !ended(&state, deadline) else { return }
    report(state, "column generation, \(bounds.patterns.count) patterns")
    if canEnumerate {
      improve(&state, slots: slots, rounds: 1, moves: Self.movesBeforeProof, deadline: deadline)
      guard !ended(&state, deadline) else { return }
      try prove(&state, slots: slots, fewer: fewer, deadline: deadline)
    } else {
      improve(
        &state, slots: slots, rounds: options.searchRounds, moves: Self.movesPerRound,
        deadline: deadline)
      guard !ended(&state, deadline) else { return }
      try polish(&state, slots: slots, deadline: deadline)
      guard !ended(&state, deadline) else { return }
      state.termination = .heuristic
      state.reason =
        "\(countText(patternCount)) patterns are more than the \(options.columnLimit) that are enumerated for a proof; "
        + "bound by column generation, plan by improvement search"
    }
  }

  /// Bounds `V_n` by column generation: for at most n slots, and where that helps for exactly n, n − 1, … of them.
  private mutating func bound(
    _ state: inout SearchState, slots: Int, fewer: Double?, deadline: Deadline
  ) throws {
    var open = slots
    var proven = fewer ?? 0
    while true {
      let rest = try certify(.atMost(open), &state, target: 0, deadline)
      // Every design has more than `open` slots and is proven, or no more and is bounded by `rest`.
      state.tighten(safeBound: max(proven, rest))
      let known = max(proven, state.value ?? 0)
      guard rest > known, !deadline.isOver, options.stop?.isStopRequested != true else { return }
      let exact = try certify(.exactly(open), &state, target: known, deadline)
      guard exact < rest * (1 - 1e-6) else { return }
      proven = max(proven, exact)
      open -= 1
      if fewer != nil || open == 0 {
        state.tighten(safeBound: proven)
        return
      }
    }
  }

  private mutating func certify(
    _ demand: SlotDemand, _ state: inout SearchState, target: Double, _ deadline: Deadline
  ) throws -> Double {
    let certificate = try bounds.certify(
      demand, solver: solver, deadline: deadline, target: target, stop: options.stop)
    state.effort.rounds += certificate.rounds
    state.effort.columns = bounds.patterns.count
    report(state, "column generation, \(bounds.patterns.count) patterns")
    return certificate.bound
  }

  private func report(_ state: SearchState, _ phase: String) {
    options.progress?(
      ExactProgress(
        design: state.design, incumbent: state.value, bound: state.bound,
        rounds: state.effort.rounds, phase: phase))
  }

  /// Ends the search where incumbent and bound meet, or a limit is hit.
  private func ended(_ state: inout SearchState, _ deadline: Deadline) -> Bool {
    state.settle(gap: options.relativeGap)
    if state.termination == nil, options.stop?.isStopRequested == true {
      state.termination = .interrupted
    } else if state.termination == nil, deadline.isOver {
      state.termination = .timeLimit
    }
    return state.termination != nil
  }

  private func improve(
    _ state: inout SearchState, slots: Int, rounds: Int, moves: Int, deadline: Deadline
  ) {
    var starts = GreedyComposition.placements(of: instance, slotLimit: slots, count: 6)
    if let placement = state.design?.placement { starts.insert(placement, at: 0) }
    var improvement = PlacementImprovement(
      instance: instance, slotLimit: slots, starts: starts, seed: options.seed,
      threads: options.threads)
    var round = 0
    while deadline.isLimited || round < rounds {
      improvement.run(moves: moves)
      round += 1
      if let best = improvement.best, best.rate > state.value ?? 0 {
        state.offer(
          CacheAllocation.greedy(on: best.placement, of: instance, slotLimit: slots))
      }
      report(state, "improvement search, round \(round)")
      if ended(&state, deadline) || (canEnumerate && round >= rounds) { return }
    }
  }

  /// The exact allocation of cache on the incumbent's placement.
  private func polish(
    _ state: inout SearchState, slots: Int, deadline: Deadline
  ) throws {
    guard let placement = state.design?.placement else { return }
    var inner = options
    inner.progress = nil
    inner.relativeGap = 0
    inner.columnLimit = 2_000
    inner.timeLimit = min(.seconds(2), deadline.remaining ?? .seconds(2))
    let answer = try ExactComposition(instance: instance, options: inner)
      .allocation(on: placement, question: .rate, slotLimit: slots)
    if let design = answer.design { state.offer(design) }
  }

  private mutating func prove(
    _ state: inout SearchState, slots: Int, fewer: Double?, deadline: Deadline
  ) throws {
    let patterns = patterns
    var branching = EndBranching(
      instance: instance, patterns: patterns, limits: space.limits,
      demand: fewer == nil ? .atMost(slots) : .exactly(slots), solver: solver)
    var found = state
    let options = options
    let result = try branching.run(
      incumbent: state.value ?? 0, deadline: deadline, stop: options.stop
    ) { members in
      var inner = options
      inner.progress = nil
      inner.relativeGap = 0
      var leaf = PatternSearch(
        instance: instance, options: inner, patterns: members.map { patterns[$0] })
      let solved = try leaf.solve(
        .mostRate(slotLimit: slots), incumbent: nil, bound: nil, deadline: deadline)
      if let design = solved.design { found.offer(design) }
      let isComplete = solved.termination == .optimal || solved.termination == .infeasible
      return (found.value ?? 0, solved.bound ?? .infinity, isComplete)
    } progress: { [options] nodes, bound in
      options.progress?(
        ExactProgress(
          design: found.design, incumbent: found.value, bound: bound,
          rounds: found.effort.rounds, phase: "branching on ends, \(nodes) nodes"))
    }
    found.effort.nodes += result.counts.nodes
    found.effort.rounds += result.counts.programs
    found.effort.columns = patterns.count
    found.tighten(safeBound: max(result.bound, fewer ?? 0))
    state = found
    _ = ended(&state, deadline)
    if state.termination == nil {
      state.termination = .heuristic
      state.reason = "a part of the search was left undecided by the backend"
    }
  }
}
