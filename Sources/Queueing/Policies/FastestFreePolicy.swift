import ServerChains

/// JFFC: the fastest chain with a free slot, else the central queue (arXiv 2604.14993, Algorithm
/// 3).
struct FastestFreePolicy: DispatchPolicy {
  static let hasCentralQueue = true

  private let capacities: [Int]
  private var free: BitTree

  init(system: ChainSystem, generator: SeededGenerator) {
    capacities = system.chains.map(\.capacity)
    free = BitTree(allBelow: capacities.count)
  }

  @inline(__always)
  mutating func choose() -> Int { free.first }

  @inline(__always)
  mutating func note(chain: Int, jobs: Int) {
    if jobs < capacities[chain] { free.insert(chain) } else { free.remove(chain) }
  }
}
