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
    let search = CacheSearch(instance: instance, options: options, placement: placement)
    guard let fastest = search.greedy.chains.first?.chain else {
      return infeasible(
        question,
        "no chain of this placement runs from block 1 to \(instance.blocks) with room for a job")
    }
    let goal: MasterGoal
    if let required {
      let least = search.slotBound(rate: required, fastest: fastest)
      guard least <= Double(search.room) else {
        return infeasible(
          question,
          "\(search.room) slots at most, none faster than \(fastest.rate)/s, "
            + "cannot reach the required \(required)/s"
        )
      }
      goal = .fewestSlots(rate: required, known: search.room, atLeast: 1)
    } else {
      goal = .mostRate(slotLimit: min(slotLimit ?? .max, search.room))
    }
    let (state, usedSolver) = try search.solve(goal, fastest: fastest, deadline: deadline)
    var answer = answer(from: state, start: nil, deadline: deadline, usedSolver: usedSolver)
    answer.question = question
    answer.slotLimit = slotLimit
    let isGreedy =
      state.design == search.greedy || !usedSolver || state.termination == .heuristic
    answer.method = PlanMethod(name: isGreedy ? "gca" : "chain-milp")
    return answer
  }

  func allocationModel(
    on placement: Placement, question: Question, slotLimit: Int?
  ) throws(InputError) -> Model {
    let search = CacheSearch(instance: instance, options: options, placement: placement)
    try requireEnumerable(search.chainCount, "chains")
    let master = search.master(of: search.chains, deadline: Deadline(limit: nil))
    guard question != .slots else {
      return master.model(.fewest(rate: try requiredRate(for: .slots), atLeast: 1)).model
    }
    return master.model(.mostRate(limit: min(slotLimit ?? .max, search.room))).model
  }
}
