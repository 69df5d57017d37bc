import Bounds
import LinearModels
import ServerChains

extension ExactComposition {
  /// The greatest total rate, or the fewest slots that reach the required one, on a given
  /// placement.
  ///
  /// Columns are the chains of the placement's routing graph; the MILP is a multidimensional
  /// knapsack (Documentation/Problem.md, "Questions", `cache`).
  ///
  /// - Parameters:
  ///   - placement: Where the blocks are; not changed.
  ///   - question: `.cache` or `.rate` for the rate, `.slots` for the fewest slots.
  ///   - slotLimit: The most slots, for the rate.
  public func allocation(
    on placement: Placement, question: Question, slotLimit: Int? = nil
  ) throws -> ExactAnswer {
    let deadline = Deadline(limit: options.timeLimit)
    let required = question == .slots ? try requiredRate(for: .slots) : nil
    let greedy = CacheAllocation.greedy(on: placement, of: instance)
    guard let fastest = greedy.chains.first?.chain else {
      return infeasible(
        question,
        "no chain of this placement runs from block 1 to \(instance.blocks) with room for a job")
    }
    let slots = instance.slots(on: placement)
    let room = slots.reduce(0, +) / instance.blocks
    let goal: MasterGoal
    let simpleBound: Double
    if let required {
      let least = SafeBound.wholeLower(required / fastest.rate)
      guard least <= Double(room) else {
        return infeasible(
          question,
          "\(room) slots at most, none faster than \(fastest.rate)/s, cannot reach the required \(required)/s"
        )
      }
      goal = .fewestSlots(rate: required, known: room, atLeast: 1)
      simpleBound = max(1, least)
    } else {
      let limit = min(slotLimit ?? .max, room)
      goal = .mostRate(slotLimit: limit)
      simpleBound = SafeBound.upper(Double(limit) * fastest.rate)
    }
    var state = SearchState(goal: goal, incumbent: greedy, bound: simpleBound)
    state.settle(gap: options.relativeGap)
    let usedSolver = state.termination == nil
    if usedSolver {
      try solveAllocation(&state, placement: placement, slots: slots, deadline: deadline)
    }
    var answer = answer(from: state, start: nil, deadline: deadline, usedSolver: usedSolver)
    answer.question = question
    answer.slotLimit = slotLimit
    let isGreedy = state.design == greedy || !usedSolver || state.termination == .heuristic
    answer.method = PlanMethod(name: isGreedy ? "gca" : "chain-milp")
    return answer
  }

  private func solveAllocation(
    _ state: inout SearchState, placement: Placement, slots: [Int], deadline: Deadline
  ) throws {
    let graph = RoutingGraph(instance: instance, placement: placement)
    let count = graph.chainCount
    guard count <= Double(options.columnLimit) else {
      state.termination = .heuristic
      state.reason = tooMany(count, "chains")
      return
    }
    let chains = graph.chains(in: instance, slots: slots)
    let master = chainMaster(chains, slots: slots, deadline: deadline)
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

  private func chainMaster(
    _ chains: [Chain], slots: [Int], deadline: Deadline
  ) -> PackingMaster {
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

  func allocationModel(
    on placement: Placement, question: Question, slotLimit: Int?
  ) throws(InputError) -> Model {
    let graph = RoutingGraph(instance: instance, placement: placement)
    try requireEnumerable(graph.chainCount, "chains")
    let slots = instance.slots(on: placement)
    let master = chainMaster(
      graph.chains(in: instance, slots: slots), slots: slots, deadline: Deadline(limit: nil))
    guard question != .slots else {
      return master.model(.fewest(rate: try requiredRate(for: .slots), atLeast: 1)).model
    }
    let room = slots.reduce(0, +) / instance.blocks
    return master.model(.mostRate(limit: min(slotLimit ?? .max, room))).model
  }
}
