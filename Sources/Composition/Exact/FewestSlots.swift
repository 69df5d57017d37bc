import Bounds
import ServerChains

/// The fewest slots that reach a rate: `min { n : V_n ≥ λ/ρ̄ }`, asked of the search for `V_n`.
///
/// `V_n` grows with n. A number of slots is ruled out once a bound of `V_n` lies below the rate,
/// and a design that reaches it ends the question for its own number and all greater ones, so each
/// `V_n` is worked on only until that much is known. Bounds without branching come first; where no
/// plan is known the unlimited question tells whether there is one.
struct FewestSlots {
  private let instance: Instance
  private let options: ExactOptions
  private let rate: Double
  private let limits: JointLimits
  private let deadline: Deadline
  private var search: JointSearch
  private var state: SearchState
  /// A safe bound of the rate of one slot less than the least number that is left.
  private var fewer: Double?
  /// The greatest number of slots that was left undecided, and why.
  private var undecided = 0
  private var reason: String?

  /// Failures after which numbers are asked with growing distance.
  private static let plainSteps = 3
  /// What may be taken of the time that is left: by bounds without branching and the unlimited
  /// question each, and by one number of slots.
  private static let (boundingShare, decisionShare) = (0.3, 0.5)

  /// - Parameters:
  ///   - state: Where the question stands; its goal is ``MasterGoal/fewestSlots``.
  ///   - rate: λ/ρ̄.
  /// - Returns: nil where the backend keeps no linear program alive.
  init?(
    _ state: SearchState, instance: Instance, options: ExactOptions, rate: Double,
    limits: JointLimits, deadline: Deadline
  ) {
    var inner = options
    // What it has to tell is about rates.
    inner.progress = nil
    inner.relativeGap = 0
    guard let search = JointSearch(instance: instance, options: inner) else { return nil }
    self.search = search
    self.state = state
    (self.instance, self.options, self.rate) = (instance, options, rate)
    (self.limits, self.deadline) = (limits, deadline)
    rule(out: least - 1, bound: limits.rateBound(slots: least - 1))
  }

  /// Works until the question is settled or a limit is hit.
  mutating func run() throws -> SearchState {
    try ruleOutByBounds(deadline.part(Self.boundingShare))
    if isOpen, state.design == nil {
      try ask(limits.maximumSlots, deadline.part(Self.boundingShare), prunes: false)
    }
    var failures = 0
    while isOpen, let slots = next(after: failures) {
      let share = slots + 1 == known ? 1 : Self.decisionShare
      try ask(slots, deadline.part(share), prunes: true)
      failures = known <= slots ? 0 : failures + 1
    }
    // What is left of the time belongs to the number that decides.
    if isOpen, deadline.isLimited { try ask(least, deadline, prunes: true) }
    settle()
    return state
  }

  private var least: Int { Int(state.bound ?? 1) }
  private var known: Int { state.value.map { Int($0) } ?? limits.maximumSlots + 1 }

  private var isOpen: Bool {
    state.termination == nil && least < known && !deadline.isOver(or: options.stop)
  }

  /// The next number of slots to ask about; nil where each was asked.
  private func next(after failures: Int) -> Int? {
    let first = max(least, undecided + 1)
    guard first < known else { return nil }
    // Between a number that fails and one that does not: the middle. Before one is found: upwards.
    let step =
      state.design == nil
      ? 1 << min(40, max(0, failures - Self.plainSteps))
      : failures < Self.plainSteps ? 1 : (known - first + 1) / 2
    return min(known - 1, first + step - 1)
  }

  /// Rules out what column generation can: for at most n slots, by bisection, then for exactly n,
  /// one n after the other.
  private mutating func ruleOutByBounds(_ part: Deadline) throws {
    var above = known
    var slots = least
    while slots < above, !part.isOver(or: options.stop) {
      let bound = try bound(slots: slots, exactly: false, part)
      if Verifier.reaches(bound, rate) { above = slots } else { rule(out: slots, bound: bound) }
      slots = (least + above) / 2
    }
    while least < known, fewer != nil, state.termination == nil, !part.isOver(or: options.stop) {
      let bound = try bound(slots: least, exactly: true, part)
      guard !Verifier.reaches(bound, rate) else { return }
      rule(out: least, bound: bound)
    }
  }

  /// A safe bound of `V_n` without branching.
  ///
  /// - Parameter exactly: Whether fewer slots are known not to reach the rate.
  private mutating func bound(slots: Int, exactly: Bool, _ part: Deadline) throws -> Double {
    report("bounding the rate of \(slots) slots")
    search.bounding.resetEffort()
    var bound = try search.bounding.begin(slots: slots, deadline: part)
    if exactly, Verifier.reaches(bound, rate) {
      let floor = SearchState.floor(below: rate)
      try search.bounding.scan(
        slots: slots, rest: bound, fewer: fewer, deadline: part, incumbent: { floor },
        report: { bound = min(bound, $0) })
    }
    state.effort.rounds += search.bounding.rounds
    return bound
  }

  /// Works on `V_n` until a design reaches the rate or none can.
  ///
  /// - Parameter prunes: Whether to leave alone what cannot reach it; else the greatest rate is
  ///   found where it is out of reach.
  private mutating func ask(_ slots: Int, _ part: Deadline, prunes: Bool) throws {
    report("looking for a plan of \(slots) slots")
    let stop = options.stop
    let start = JointStart(
      instance: instance, slotLimit: slots, isOver: { part.isOver(or: stop) })
    var found = SearchState(
      goal: .mostRate(slotLimit: slots), incumbent: start?.design,
      bound: limits.rateBound(slots: slots))
    found.decide(on: rate, prunes: prunes)
    found.settle(gap: 0)
    if found.termination == nil {
      try search.solve(
        &found, slots: slots, fewer: slots == least ? fewer : nil, deadline: part)
      state.effort.add(found.effort)
    }
    if let design = found.design { state.offer(design) }
    if let bound = found.bound, !Verifier.reaches(bound, rate) {
      rule(out: slots, bound: bound)
    } else if known > slots {
      undecided = max(undecided, slots)
      reason = found.reason ?? reason
    }
    state.settle(gap: options.relativeGap)
  }

  private mutating func rule(out slots: Int, bound: Double) {
    guard slots >= least - 1, !Verifier.reaches(bound, rate) else { return }
    state.ruleOut(slots: slots)
    fewer = bound
    guard slots >= limits.maximumSlots else { return }
    state.termination = .infeasible
    state.reason =
      "no plan's total rate is above \(bound)/s; the required rate λ/ρ̄ is \(rate)/s"
  }

  private mutating func settle() {
    state.settle(gap: options.relativeGap)
    guard state.termination == nil else { return }
    if options.stop?.isStopRequested == true {
      state.termination = .interrupted
    } else if deadline.isOver || deadline.isLimited && reason == nil {
      state.termination = .timeLimit
    } else {
      state.leaveUndecided(
        reason ?? "whether \(least) slots reach the required rate is not decided")
    }
  }

  private func report(_ phase: String) {
    options.progress?(ExactProgress(state, phase: phase))
  }
}
