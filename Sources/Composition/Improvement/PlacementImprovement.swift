import Dispatch
import ServerChains
import Synchronization

/// Rounds of the improvement search on several threads, the same for the same seed and number of
/// threads.
///
/// In a round every thread searches from a start of its own choosing with its own generator: a
/// placement, or what a search over stages finds; after it the best placement is shared. Nothing
/// depends on which thread is faster.
struct PlacementImprovement {
  private let instance: Instance
  private let goal: SearchGoal
  private let seed: UInt64
  private var starts: [Placement]
  private var round = 0
  /// The best placement so far and what GCA's slots on it are worth to the goal.
  private(set) var best: (placement: Placement, value: Double)?
  /// What each thread found in the last round.
  private(set) var latest: [(placement: Placement, value: Double)] = []

  /// Losses accepted at the beginning of a round, as a share of the value; they take turns.
  private static let heats = [0.05, 0.1, 0.02, 0.2]
  private static let stageHeat = 0.3
  private static let mostRows = 3
  private static let rowHeat = 0.1
  /// A trial of rows takes as long as a few moves.
  private static let movesPerTrial = 50

  /// - Parameter starts: Placements to begin at, the most promising first.
  init(
    instance: Instance, goal: SearchGoal, starts: [Placement], seed: UInt64
  ) {
    self.instance = instance
    self.goal = goal
    self.seed = seed
    self.starts = starts
  }

  /// Where a thread begins a round.
  private enum Start {
    case placement(Placement)
    /// What a search over so many rows of stages finds.
    case stages(rows: Int)
    /// What a search over rows of single servers finds.
    case rows
  }

  /// One round of `moves` moves on every thread, fewer where the search is called off.
  mutating func run(
    moves: Int, threads: Int, isCalledOff: @Sendable () -> Bool = { false }
  ) {
    guard !starts.isEmpty else { return }
    let threads = max(1, threads)
    let heat = Self.heats[round % Self.heats.count]
    let tasks = (0..<threads).map { (start(thread: $0), seed(thread: $0)) }
    let (instance, goal) = (instance, goal)
    let results = Mutex<[Int: (placement: Placement, value: Double)]>([:])
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      let (start, seed) = tasks[thread]
      var search = PlacementSearch(instance: instance, goal: goal, seed: seed)
      switch start {
      case .placement(let placement): search.begin(at: placement)
      case .stages(let rows):
        var stages = StageSearch(instance: instance, goal: goal, rows: rows, seed: seed)
        stages.run(moves: moves / 2, heat: Self.stageHeat, isCalledOff: isCalledOff)
        guard let best = stages.best else { return }
        search.begin(at: best.placement)
      case .rows:
        var rows = RowSearch(instance: instance, goal: goal, seed: seed)
        rows.run(
          trials: moves / Self.movesPerTrial, heat: Self.rowHeat, isCalledOff: isCalledOff)
        guard let best = rows.best else { return }
        search.begin(at: best.placement)
      }
      search.run(moves: moves, heat: heat, isCalledOff: isCalledOff)
      let result = (placement: search.bestPlacement, value: search.bestValue)
      results.withLock { $0[thread] = result }
    }
    let found = results.withLock { $0 }
    latest = (0..<threads).compactMap { found[$0] }
    for result in latest where result.value > best?.value ?? 0 { best = result }
    round += 1
  }

  private func seed(thread: Int) -> UInt64 {
    seed &+ 0x9E37_79B9_7F4A_7C15 &* (UInt64(round) &* 64 &+ UInt64(thread) &+ 1)
  }

  /// Half of the rounds go on from the best so far; most of the others begin at stages, some at
  /// rows or at a given placement.
  ///
  /// The first round has rows for certain. Drawn and not in turn, because the lengths of rounds
  /// have periods of their own.
  private func start(thread: Int) -> Start {
    var generator = SeededGenerator(seed: ~seed(thread: thread))
    let kind = generator.integer(below: 8)
    if round == 0, thread == 0 { return .rows }
    if kind < 4, let best { return .placement(best.placement) }
    if kind < 7 { return .stages(rows: 1 + generator.integer(below: Self.mostRows)) }
    if generator.integer(below: 2) == 0 { return .rows }
    return .placement(starts[generator.integer(below: starts.count)])
  }
}
