import ServerChains

/// How many jobs any design can hold at once.
///
/// Every block is hosted and every job takes `L` block-slots, so n slots need `n L ≤ Σ_j
/// M̃_j(m_j)` with `Σ_j m_j ≥ L`: blocks take the memory that slots are made of.
enum SlotCap {
  /// `max Σ_j M̃_j(m_j) / L` over hostings that cover the blocks; 0 where none does.
  ///
  /// - Complexity: O(J · L · m̄), or O(J) where that is too much: then all memory beside one copy
  ///   of the blocks is cut into slots at once, which is no less.
  static func of(_ instance: Instance, limits: [Int]) -> Int {
    let work = limits.reduce(0) { $0 + $1 } * instance.blocks
    guard limits.reduce(0, +) >= instance.blocks else { return 0 }
    let simple = undivided(instance, limits: limits)
    return work > mostWork ? simple : min(simple, divided(instance, limits: limits))
  }

  /// Steps of the dynamic program that are worth their time: a tenth of a second.
  private static let mostWork = 50_000_000

  /// `⌊(Σ M − s_m L)/(s_c L)⌋` over the servers that can host a block with a job's cache.
  private static func undivided(_ instance: Instance, limits: [Int]) -> Int {
    let service = instance.service
    let total = limits.indices.reduce(ExactDecimal.zero) { sum, server in
      limits[server] > 0 ? sum + instance.servers[server].memory : sum
    }
    let left = total - service.blockMemory * service.blocks
    guard left > .zero else { return 0 }
    let slots = left.floorQuotient(by: service.cacheMemory * service.blocks)
    return Int(min(slots, Int128(instance.maximumSlots)))
  }

  /// The whole slots of every server, by dynamic programming over servers and blocks covered.
  private static func divided(_ instance: Instance, limits: [Int]) -> Int {
    let blocks = instance.blocks
    var best = [Int](repeating: -1, count: blocks + 1)
    best[0] = 0
    for (server, limit) in limits.enumerated() where limit > 0 {
      let room = (1...limit).map { instance.slots(of: server, hosting: $0) }
      var next = best
      for covered in 0...blocks where best[covered] >= 0 {
        for hosted in 1...limit {
          let sum = min(blocks, covered + hosted)
          next[sum] = max(next[sum], best[covered] + room[hosted - 1])
        }
      }
      best = next
    }
    return max(0, best[blocks]) / blocks
  }
}
