import Bounds
import ServerChains

/// The best capacities of the chains of one placement: a multidimensional knapsack, as a MILP whose
/// columns are all chains of the routing graph.
struct CacheSearch {
  /// GCA's design on the placement.
  let greedy: Design
  /// No design on the placement has more slots.
  let room: Int
  private let instance: Instance
  private let options: ExactOptions
  private let placement: Placement
  private let graph: RoutingGraph
  /// Block-caches that each server has room for.
  private let slots: [Int]

  init(instance: Instance, options: ExactOptions, placement: Placement) {
    self.instance = instance
    self.options = options
    self.placement = placement
    greedy = CacheAllocation.greedy(on: placement, of: instance)
    slots = instance.slots(on: placement)
    room = slots.reduce(0, +) / instance.blocks
    graph = RoutingGraph(instance: instance, placement: placement)
  }

  /// How many chains the placement has.
  var chainCount: Double { graph.chainCount }

  /// All of them; ask ``chainCount`` first.
  var chains: [Chain] { graph.chains(in: instance, slots: slots) }

  /// No fewer slots reach a rate.
  ///
  /// - Parameter fastest: The fastest chain.
  func slotBound(rate: Double, fastest: Chain) -> Double {
    max(1, SafeBound.wholeLower(rate / fastest.rate))
  }

  /// The answer to a goal, and whether a backend had a part in it.
  ///
  /// - Parameter fastest: The fastest chain, for a simple bound.
  func solve(
    _ goal: MasterGoal, fastest: Chain, deadline: Deadline
  ) throws -> (state: SearchState, usedSolver: Bool) {
    let simple =
      switch goal {
      case .mostRate(let limit): SafeBound.upper(Double(limit) * fastest.rate)
      case .fewestSlots(let rate, _, _): slotBound(rate: rate, fastest: fastest)
      }
    var state = SearchState(goal: goal, incumbent: greedy, bound: simple)
    state.settle(gap: options.relativeGap)
    guard state.termination == nil else { return (state, false) }
    options.progress?(ExactProgress(state, phase: "greedy"))
    try solve(&state, deadline: deadline)
    return (state, true)
  }

  private func solve(_ state: inout SearchState, deadline: Deadline) throws {
    guard chainCount <= Double(options.columnLimit) else {
      state.termination = .heuristic
      state.reason = options.tooMany(chainCount, "chains")
      return
    }
    let chains = chains
    let master = master(of: chains, deadline: deadline)
    let start = state.design.map { design in
      chains.map { chain in design.chains.first { $0.chain == chain }?.capacity ?? 0 }
    }
    let solution: PackingMaster.Solution
    switch state.goal {
    case .mostRate(let limit): solution = try master.mostRate(limit: limit, start: start)
    case .fewestSlots(let rate, _, _): solution = try master.fewest(reaching: rate, start: start)
    }
    state.effort = solution.effort
    if let counts = solution.counts {
      let composed = zip(chains, counts).filter { $0.1 > 0 }
        .map { ComposedChain(chain: $0.0, capacity: $0.1) }
      state.offer(Design(placement: placement, chains: composed))
    }
    state.tighten(safeBound: solution.bound)
    state.settle(gap: options.relativeGap)
    if state.termination == nil {
      (state.termination, state.reason) = solution.unsettled(hasPlan: state.value != nil)
    }
  }

  /// The MILP over some chains of the placement.
  func master(of chains: [Chain], deadline: Deadline) -> PackingMaster {
    PackingMaster(
      name: "\(instance.name)-cache",
      columns: chains.map { chain in
        PackingMaster.Column(
          rate: chain.rate,
          limit: chain.hops.map { slots[$0.server] / $0.blocks }.min() ?? 0,
          uses: chain.hops.map { ($0.server, $0.blocks) })
      },
      capacities: slots, options: options, deadline: deadline)
  }
}
