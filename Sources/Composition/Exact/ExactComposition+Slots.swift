import Bounds
import LinearModels
import ServerChains

/// The fewest slots where the patterns are too many to enumerate: `min { n : V_n ≥ λ/ρ̄ }` with a
/// proof on each side.
extension ExactComposition {
  /// Works on the goal of fewest slots with bounds of `V_n` from below and plans of n slots from
  /// above.
  ///
  /// - Returns: False where the backend keeps no linear program alive.
  func searchFewestSlots(
    _ state: inout SearchState, rate: Double, deadline: Deadline
  ) throws -> Bool {
    guard var search = JointSearch(instance: instance, options: options),
      let limits = JointLimits(instance)
    else { return false }
    let known = state.value.map { Int($0) } ?? limits.maximumSlots + 1
    var least = Int(state.bound ?? 1)
    while least < known, !isOver(deadline) {
      let bound = try search.rateBound(slots: least, target: rate, deadline: deadline.part(0.5))
      guard !Verifier.reaches(bound, rate) else { break }
      state.ruleOut(slots: least)
      report(state, "ruling out \(least) slots")
      least += 1
    }
    for slots in stride(from: least, to: known, by: 1) where !isOver(deadline) {
      report(state, "looking for a plan of \(slots) slots")
      let share = deadline.part(1 / Double(known - slots))
      guard let design = try search.design(slots: slots, reaching: rate, deadline: share) else {
        continue
      }
      state.offer(design)
      break
    }
    state.effort.rounds += search.bounding.rounds
    state.effort.columns = search.bounding.bounds.patterns.count
    state.settle(gap: options.relativeGap)
    guard state.termination == nil else { return true }
    if options.stop?.isStopRequested == true {
      state.termination = .interrupted
    } else if deadline.isOver {
      state.termination = .timeLimit
    } else {
      state.termination = .heuristic
      state.reason =
        "fewer slots are ruled out by column generation; the plan is the improvement search's"
    }
    return true
  }

  private func isOver(_ deadline: Deadline) -> Bool {
    deadline.isOver || options.stop?.isStopRequested == true
  }

  private func report(_ state: SearchState, _ phase: String) {
    options.progress?(
      ExactProgress(
        design: state.design, incumbent: state.value, bound: state.bound,
        rounds: state.effort.rounds, phase: phase))
  }
}
