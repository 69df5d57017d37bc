import Queueing
import ServerChains

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
  /// GBP-CR(c, stop all) + GCA by total rate, ties to the smaller reservation.
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
