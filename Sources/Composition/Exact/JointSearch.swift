import Bounds
import LinearModels
import ServerChains

/// `V_n` from both sides: bounds by column generation, designs by the improvement search, and the
/// proof by branching on ends where the patterns can be enumerated.
///
/// Patterns found for one number of slots serve the next.
struct JointSearch {
  let instance: Instance
  let options: ExactOptions
  let solver: any LiveProgramSolver
  var bounding: BoundTightening
  let space: PatternSpace
  /// Why not all patterns are enumerated; nil where they are.
  private let obstacle: String?
  lazy var patterns: [Pattern] = space.all()

  /// Moves of the improvement search before a proof is tried.
  private static let movesBeforeProof = 30_000

  /// Nil where the instance has no pattern or the backend keeps no program alive.
  init?(instance: Instance, options: ExactOptions) {
    guard let solver = options.solver as? any LiveProgramSolver,
      let bounds = FrontierBound(instance: instance)
    else { return nil }
    self.instance = instance
    self.options = options
    self.solver = solver
    bounding = BoundTightening(
      bounds: bounds, solver: solver, branchingSolver: options.branchingSolver, stop: options.stop)
    space = PatternSpace(instance: instance)
    obstacle = options.obstacle(to: space)
  }

  /// Whether a proof of optimality can be searched for.
  var canEnumerate: Bool { obstacle == nil }

  /// Works on a state until it is settled or a limit is hit.
  ///
  /// - Parameters:
  ///   - slots: `n`, no more than the instance's greatest number of slots.
  ///   - fewer: A safe bound on `V_(n−1)`, where there is one: then only designs of exactly n slots
  ///     are left to bound.
  mutating func solve(
    _ state: inout SearchState, slots: Int, fewer: Double?, deadline: Deadline
  ) throws {
    report(state, "greedy")
    bounding.resetEffort()
    if let design = state.design {
      bounding.add(design.chains.map { Pattern(parts: $0.chain.hops, in: instance) })
    }
    let rest = try bounding.begin(slots: slots, deadline: deadline)
    state.tighten(safeBound: rest)
    count(&state)
    guard !ended(&state, deadline) else { return }
    report(state, "column generation")
    if canEnumerate {
      improve(
        &state, slots: slots, rounds: 1, moves: Self.movesBeforeProof, deadline: deadline,
        threads: { [options] in options.threads }, goesOn: { _ in true })
      guard !ended(&state, deadline) else { return }
      try prove(&state, slots: slots, fewer: fewer, rest: rest, deadline: deadline)
      return
    }
    if deadline.isLimited, options.threads > 1 {
      try searchBothSides(&state, slots: slots, rest: rest, fewer: fewer, deadline: deadline)
    } else {
      try searchInTurn(&state, slots: slots, rest: rest, fewer: fewer, deadline: deadline)
    }
    count(&state)
    guard !ended(&state, deadline) else { return }
    if let fault = bounding.bounds.fault {
      state.leaveUndecided(fault)
      return
    }
    if deadline.isLimited {
      // A little of the time is kept for the allocation in the end, and mostly not needed.
      state.termination = .timeLimit
      return
    }
    state.termination = .heuristic
    state.reason = obstacle.map {
      "\($0) for a proof; bound by column generation, plan by improvement search"
    }
  }

  private func count(_ state: inout SearchState) {
    state.effort.rounds = bounding.rounds
    state.effort.nodes = bounding.nodes
    state.effort.usedBranchingSolver = bounding.nodes > 0
    state.effort.columns = bounding.bounds.patterns.count
  }

  func report(_ state: SearchState, _ phase: String) {
    options.progress?(ExactProgress(state, phase: phase))
  }

  /// Ends the search where incumbent and bound meet, or a limit is hit.
  func ended(_ state: inout SearchState, _ deadline: Deadline) -> Bool {
    state.settle(gap: options.relativeGap)
    if state.termination == nil, options.stop?.isStopRequested == true {
      state.termination = .interrupted
    } else if state.termination == nil, deadline.isOver {
      state.termination = .timeLimit
    }
    return state.termination != nil
  }
}
