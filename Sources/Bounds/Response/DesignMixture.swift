import ServerChains

/// The mixture of designs that has the fewest jobs, of those that column generation found.
///
/// Designs are mixed, not their jobs: the mean of their slots' rates is taken for one design's.
/// Were the closed form convex, no design could have fewer jobs than the best mixture.
struct DesignMixture: Sendable {
  private var solutions: [MasterSolution] = []
  private var shares: [Double] = []
  private let arrivalRate: Double
  /// Bounds of `f_n` beyond the slots of the mixture.
  private let later: [Double]
  private let fewest: Int
  private let slotRange: ClosedRange<Double>
  /// The rates of its slots, the fastest first.
  private(set) var slots: [Double] = []
  private(set) var jobs = Double.infinity
  /// By how much a little more of each slot's rate makes jobs fewer.
  private(set) var weights: [Double] = []

  /// - Parameters:
  ///   - fewest: Designs have so many slots of the mixture's at least.
  ///   - later: Bounds of `f_n` for more slots than the mixture has.
  ///   - slotRange: No design's slot is slower or faster; what a backend makes of slots may be.
  init(arrivalRate: Double, fewest: Int, later: [Double], slotRange: ClosedRange<Double>) {
    (self.arrivalRate, self.fewest) = (arrivalRate, fewest)
    (self.later, self.slotRange) = (later, slotRange)
  }

  var isEmpty: Bool { solutions.isEmpty }

  /// What servers host and what patterns have jobs in it.
  var solution: MasterSolution? {
    guard let first = solutions.first else { return nil }
    var mixed = first
    var sum = shares[0]
    for (share, solution) in zip(shares, solutions).dropFirst() where share > 0 {
      sum += share
      mixed = mixed.mixed(share / sum, of: solution)
    }
    return mixed
  }

  private static let mostMoves = 100
  /// A move that gains less, relatively, is the last one.
  private static let leastGain = 1e-7
  private static let steps = 16

  /// Takes one more solution and moves shares from the worst solution to the best, as their slots
  /// are worth.
  mutating func add(_ solution: MasterSolution) {
    var solution = solution
    solution.slots = solution.slots.map { min(max($0, slotRange.lowerBound), slotRange.upperBound) }
      .sorted(by: >)
    solutions.append(solution)
    shares.append(shares.isEmpty ? 1 : 0)
    settle(slots.isEmpty ? solution.slots : slots)
    for _ in 0..<Self.mostMoves {
      let worths = solutions.map { zip(weights, $0.slots).reduce(0) { $0 + $1.0 * $1.1 } }
      let held = shares.indices.filter { shares[$0] > 0 }
      guard let best = worths.indices.max(by: { worths[$0] < worths[$1] }),
        let worst = held.min(by: { worths[$0] < worths[$1] }), worths[best] > worths[worst]
      else { return }
      let most = shares[worst]
      let moved = (1...Self.steps).map { step -> (jobs: Double, share: Double, slots: [Double]) in
        let share = most * Double(step) / Double(Self.steps)
        let slots = self.slots.indices.map {
          self.slots[$0] + share * (solutions[best].slots[$0] - solutions[worst].slots[$0])
        }
        return (jobs(slots), share, slots)
      }.min { $0.jobs < $1.jobs }
      guard let moved, moved.jobs < jobs * (1 - Self.leastGain) else { return }
      shares[best] += moved.share
      shares[worst] = moved.share == most ? 0 : shares[worst] - moved.share
      settle(moved.slots)
    }
  }

  private mutating func settle(_ slots: [Double]) {
    self.slots = slots
    jobs = jobs(slots)
    weights = slots.indices.map { index in
      var changed = slots
      let step = 1e-4 * slots[0]
      changed[index] += step
      return max(0, (jobs - jobs(changed)) / step)
    }
  }

  private func jobs(_ slots: [Double]) -> Double {
    FastestFirstBound.leastJobs(
      RateBox(slots), fewest: fewest, later: later, arrivalRate: arrivalRate)
  }
}
