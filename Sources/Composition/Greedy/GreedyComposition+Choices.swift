import ServerChains

/// Greedy plans over all reservations.
extension GreedyComposition {
  /// The placements of GBP-CR over all reservations, those on which GCA's `slotLimit` slots are
  /// fastest first.
  static func placements(
    of instance: Instance, slotLimit: Int, count: Int, isOver: @escaping () -> Bool = { false }
  ) -> [Placement] {
    var judged: [(placement: Placement, rate: Double)] = []
    for (_, blocks) in ReservationScan(instance, stop: .all, isOver: isOver) {
      let design = CacheAllocation.greedy(
        on: blocks.placement, of: instance, slotLimit: slotLimit)
      guard !design.chains.isEmpty else { continue }
      judged.append((blocks.placement, design.totalRate))
    }
    let order = judged.indices.sorted { (-judged[$0].rate, $0) < (-judged[$1].rate, $1) }
    return order.prefix(count).map { judged[$0].placement }
  }

  /// The greedy plan that reaches a rate with the fewest slots, over all reservations, and so many
  /// of its fastest slots; nil where none does.
  ///
  /// - Parameter rate: In jobs per second.
  package static func fewestSlots(
    reaching rate: Double, of instance: Instance, isOver: @escaping () -> Bool = { false }
  ) -> (greedy: GreedyComposition, slots: Int)? {
    var best: (greedy: GreedyComposition, slots: Int)?
    for (reservation, blocks) in ReservationScan(instance, stop: .all, isOver: isOver) {
      let greedy = GreedyComposition(instance: instance, reservation: reservation, blocks: blocks)
      guard let slots = greedy.design.slotsReaching(rate), slots < best?.slots ?? .max
      else { continue }
      best = (greedy, slots)
    }
    return best
  }

  /// The mean response time under JFFC of the greedy plan whose lower bound is least, as `solve
  /// --question response` judges its plans: exact where the chain of states is small, else the
  /// upper bound.
  ///
  /// - Returns: nil where no greedy plan bears the instance's arrival rate, or it states none.
  package static func judgedResponse(of instance: Instance) throws(InputError) -> Double? {
    guard let arrivalRate = instance.arrivalRate,
      let tuned = try tuned(instance: instance, criterion: .lower, stop: .rate)
    else { return nil }
    var judge = ResponseJudge(instance: instance, arrivalRate: arrivalRate)
    judge.consider(tuned.design)
    return judge.best?.value
  }
}
