import Bounds
import ServerChains

/// Instances whose patterns are too many to enumerate: a better plan and a better bound, side by
/// side or in turn.
extension JointSearch {
  /// Moves of the shortest round; longer ones follow the Luby sequence.
  private static let movesPerRound = 100_000
  /// What an exact allocation of cache may take, and what is kept of a time limit for the last one.
  private static let polishing = Duration.seconds(2)

  /// Plans on one core, bounds on the other; once the bounds stand still both search for plans.
  mutating func searchBothSides(
    _ state: inout SearchState, slots: Int, rest: Double, fewer: Double?, deadline: Deadline
  ) throws {
    let board = SearchBoard(state)
    let searching = searchDeadline(deadline)
    let (threads, progress) = (options.threads, options.progress)
    var side = bounding
    var polished: Placement?
    try TwoSidedSearch.run(&side, board: board) { side in
      func report(_ bound: Double) { board.show(bound, "branching on regions", to: progress) }
      try side.tighten(
        slots: slots, rest: rest, fewer: fewer, deadline: searching,
        incumbent: { board.valueToBeat }, report: report)
    } plans: {
      try improve(
        &state, slots: slots, rounds: .max, deadline: searching,
        threads: { board.isBounding ? threads - 1 : threads }
      ) { state in
        if let placement = state.design?.placement, placement != polished {
          polished = placement
          try polish(&state, slots: slots, deadline: searching)
        }
        board.offer(state.value, state.design)
        state.tighten(safeBound: board.bound)
        return !board.isClosed
      }
    }
    bounding = side
    state.tighten(safeBound: board.bound)
    try polish(&state, slots: slots, deadline: deadline)
  }

  /// One after the other: the same answer on every machine where no time limit cuts it short.
  mutating func searchInTurn(
    _ state: inout SearchState, slots: Int, rest: Double, fewer: Double?, deadline: Deadline
  ) throws {
    var found = state
    func report(_ bound: Double) {
      found.tighten(safeBound: bound)
      self.report(found, "branching on regions")
    }
    var side = bounding
    try side.scan(
      slots: slots, rest: rest, fewer: fewer, deadline: deadline.part(0.3),
      incumbent: { found.rateToBeat }, report: report)
    bounding = side
    let isLimited = deadline.isLimited
    improve(
      &found, slots: slots, rounds: isLimited ? .max : options.searchRounds,
      deadline: isLimited ? deadline.part(0.6) : deadline, threads: { [options] in options.threads }
    ) { _ in true }
    if isLimited, found.termination == nil {
      try side.branch(
        fewer: fewer, deadline: searchDeadline(deadline), incumbent: { found.rateToBeat },
        report: report)
      bounding = side
    }
    state = found
    try polish(&state, slots: slots, deadline: deadline)
  }

  private func searchDeadline(_ deadline: Deadline) -> Deadline {
    guard let remaining = deadline.remaining else { return deadline }
    return Deadline(limit: remaining - min(Self.polishing, remaining / 10))
  }

  /// Rounds of the improvement search until the state is settled, the time is up, a stop is asked
  /// for or `goesOn` says no.
  func improve(
    _ state: inout SearchState, slots: Int, rounds: Int, moves: Int? = nil, deadline: Deadline,
    threads: () -> Int, goesOn: (inout SearchState) throws -> Bool
  ) rethrows {
    let stop = options.stop
    var starts = GreedyComposition.placements(
      of: instance, slotLimit: slots, count: 6, isOver: { deadline.isOver(or: stop) })
    let aligned = Alignment.placement(ofAlignedPartOf: bounding.relaxed, in: instance)
    starts.insert(contentsOf: [state.design?.placement, aligned].compactMap(\.self), at: 0)
    var improvement = PlacementImprovement(
      instance: instance, goal: .rate(slotLimit: slots), starts: starts, seed: options.seed)
    for round in 1... {
      improvement.run(
        moves: options.moves(moves ?? Self.movesPerRound * Self.luby(round)), threads: threads()
      ) { deadline.isOver(or: stop) }
      if let best = improvement.best, best.value > state.value ?? 0 {
        let design = CacheAllocation.greedy(on: best.placement, of: instance, slotLimit: slots)
        state.offer(design.withoutIdleServers)
      }
      let goesOn = try goesOn(&state)
      report(state, "improvement search, round \(round)")
      state.settle(gap: options.relativeGap)
      let isOver = deadline.isOver(or: stop)
      if state.termination != nil || isOver || !goesOn || round >= rounds { return }
    }
  }

  /// 1, 1, 2, 1, 1, 2, 4, …: no sequence of round lengths is much better for a search of unknown
  /// run time.
  ///
  /// Luby, Sinclair, Zuckerman: Optimal speedup of Las Vegas algorithms, 1993.
  static func luby(_ index: Int) -> Int {
    var size = 1
    while size < index + 1 { size *= 2 }
    return size == index + 1 ? size / 2 : luby(index + 1 - size / 2)
  }

  /// The exact allocation of cache on the incumbent's placement.
  func polish(
    _ state: inout SearchState, slots: Int, deadline: Deadline
  ) throws {
    guard state.termination == nil, options.stop?.isStopRequested != true,
      let placement = state.design?.placement
    else { return }
    var inner = options
    inner.progress = nil
    inner.relativeGap = 0
    inner.columnLimit = 2_000
    let search = CacheSearch(instance: instance, options: inner, placement: placement)
    guard let fastest = search.greedy.chains.first?.chain else { return }
    let found = try search.solve(
      .mostRate(slotLimit: min(slots, search.room)), fastest: fastest,
      deadline: Deadline(limit: min(Self.polishing, deadline.remaining ?? Self.polishing)))
    if let design = found.state.design { state.offer(design) }
  }
}
