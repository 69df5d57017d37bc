import Bounds
import ServerChains

/// One point of the frontier.
public struct FrontierPoint: Sendable {
  /// `n`.
  public let slots: Int
  /// `V_n` with its bound.
  public let answer: ExactAnswer
  /// Rate of the greedy design for the same limit; 0 where it has none.
  public let greedy: Double
}

extension ExactComposition {
  /// `V_n` for several n, each with a proven bound.
  ///
  /// The patterns, the alignment cuts and the bounds are shared: a design for n slots without its
  /// slowest one shows `V_(n−1) ≥ (n−1)/n · V_n`, so `n/(n−1) · U_(n−1)` bounds `V_n`; and `V_n ≥
  /// V_(n−1)`.
  ///
  /// - Parameters:
  ///   - slots: Slot limits, ascending.
  ///   - each: Called with every point as soon as it is there.
  public func frontier(
    slots: [Int], each: (FrontierPoint) -> Void = { _ in }
  ) throws -> [FrontierPoint] {
    precondition(slots == slots.sorted(), "Frontier slot limits are given in ascending order.")
    let deadline = Deadline(limit: options.timeLimit)
    guard let limits = JointLimits(instance) else {
      return slots.map {
        FrontierPoint(slots: $0, answer: uncoverable(.rate, $0), greedy: 0)
      }
    }
    // Limits beyond the slots that there are ask what the last one of them asks.
    let asked = Array(slots.prefix { $0 < limits.maximumSlots })
    let useful = asked + (asked.count < slots.count ? [limits.maximumSlots] : [])
    let greedy = GreedyComposition.fastest(
      slotLimits: useful, of: instance, isOver: isOver(deadline.part(Self.greedyShare)))
    // Once the time is up no point takes one.
    var search = isOver(deadline)() ? nil : JointSearch(instance: instance, options: options)
    var points: [FrontierPoint] = []
    for (index, limit) in useful.enumerated() {
      let share = deadline.remaining.map { $0 / (useful.count - index) }
      var answer = try pointAnswer(
        slots: limit, after: points.last, greedy: greedy[index], limits, &search,
        deadline: Deadline(limit: share))
      for slots in index < asked.count ? [limit][...] : slots[index...] {
        answer.slotLimit = slots
        let point = FrontierPoint(
          slots: slots, answer: answer, greedy: greedy[index]?.design.totalRate ?? 0)
        points.append(point)
        each(point)
        // The effort is the first one's.
        answer.effort = ExactEffort()
      }
    }
    return points
  }

  private func pointAnswer(
    slots: Int, after earlier: FrontierPoint?, greedy: (design: Design, reservation: Int)?,
    _ limits: JointLimits, _ search: inout JointSearch?, deadline: Deadline
  ) throws -> ExactAnswer {
    let hasTime = !deadline.isOver(or: options.stop)
    let start =
      hasTime
      ? JointStart(greedy: greedy, instance: instance, slotLimit: slots)
      : greedy.map { JointStart(greedy: $0) }
    var state = SearchState(
      goal: .mostRate(slotLimit: slots), incumbent: start?.design,
      bound: bound(slots: slots, after: earlier, limits: limits))
    if let earlier = earlier?.answer.design { state.offer(earlier) }
    state.settle(gap: options.relativeGap)
    let usedSolver = state.termination == nil && hasTime
    if usedSolver {
      let fewer = earlier.flatMap { $0.slots == slots - 1 ? $0.answer.bound : nil }
      try solve(&state, slots: slots, fewer: fewer, &search, deadline: deadline)
    } else if state.termination == nil {
      state.termination = options.stop?.isStopRequested == true ? .interrupted : .timeLimit
    }
    return answer(from: state, start: start, deadline: deadline, usedSolver: usedSolver)
  }

  private func solve(
    _ state: inout SearchState, slots: Int, fewer: Double?, _ search: inout JointSearch?,
    deadline: Deadline
  ) throws {
    guard var joint = search else {
      // A backend without live programs: the MILP with alignment cuts, where the patterns can be
      // enumerated.
      if let obstacle = options.obstacle(to: PatternSpace(instance: instance)) {
        state.termination = .heuristic
        state.reason = options.simply(obstacle)
        return
      }
      var cuts = PatternSearch(instance: instance, options: options)
      state = try cuts.solve(
        state.goal, incumbent: state.design, bound: state.bound, deadline: deadline)
      return
    }
    try joint.solve(&state, slots: slots, fewer: fewer, deadline: deadline)
    search = joint
  }

  private func bound(slots: Int, after earlier: FrontierPoint?, limits: JointLimits) -> Double {
    let simple = limits.rateBound(slots: slots)
    guard let earlier, let earlierBound = earlier.answer.bound else { return simple }
    return min(simple, SafeBound.upper(earlierBound * Double(slots) / Double(earlier.slots)))
  }
}

extension FrontierPoint {
  /// `(best − greedy)/best`: what the greedy design leaves on the table; nil without a best.
  public var greedyGap: Double? {
    guard let best = answer.value, best > 0 else { return nil }
    return max(0, (best - greedy) / best)
  }

  /// `(bound − best)/bound`: what might be left beyond the best design; nil where nothing is
  /// proven.
  public var certifiedGap: Double? {
    guard let best = answer.value, let bound = answer.bound, bound > 0 else { return nil }
    return max(0, (bound - best) / bound)
  }
}
