import Bounds
import ServerChains

/// Capacities of a placement's chains made for response times.
///
/// GCA fills the fastest chain first. Where that leaves other chains little, fewer jobs on it make
/// a better design. So each chain in turn is allowed less, the ones behind it are filled up again,
/// and what makes the fewest jobs is kept, as long as that helps. The jobs are those of
/// ``FastestFirstSlots``, close to the exact chain's.
struct CapacityDescent {
  /// From the fastest on.
  private let chains: [Chain]
  private let arrivalRate: Double
  /// By server.
  private let room: [Int]
  /// By chain, what it may hold at most.
  private var limits: [Int]

  /// - Parameters:
  ///   - chains: In any order; all of them run on the same placement.
  ///   - room: Block-caches by server.
  init(_ chains: [Chain], room: [Int], arrivalRate: Double) {
    let order = chains.indices.sorted {
      (chains[$0].serviceTime, $0) < (chains[$1].serviceTime, $1)
    }
    self.chains = order.map { chains[$0] }
    self.room = room
    self.arrivalRate = arrivalRate
    limits = chains.map { _ in .max }
  }

  /// The best capacities found, by chain, those above 0.
  ///
  /// - Complexity: O(K · (K + C)) for each step that helps, of K chains with C slots.
  mutating func run(isCalledOff: () -> Bool) -> [ComposedChain] {
    var best = filled()
    while !isCalledOff() {
      var step: (chain: Int, limit: Int, jobs: Double, capacities: [Int])?
      for chain in chains.indices where best.capacities[chain] > 0 && !isCalledOff() {
        let capacity = best.capacities[chain]
        let kept = limits[chain]
        for limit in Set([capacity - 1, capacity / 2, 0]).sorted() {
          limits[chain] = limit
          let trial = filled()
          if trial.jobs < step?.jobs ?? best.jobs {
            step = (chain, limit, trial.jobs, trial.capacities)
          }
        }
        limits[chain] = kept
      }
      guard let step, step.jobs < best.jobs * (1 - 1e-9) else { break }
      limits[step.chain] = step.limit
      best = (step.jobs, step.capacities)
    }
    return zip(chains, best.capacities).filter { $0.1 > 0 }
      .map { ComposedChain(chain: $0.0, capacity: $0.1) }
  }

  /// The fastest chains first, within their limits.
  ///
  /// Where they are too slow for what arrives there is no mean; the slower, the more it counts.
  private func filled() -> (jobs: Double, capacities: [Int]) {
    var left = room
    var slots = FastestFirstSlots(most: 0)
    var rate = 0.0
    let capacities = chains.indices.map { index in
      let chain = chains[index]
      let capacity = chain.hops.reduce(limits[index]) { min($0, left[$1.server] / $1.blocks) }
      for hop in chain.hops { left[hop.server] -= capacity * hop.blocks }
      let slot = chain.rate / arrivalRate
      let counted = min(capacity, Self.mostSlots - slots.count)
      for _ in 0..<counted {
        rate += slot
        slots.add(rate: rate, slot: slot)
      }
      rate += Double(capacity - counted) * slot
      return capacity
    }
    guard rate > 1 else { return (Self.unstableJobs / max(rate, 1e-9), capacities) }
    return (slots.leastJobs(load: 1 / rate, split: nil).jobs, capacities)
  }

  /// Slots beyond these count with their rate alone: hardly a job comes that far.
  private static let mostSlots = 2_000
  private static let unstableJobs = 1e18
}
