import Queueing
import ServerChains

/// By what GBP-CR's reservation is chosen (Documentation/Problem.md, "Choosing the reservation").
public enum ReservationCriterion: String, CaseIterable, Sendable {
  /// The least lower bound of the mean response time.
  case lower
  /// The least upper bound of the mean response time.
  case upper
  /// The least mean response time of JFFC's chain.
  case exact
  /// The least mean response time of a simulation, the same jobs for every reservation.
  case simulated
  /// The least `c·K(c)`, the slots of the disjoint chains made for the rate; needs the required
  /// rate.
  case surrogate
}

extension GreedyComposition {
  /// Jobs a simulation judges a design by, a tenth of them to warm up.
  static let judgedJobs = 100_000

  /// Tries every reservation 1…`maximumReservation` and keeps the best by the criterion, ties to
  /// the smaller.
  ///
  /// `exact` and `simulated` take designs in order of their lower bounds and stop where no other
  /// can be better.
  ///
  /// `isOver` is asked between reservations: once it is true, the best so far is returned.
  ///
  /// - Returns: nil where no reservation gives what the criterion measures: a stable system, or for
  ///   `surrogate` the required rate by disjoint chains.
  /// - Throws: `InputError` where `exact` meets a chain with too many states.
  /// - Precondition: The instance states the arrival rate, and for `surrogate` the maximum load.
  public static func tuned(
    instance: Instance, criterion: ReservationCriterion, stop: ChainStop,
    isOver: @escaping () -> Bool = { false }
  ) throws(InputError) -> GreedyComposition? {
    if criterion == .surrogate {
      return tunedBySurrogate(instance: instance, stop: stop, isOver: isOver)
    }
    guard let arrivalRate = instance.arrivalRate else {
      preconditionFailure("This criterion needs an arrival rate.")
    }
    switch criterion {
    case .lower: return least(of: instance, stop: stop, by: \.lower, isOver: isOver)
    case .upper: return least(of: instance, stop: stop, by: \.upper, isOver: isOver)
    case .exact:
      return try leastMean(of: instance, stop: stop, isOver: isOver) { system throws(InputError) in
        try exactResponse(system, arrivalRate: arrivalRate)
      }
    case .simulated:
      return try leastMean(of: instance, stop: stop, isOver: isOver) { system throws(InputError) in
        try simulatedResponse(system, arrivalRate: arrivalRate)
      }
    case .surrogate: return nil
    }
  }

  private static func least(
    of instance: Instance, stop: ChainStop, by bound: KeyPath<ResponseBounds, Double>,
    isOver: @escaping () -> Bool
  ) -> GreedyComposition? {
    var best: GreedyComposition?
    for (reservation, blocks) in ReservationScan(instance, stop: stop, isOver: isOver) {
      let candidate = GreedyComposition(
        instance: instance, reservation: reservation, blocks: blocks)
      guard let response = candidate.response else { continue }
      if let leader = best?.response, response[keyPath: bound] >= leader[keyPath: bound] {
        continue
      }
      best = candidate
    }
    return best
  }

  /// The design of least mean response; one whose lower bound is no less than the best mean so far
  /// is not measured.
  private static func leastMean(
    of instance: Instance, stop: ChainStop, isOver: @escaping () -> Bool,
    measure: (ChainSystem) throws(InputError) -> Double
  ) throws(InputError) -> GreedyComposition? {
    var candidates: [(lower: Double, composition: GreedyComposition)] = []
    for (reservation, blocks) in ReservationScan(instance, stop: stop, isOver: isOver) {
      let candidate = GreedyComposition(
        instance: instance, reservation: reservation, blocks: blocks)
      if let response = candidate.response { candidates.append((response.lower, candidate)) }
    }
    candidates.sort {
      ($0.lower, $0.composition.reservation) < ($1.lower, $1.composition.reservation)
    }
    var best: (mean: Double, composition: GreedyComposition)?
    var measured: [ChainSystem: Double] = [:]
    for (lower, candidate) in candidates {
      if let best, lower > best.mean || isOver() { break }
      guard let system = ChainSystem(of: candidate.design, instance: instance) else { continue }
      // Many reservations lead to the same design.
      var known = measured[system]
      if known == nil { known = try measure(system) }
      guard let mean = known else { continue }
      measured[system] = mean
      if let best, (best.mean, best.composition.reservation) <= (mean, candidate.reservation) {
        continue
      }
      best = (mean, candidate)
    }
    return best?.composition
  }

  private static func exactResponse(
    _ system: ChainSystem, arrivalRate: Double
  ) throws(InputError) -> Double {
    switch ExactChain.solve(system, arrivalRate: arrivalRate) {
    case .solved(let response): return response.meanResponse
    case .unstable: return .infinity
    case .tooLarge(let states):
      throw InputError(
        "a greedy design has more states than can be solved; use the criterion simulated",
        field: "criterion exact", value: "\(states) states")
    case .notConverged(let residual):
      throw InputError(
        "a greedy design's chain was not solved; use the criterion simulated",
        field: "criterion exact", value: "residual \(residual)")
    }
  }

  private static func simulatedResponse(
    _ system: ChainSystem, arrivalRate: Double
  ) throws(InputError) -> Double {
    let outcome = try Simulation.run(
      system, workload: Workload(arrivalRate: arrivalRate), policies: [.jffc],
      settings: SimulationSettings(jobs: judgedJobs))
    guard case .done(let results) = outcome, let result = results.first else { return .infinity }
    return result.response.mean
  }

  /// The design of least `c·K(c)` whose disjoint chains reach the required rate; nil where none
  /// does.
  static func tunedBySurrogate(
    instance: Instance, stop: ChainStop, isOver: @escaping () -> Bool = { false }
  ) -> GreedyComposition? {
    guard let required = instance.requiredRate else {
      preconditionFailure("The surrogate needs the required rate.")
    }
    var best: (slots: Int, reservation: Int)?
    for (reservation, blocks) in ReservationScan(instance, stop: .rate, isOver: isOver) {
      let slots = reservation * blocks.chains.count
      guard slots > 0, slots < best?.slots ?? .max else { continue }
      let rate = blocks.reservedRate(in: instance, reservation: reservation)
      guard Verifier.reaches(rate, required) else { continue }
      best = (slots, reservation)
    }
    return best.map {
      GreedyComposition(instance: instance, reservation: $0.reservation, stop: stop)
    }
  }
}
