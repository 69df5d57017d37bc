import Bounds
import ServerChains

/// What the question of the fewest slots asks of the joint search.
extension JointSearch {
  /// A safe bound on `V_n`, at or below the target where that can be shown quickly.
  mutating func rateBound(slots: Int, target: Double, deadline: Deadline) throws -> Double {
    let rest = try bounding.begin(slots: slots, deadline: deadline)
    guard Verifier.reaches(rest, target) else { return rest }
    // A hair below the target: a bound that meets it shows that nothing reaches the target.
    var bound = rest
    try bounding.scan(
      slots: slots, rest: rest, fewer: nil, deadline: deadline,
      incumbent: { target * (1 - 3 * Verifier.relativeTolerance) },
      report: { bound = min(bound, $0) })
    return bound
  }

  /// A design of at most so many slots that reaches a rate, if the improvement search finds one.
  func design(slots: Int, reaching rate: Double, deadline: Deadline) throws -> Design? {
    let start = JointStart(
      greedy: GreedyComposition.fastest(slotLimit: slots, of: instance), instance: instance,
      slotLimit: slots)
    var state = SearchState(
      goal: .mostRate(slotLimit: slots), incumbent: start?.design, bound: nil)
    func isReached(_ state: SearchState) -> Bool { Verifier.reaches(state.value ?? 0, rate) }
    if !isReached(state) {
      improve(
        &state, slots: slots, rounds: deadline.isLimited ? .max : options.searchRounds,
        deadline: deadline, threads: { options.threads }
      ) { !isReached($0) }
      if !isReached(state) { try polish(&state, slots: slots, deadline: deadline) }
    }
    return isReached(state) ? state.design : nil
  }
}
