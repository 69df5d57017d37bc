import Bounds
import LinearModels
import ServerChains

/// The proof of `V_n` where the patterns can be enumerated.
extension JointSearch {
  /// Branches on ends, and where that takes long also on regions, until one of them has the proof.
  ///
  /// Most proofs are soon found on ends. Few servers with many blocks have few patterns and long
  /// ranges: there regions prove in seconds what ends do not in minutes, and elsewhere it is the
  /// other way round.
  mutating func prove(
    _ state: inout SearchState, slots: Int, fewer: Double?, rest: Double, deadline: Deadline
  ) throws {
    var proof = EndProof(
      search: self, patterns: patterns, slots: slots, fewer: fewer, deadline: deadline)
    try proof.run(&state, looks: options.looksOnEnds)
    if !proof.isDone, !ended(&state, deadline) {
      if deadline.isLimited, options.threads > 1 {
        try proveBothWays(&state, &proof, slots: slots, rest: rest)
      } else {
        try proveInTurn(&state, &proof, slots: slots, rest: rest)
      }
    }
    state.effort.nodes += bounding.nodes
    state.effort.usedBranchingSolver = bounding.nodes > 0
    guard !ended(&state, deadline) else { return }
    state.leaveUndecided(
      proof.undecided ?? bounding.bounds.fault
        ?? "a part of the search was left undecided by the backend")
  }

  /// One way on each core; the first proof ends both.
  private mutating func proveBothWays(
    _ state: inout SearchState, _ proof: inout EndProof, slots: Int, rest: Double
  ) throws {
    let board = SearchBoard(state)
    let (deadline, fewer) = (proof.deadline, proof.fewer)
    let progress = options.progress
    var side = bounding
    try TwoSidedSearch.run(&side, board: board) { side in
      func report(_ bound: Double) { board.show(bound, "branching on regions", to: progress) }
      try side.tighten(
        slots: slots, rest: rest, fewer: fewer, deadline: deadline,
        incumbent: { board.valueToBeat }, report: report)
    } plans: {
      proof.board = board
      try proof.run(&state, looks: .max) { board.isClosed }
    }
    bounding = side
    state.tighten(safeBound: board.bound)
  }

  private mutating func proveInTurn(
    _ state: inout SearchState, _ proof: inout EndProof, slots: Int, rest: Double
  ) throws {
    let (deadline, fewer) = (proof.deadline, proof.fewer)
    let part = deadline.part(0.4)
    var found = state
    func report(_ bound: Double) {
      found.tighten(safeBound: bound)
      self.report(found, "branching on regions")
    }
    var side = bounding
    try side.tighten(
      slots: slots, rest: rest, fewer: fewer, deadline: part,
      incumbent: { found.rateToBeat }, report: report)
    bounding = side
    state = found
    guard !ended(&state, deadline) else { return }
    try proof.run(&state, looks: .max)
  }
}

/// Branching on ends over all patterns, in stretches.
struct EndProof {
  private let instance: Instance
  private let options: ExactOptions
  private let patterns: [Pattern]
  private let slots: Int
  /// A safe bound on `V_(n−1)`: then only designs of exactly n slots are left.
  let fewer: Double?
  let deadline: Deadline
  private var branching: EndBranching
  private var counts = EndBranching.Counts()
  private(set) var isDone = false
  /// Why a part of it is left open.
  private(set) var undecided: String?
  /// Where another search works beside this one.
  var board: SearchBoard?

  init(
    search: JointSearch, patterns: [Pattern], slots: Int, fewer: Double?, deadline: Deadline
  ) {
    instance = search.instance
    options = search.options
    self.patterns = patterns
    self.slots = slots
    self.fewer = fewer
    self.deadline = deadline
    branching = EndBranching(
      instance: search.instance, patterns: patterns, limits: search.space.limits,
      demand: fewer == nil ? .atMost(slots) : .exactly(slots), relaxed: search.bounding.relaxed,
      solver: search.solver)
  }

  /// Goes on until so many patterns are looked at in all; the state takes what is found and proven.
  mutating func run(
    _ state: inout SearchState, looks: Int, isCalledOff: () -> Bool = { false }
  ) throws {
    var found = state
    var words = undecided
    let (board, options, fewer) = (board, options, fewer ?? 0)
    let standing = try branching.run(
      incumbent: state.rateToBeat, looks: looks, deadline: deadline, stop: options.stop,
      isCalledOff: isCalledOff
    ) { [instance, patterns, slots, deadline] members in
      var inner = options
      inner.progress = nil
      inner.relativeGap = 0
      var leaf = PatternSearch(
        instance: instance, options: inner, patterns: members.map { patterns[$0] })
      let solved = try leaf.solve(
        .mostRate(slotLimit: slots), incumbent: nil, bound: nil, deadline: deadline)
      if let design = solved.design { found.offer(design) }
      board?.offer(found.value, found.design)
      words = words ?? solved.reason
      // A design that reaches the rate to decide on leaves nothing to beat.
      return (
        found.hasReachedTarget ? .infinity : found.rateToBeat, solved.bound ?? .infinity
      )
    } progress: { nodes, bound in
      found.tighten(safeBound: max(bound, fewer))
      found.tighten(safeBound: board?.bound)
      board?.tighten(max(bound, fewer))
      options.progress?(ExactProgress(found, phase: "branching on ends, \(nodes) nodes"))
    }
    found.effort.nodes += standing.counts.nodes - counts.nodes
    found.effort.rounds += standing.counts.programs - counts.programs
    found.effort.columns = patterns.count
    found.tighten(safeBound: max(standing.bound, fewer))
    (counts, isDone) = (standing.counts, standing.isDone)
    undecided = counts.fault ?? words
    state = found
  }
}
