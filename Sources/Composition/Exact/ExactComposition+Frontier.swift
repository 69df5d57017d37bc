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
    let greedy = GreedyComposition.fastest(slotLimits: slots, of: instance)
    var search = JointSearch(instance: instance, options: options)
    var points: [FrontierPoint] = []
    for (index, limit) in slots.enumerated() {
      let share = deadline.remaining.map { $0 / (slots.count - index) }
      let pointDeadline = Deadline(limit: share)
      let useful = min(limit, limits.maximumSlots)
      let start = JointStart(greedy: greedy[index], instance: instance, slotLimit: useful)
      var state = SearchState(
        goal: .mostRate(slotLimit: useful), incumbent: start?.design,
        bound: bound(slots: limit, after: points.last, limits: limits))
      if let earlier = points.last?.answer.design { state.offer(earlier) }
      state.settle(gap: options.relativeGap)
      let usedSolver = state.termination == nil
      if usedSolver {
        // Beyond the slots that fit, a point goes on where the last one ended.
        let fewer = points.last.flatMap {
          $0.slots == limit - 1 && useful == limit ? $0.answer.bound : nil
        }
        try solve(&state, slots: useful, fewer: fewer, &search, deadline: pointDeadline)
      }
      var answer = answer(
        from: state, start: start, deadline: pointDeadline, usedSolver: usedSolver)
      answer.slotLimit = limit
      let point = FrontierPoint(
        slots: limit, answer: answer, greedy: greedy[index]?.design.totalRate ?? 0)
      points.append(point)
      each(point)
    }
    return points
  }

  private func solve(
    _ state: inout SearchState, slots: Int, fewer: Double?, _ search: inout JointSearch?,
    deadline: Deadline
  ) throws {
    guard var joint = search else {
      // A backend without live programs: the MILP with alignment cuts, where the patterns can be
      // enumerated.
      let count = PatternSpace(instance: instance).count
      guard count <= Double(options.columnLimit) else {
        state.termination = .heuristic
        state.reason = options.tooMany(count, "patterns")
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
    let useful = Double(min(slots, limits.maximumSlots))
    let earlierUseful = Double(min(earlier.slots, limits.maximumSlots))
    guard useful > earlierUseful else { return min(simple, earlierBound) }
    return min(simple, SafeBound.upper(earlierBound * useful / earlierUseful))
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
