import Bounds
import ServerChains

/// Incumbent and bound of one goal while it is being solved.
struct SearchState {
  let goal: MasterGoal
  private(set) var design: Design?
  private(set) var value: Double?
  /// Safe: no design beats it.
  private(set) var bound: Double?
  var termination: PlanTermination?
  var reason: String?
  var effort = ExactEffort()
  private var leastSlots = 1
  /// A rate at which the search ends: once a design reaches it, or none can.
  private var target: Double?
  /// Designs up to this rate are of no interest.
  private(set) var floor = 0.0

  init(goal: MasterGoal, incumbent: Design?, bound: Double?) {
    self.goal = goal
    self.bound = bound
    if let incumbent { offer(incumbent) }
  }

  var isMaximized: Bool { goal.question.isMaximized }

  /// The goal with what has been learned about the least number of slots.
  var masterGoal: MasterGoal {
    switch goal {
    case .mostRate: goal
    case .fewestSlots(let rate, let known, let atLeast):
      .fewestSlots(rate: rate, known: known, atLeast: max(atLeast, leastSlots))
    }
  }

  /// Takes a feasible design if it is better than the incumbent.
  mutating func offer(_ candidate: Design) {
    switch goal {
    case .mostRate(let slotLimit):
      let kept = candidate.fastestSlots(slotLimit)
      guard !kept.chains.isEmpty, kept.totalRate > value ?? 0 else { return }
      design = kept
      value = kept.totalRate
    case .fewestSlots(let rate, _, _):
      guard let slots = candidate.slotsReaching(rate) else { return }
      guard Double(slots) < value ?? .infinity else { return }
      design = candidate.fastestSlots(slots)
      value = Double(slots)
    }
  }

  /// Tightens the bound by what is proven of the master.
  mutating func raise(bound proven: Double?) {
    guard let proven, proven.isFinite else { return }
    tighten(safeBound: isMaximized ? SafeBound.upper(proven) : SafeBound.wholeLower(proven))
  }

  /// Tightens the bound by one that is already safe.
  mutating func tighten(safeBound: Double?) {
    guard let safeBound else { return }
    bound = isMaximized ? min(bound ?? .infinity, safeBound) : max(bound ?? 0, safeBound)
  }

  /// So many slots are proven not to reach the required rate.
  mutating func ruleOut(slots: Int) {
    leastSlots = max(leastSlots, slots + 1)
    bound = max(bound ?? 0, Double(slots + 1))
  }

  /// Ends the search with what is not proven.
  mutating func leaveUndecided(_ reason: String) {
    termination = .heuristic
    self.reason = reason
  }

  /// Ends the search once it is known whether a design reaches a rate.
  ///
  /// - Parameter prunes: Whether designs that do not are of no interest.
  mutating func decide(on rate: Double, prunes: Bool) {
    target = rate
    if prunes { floor = Self.floor(below: rate) }
  }

  /// The greatest rate of which even a bound, moved outward, does not reach another one.
  static func floor(below rate: Double) -> Double { rate * (1 - 3 * Verifier.relativeTolerance) }

  /// The rate that a design must exceed to be of interest.
  var rateToBeat: Double { max(value ?? 0, floor) }

  /// Whether the rate to decide on is reached by a design; false where there is none.
  var hasReachedTarget: Bool { target.map { Verifier.reaches(value ?? 0, $0) } ?? false }

  /// Whether the rate to decide on is proven to be out of reach.
  private var isBelowTarget: Bool {
    target.map { !Verifier.reaches(bound ?? .infinity, $0) } ?? false
  }

  /// Ends the search once incumbent and bound meet, or come within the gap asked for.
  mutating func settle(gap: Double) {
    guard termination == nil else { return }
    if hasReachedTarget || isBelowTarget {
      termination = .optimal
      return
    }
    guard let value, let bound else { return }
    let distance = PlanOutcome.gap(value: value, bound: bound) ?? .infinity
    if isMaximized ? bound <= value || distance <= PlanOutcome.closestGap : value <= bound {
      // Most bounds are rounded outward once, or on top of one that was. Those state that distance,
      // whatever the backend's last digits.
      self.bound =
        isMaximized ? max(bound, value * (1 + 2 * Verifier.relativeTolerance)) : value
      termination = .optimal
    } else if gap > 0, distance <= gap {
      termination = .gapReached
    }
  }
}

extension ExactProgress {
  /// Where a search for rates or slots stands.
  init(_ state: SearchState, phase: String) {
    self.init(
      design: state.design, incumbent: state.value, bound: state.bound,
      rounds: state.effort.rounds, phase: phase)
  }
}
