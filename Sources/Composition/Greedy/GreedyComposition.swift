import Queueing
import ServerChains

/// By what GBP-CR's reservation is chosen (problem.md, section 3).
public enum ReservationCriterion: String, CaseIterable, Sendable {
  /// The least lower bound of the mean response time; needs an arrival rate.
  case lower
  /// The least `c·K(c)`, the slots of the disjoint chains made for the rate; needs the required rate.
  case surrogate
}

/// GBP-CR with GCA: a greedy design and how it was come by.
public struct GreedyComposition: Sendable {
  /// Placement, chains and capacities.
  public let design: Design
  /// `c`.
  public let reservation: Int
  /// Disjoint chains GBP-CR completed, `K(c)`.
  public let disjointChains: Int
  /// Bounds of the mean response time at the instance's arrival rate; nil without one or where unstable.
  public let response: ResponseBounds?

  /// GBP-CR(c) followed by GCA.
  ///
  /// - Complexity: O(J log J + (Σ m_j)²).
  public init(instance: Instance, reservation: Int, stop: ChainStop) {
    let blocks = BlockPlacement(instance: instance, reservation: reservation, stop: stop)
    let design = CacheAllocation.greedy(on: blocks.placement, of: instance)
    self.design = design
    self.reservation = reservation
    disjointChains = blocks.chains.count
    response = instance.arrivalRate.flatMap { ResponseBounds(of: design, arrivalRate: $0) }
  }

  /// Tries every reservation 1…`maximumReservation` and keeps the best by the criterion, ties to the smaller.
  ///
  /// - Returns: nil where no reservation gives what the criterion measures: a stable system (`lower`) or the required
  ///   rate by disjoint chains (`surrogate`).
  /// - Precondition: The instance states the arrival rate, and for `surrogate` the maximum load.
  public static func tuned(
    instance: Instance, criterion: ReservationCriterion, stop: ChainStop
  ) -> GreedyComposition? {
    guard instance.maximumReservation >= 1 else { return nil }
    switch criterion {
    case .lower: return tunedByLowerBound(instance: instance, stop: stop)
    case .surrogate: return tunedBySurrogate(instance: instance, stop: stop)
    }
  }

  private static func tunedByLowerBound(
    instance: Instance, stop: ChainStop
  ) -> GreedyComposition? {
    precondition(instance.arrivalRate != nil, "The lower bound needs an arrival rate.")
    var best: GreedyComposition?
    for reservation in 1...instance.maximumReservation {
      let candidate = GreedyComposition(
        instance: instance, reservation: reservation, stop: stop)
      guard let response = candidate.response else { continue }
      if let leader = best?.response, response.lower >= leader.lower { continue }
      best = candidate
    }
    return best
  }

  private static func tunedBySurrogate(
    instance: Instance, stop: ChainStop
  ) -> GreedyComposition? {
    guard let required = instance.requiredRate else {
      preconditionFailure("The surrogate needs the required rate.")
    }
    var best: (slots: Int, reservation: Int)?
    for reservation in 1...instance.maximumReservation {
      let blocks = BlockPlacement(instance: instance, reservation: reservation, stop: .rate)
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

  /// Over all reservations, GBP-CR(c, stop all) + GCA of the greatest total rate, ties to the smaller reservation.
  ///
  /// - Returns: nil where no reservation gives a chain.
  public static func ofGreatestRate(instance: Instance) -> GreedyComposition? {
    var best: GreedyComposition?
    for reservation in stride(from: 1, through: instance.maximumReservation, by: 1) {
      let candidate = GreedyComposition(instance: instance, reservation: reservation, stop: .all)
      if candidate.design.totalRate > best?.design.totalRate ?? 0 { best = candidate }
    }
    return best
  }

  /// The greedy design for a slot limit: over all reservations, the best `slotLimit` fastest slots of
  /// GBP-CR(c, stop all) + GCA by total rate, ties to the smaller reservation (architecture.md, `gap`).
  public static func fastest(
    slotLimit: Int, of instance: Instance
  ) -> (design: Design, reservation: Int)? {
    fastest(slotLimits: [slotLimit], of: instance)[0]
  }

  /// The same for several limits at once; each reservation is composed only once.
  ///
  /// - Complexity: O(c̄ (Σ m_j)²) over c̄ reservations.
  public static func fastest(
    slotLimits: [Int], of instance: Instance
  ) -> [(design: Design, reservation: Int)?] {
    var best: [(design: Design, reservation: Int)?] = Array(
      repeating: nil, count: slotLimits.count)
    guard instance.maximumReservation >= 1, let greatest = slotLimits.max() else { return best }
    for reservation in 1...instance.maximumReservation {
      let placement = BlockPlacement(
        instance: instance, reservation: reservation, stop: .all
      ).placement
      let design = CacheAllocation.greedy(on: placement, of: instance, slotLimit: greatest)
      guard !design.chains.isEmpty else { continue }
      for (index, limit) in slotLimits.enumerated() {
        let candidate = design.fastestSlots(limit)
        if candidate.totalRate > best[index]?.design.totalRate ?? 0 {
          best[index] = (candidate, reservation)
        }
      }
    }
    return best
  }
}
