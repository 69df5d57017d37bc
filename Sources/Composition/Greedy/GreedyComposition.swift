import Queueing
import ServerChains

/// GBP-CR with GCA: a greedy design and how it was come by.
///
/// ```swift
/// let path = "instances/example/worked-example.instance.json"
/// let instance = try InstanceFile.read(path: path)
/// if let greedy = GreedyComposition.ofGreatestRate(instance: instance) {
///   print(greedy.design.totalSlots, "jobs at once")  // 15 jobs at once
///   print(greedy.design.totalRate, "jobs/s")  // 3.8690476190476186 jobs/s
/// }
/// ```
public struct GreedyComposition: Sendable {
  /// Placement, chains and capacities.
  public let design: Design
  /// `c`.
  public let reservation: Int
  /// Disjoint chains GBP-CR completed, `K(c)`.
  public let disjointChains: Int
  /// Bounds of the mean response time at the instance's arrival rate; nil without one or where
  /// unstable.
  public let response: ResponseBounds?

  /// GBP-CR(c) followed by GCA.
  ///
  /// - Complexity: O(J log J + (Σ m_j)²).
  public init(instance: Instance, reservation: Int, stop: ChainStop) {
    self.init(
      instance: instance, reservation: reservation,
      blocks: BlockPlacement(instance: instance, reservation: reservation, stop: stop))
  }

  /// GCA on blocks that GBP-CR has placed.
  init(instance: Instance, reservation: Int, blocks: BlockPlacement) {
    let design = CacheAllocation.greedy(on: blocks.placement, of: instance)
    self.design = design
    self.reservation = reservation
    disjointChains = blocks.chains.count
    response = instance.arrivalRate.flatMap { ResponseBounds(of: design, arrivalRate: $0) }
  }

  /// Over all reservations, GBP-CR(c, stop all) + GCA of the greatest total rate, ties to the
  /// smaller reservation.
  ///
  /// `isOver` is asked between reservations: once it is true, the best so far is returned.
  ///
  /// - Returns: nil where no reservation gives a chain.
  public static func ofGreatestRate(
    instance: Instance, isOver: @escaping () -> Bool = { false }
  ) -> GreedyComposition? {
    var best: GreedyComposition?
    for (reservation, blocks) in ReservationScan(instance, stop: .all, isOver: isOver) {
      let candidate = GreedyComposition(
        instance: instance, reservation: reservation, blocks: blocks)
      if candidate.design.totalRate > best?.design.totalRate ?? 0 { best = candidate }
    }
    return best
  }

  /// The greedy design for a slot limit: over all reservations, the best `slotLimit` fastest slots
  /// of GBP-CR(c, stop all) + GCA by total rate, ties to the smaller reservation
  /// (Documentation/Problem.md, "Choosing the reservation").
  ///
  /// `isOver` is asked between reservations: once it is true, the best so far is returned.
  public static func fastest(
    slotLimit: Int, of instance: Instance, isOver: @escaping () -> Bool = { false }
  ) -> (design: Design, reservation: Int)? {
    fastest(slotLimits: [slotLimit], of: instance, isOver: isOver)[0]
  }

  /// The same for several limits at once; each placement is composed only once.
  ///
  /// `isOver` is asked between reservations: once it is true, the best so far is returned.
  ///
  /// - Complexity: O(c̄ (Σ m_j)²) over the c̄ reservations that give different placements.
  public static func fastest(
    slotLimits: [Int], of instance: Instance, isOver: @escaping () -> Bool = { false }
  ) -> [(design: Design, reservation: Int)?] {
    var best: [(design: Design, reservation: Int)?] = Array(
      repeating: nil, count: slotLimits.count)
    guard let greatest = slotLimits.max() else { return best }
    for (reservation, blocks) in ReservationScan(instance, stop: .all, isOver: isOver) {
      let design = CacheAllocation.greedy(
        on: blocks.placement, of: instance, slotLimit: greatest)
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
