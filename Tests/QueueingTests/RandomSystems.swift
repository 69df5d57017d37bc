import Queueing
import ServerChains

/// Systems drawn by seed.
enum RandomSystems {
  /// A system with at most so many chains and slots on each, and an arrival rate for a load in
  /// 0.05…0.95.
  static func system(seed: UInt64, chains: Int, slots: Int) -> (ChainSystem, Double) {
    var generator = SeededGenerator(seed: seed)
    let count = generator.integer(in: 1...chains)
    let system = ChainSystem(
      rates: (0..<count).map { _ in
        (rate: 0.1 + 3 * generator.uniform(), capacity: generator.integer(in: 1...slots))
      })
    return (system, (0.05 + 0.9 * generator.uniform()) * system.totalRate)
  }
}
