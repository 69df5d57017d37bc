import Bounds
import ServerChains

/// The design a search starts from and how it was made.
struct JointStart {
  let design: Design
  let method: PlanMethod

  /// The better of the greedy design for a slot limit and copies of one fast chain; nil where
  /// neither exists.
  ///
  /// - Parameter isOver: Ends the greedy choice with the best so far.
  init?(instance: Instance, slotLimit: Int, isOver: @escaping () -> Bool) {
    self.init(
      greedy: GreedyComposition.fastest(slotLimit: slotLimit, of: instance, isOver: isOver),
      instance: instance, slotLimit: slotLimit)
  }

  init?(
    greedy: (design: Design, reservation: Int)?, instance: Instance, slotLimit: Int
  ) {
    var best = greedy.map { JointStart(greedy: $0) }
    if let single = Self.singleChain(instance, slots: slotLimit),
      single.design.totalRate > best?.design.totalRate ?? 0
    {
      best = single
    }
    guard let best else { return nil }
    self = best
  }

  /// Greedy plans that reach a rate, the one with the fewest slots; nil where none does.
  ///
  /// - Parameter isOver: Ends the greedy choice with the best so far.
  init?(instance: Instance, rate: Double, isOver: @escaping () -> Bool) {
    guard
      let found = GreedyComposition.fewestSlots(reaching: rate, of: instance, isOver: isOver)
    else { return nil }
    self.init(
      greedy: (found.greedy.design.fastestSlots(found.slots), found.greedy.reservation))
  }

  /// A greedy design.
  init(greedy: (design: Design, reservation: Int)) {
    self.init(
      design: greedy.design,
      method: PlanMethod(name: "gbp-cr+gca", reservation: greedy.reservation, stop: "all"))
  }

  private init(design: Design, method: PlanMethod) {
    self.design = design
    self.method = method
  }

  /// The fastest chain that holds as many jobs as are asked for, or as many as any can.
  private static func singleChain(_ instance: Instance, slots: Int) -> JointStart? {
    guard let pattern = FastestPattern.find(in: instance, capacity: slots) else { return nil }
    var ends = [Int](repeating: 0, count: instance.servers.count)
    var position = 0
    for part in pattern.parts {
      position += part.blocks
      ends[part.server] = position
    }
    return JointStart(
      design: Alignment.design(of: [(pattern, slots)], ends: ends, instance: instance),
      method: PlanMethod(name: "fastest-chain"))
  }
}
