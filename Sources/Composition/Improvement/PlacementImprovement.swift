import Dispatch
import ServerChains
import Synchronization

/// Rounds of the improvement search on several threads, the same for the same seed and number of threads.
///
/// In a round every thread searches from a start of its own choosing with its own generator; after it the best placement is
/// shared. Nothing depends on which thread is faster.
struct PlacementImprovement {
  private let instance: Instance
  private let slotLimit: Int
  private let seed: UInt64
  private var starts: [Placement]
  private var round = 0
  /// The best placement so far and the rate GCA gives it.
  private(set) var best: (placement: Placement, rate: Double)?

  /// Losses accepted at the beginning of a round, as a share of the value; they take turns.
  private static let heats = [0.05, 0.1, 0.02, 0.2]

  /// - Parameter starts: Placements to begin at, the most promising first.
  init(
    instance: Instance, slotLimit: Int, starts: [Placement], seed: UInt64
  ) {
    self.instance = instance
    self.slotLimit = slotLimit
    self.seed = seed
    self.starts = starts
  }

  /// One round of `moves` moves on every thread, fewer where the search is called off.
  mutating func run(
    moves: Int, threads: Int, isCalledOff: @Sendable () -> Bool = { false }
  ) {
    guard !starts.isEmpty else { return }
    let threads = max(1, threads)
    let (instance, slotLimit, seed) = (instance, slotLimit, seed)
    let heat = Self.heats[round % Self.heats.count]
    let tasks = (0..<threads).map { start(thread: $0) }
    let round = UInt64(round)
    let results = Mutex<[Int: (placement: Placement, rate: Double)]>([:])
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      var search = PlacementSearch(
        instance: instance, slotLimit: slotLimit,
        seed: seed &+ 0x9E37_79B9_7F4A_7C15 &* (round &* 64 &+ UInt64(thread) &+ 1))
      search.begin(at: tasks[thread])
      search.run(moves: moves, heat: heat, isCalledOff: isCalledOff)
      let result = (placement: search.bestPlacement, rate: search.bestValue)
      results.withLock { $0[thread] = result }
    }
    let found = results.withLock { $0 }
    for thread in 0..<threads {
      if let result = found[thread], result.rate > best?.rate ?? 0 { best = result }
    }
    self.round += 1
  }

  /// Every third round of a thread begins afresh, the others at the best so far.
  private func start(thread: Int) -> Placement {
    let turn = round + thread
    guard let best, turn % 3 != 0 else { return starts[(turn / 3 + thread) % starts.count] }
    return best.placement
  }
}

extension GreedyComposition {
  /// The placements of GBP-CR over all reservations, those on which GCA's `slotLimit` slots are fastest first.
  static func placements(
    of instance: Instance, slotLimit: Int, count: Int
  ) -> [Placement] {
    var judged: [(placement: Placement, rate: Double)] = []
    for reservation in stride(from: 1, through: instance.maximumReservation, by: 1) {
      let placement = BlockPlacement(
        instance: instance, reservation: reservation, stop: .all
      ).placement
      guard placement != judged.last?.placement else { continue }
      let design = CacheAllocation.greedy(on: placement, of: instance, slotLimit: slotLimit)
      guard !design.chains.isEmpty else { continue }
      judged.append((placement, design.totalRate))
    }
    let order = judged.indices.sorted { (-judged[$0].rate, $0) < (-judged[$1].rate, $1) }
    return order.prefix(count).map { judged[$0].placement }
  }
}
