import ServerChains

/// JIQ: a random chain with a free slot, else a random chain.
struct IdleQueuePolicy: DispatchPolicy {
  static let hasCentralQueue = false

  private let capacities: [Int]
  /// The chains, those with a free slot first.
  private var order: [Int]
  private var places: [Int]
  private var freeCount: Int
  private var generator: SeededGenerator

  init(system: ChainSystem, generator: SeededGenerator) {
    capacities = system.chains.map(\.capacity)
    order = Array(capacities.indices)
    places = order
    freeCount = order.count
    self.generator = generator
  }

  mutating func choose() -> Int {
    order[generator.integer(below: freeCount > 0 ? freeCount : order.count)]
  }

  mutating func note(chain: Int, jobs: Int) {
    let (wasFree, isFree) = (places[chain] < freeCount, jobs < capacities[chain])
    if wasFree, !isFree {
      freeCount -= 1
      swap(chain, to: freeCount)
    } else if !wasFree, isFree {
      swap(chain, to: freeCount)
      freeCount += 1
    }
  }

  private mutating func swap(_ chain: Int, to place: Int) {
    let (from, other) = (places[chain], order[place])
    order.swapAt(from, place)
    places[chain] = place
    places[other] = from
  }
}

/// Random: a chain with probability proportional to c μ, by Walker's alias method.
struct RandomPolicy: DispatchPolicy {
  static let hasCentralQueue = false

  private var thresholds: [Double]
  private var aliases: [Int]
  private var generator: SeededGenerator

  init(system: ChainSystem, generator: SeededGenerator) {
    let count = system.chains.count
    var heights = system.chains.map {
      Double($0.capacity) * $0.rate / system.totalRate * Double(count)
    }
    thresholds = Array(repeating: 1, count: count)
    aliases = Array(0..<count)
    var small = heights.indices.filter { heights[$0] < 1 }
    var large = heights.indices.filter { heights[$0] >= 1 }
    while let low = small.popLast(), let high = large.popLast() {
      thresholds[low] = heights[low]
      aliases[low] = high
      heights[high] -= 1 - heights[low]
      if heights[high] < 1 { small.append(high) } else { large.append(high) }
    }
    self.generator = generator
  }

  mutating func choose() -> Int {
    let column = generator.integer(below: thresholds.count)
    return generator.uniform() < thresholds[column] ? column : aliases[column]
  }

  mutating func note(chain: Int, jobs: Int) {}
}
