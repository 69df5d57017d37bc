import ServerChains

/// JSQ: shortest queue (Z − c)⁺, ties by least Z/c, then at random.
struct ShortestQueuePolicy: DispatchPolicy {
  static let hasCentralQueue = false

  private let capacities: [Double]
  private var tournament: KeyTournament
  private var generator: SeededGenerator

  init(system: ChainSystem, generator: SeededGenerator) {
    capacities = system.chains.map { Double($0.capacity) }
    tournament = KeyTournament(capacities.map { _ in 0 })
    self.generator = generator
  }

  mutating func choose() -> Int { tournament.random(&generator) }

  /// Both parts in one number: Z/c up to 1 without a queue; with q waiting, q + 1/(2c), for
  /// Z/c = 1 + q/c is least where c is greatest.
  mutating func note(chain: Int, jobs: Int) {
    let queue = Double(jobs) - capacities[chain]
    tournament.update(
      chain,
      to: queue <= 0 ? Double(jobs) / capacities[chain] : queue + 0.5 / capacities[chain])
  }
}

/// SA-JSQ: shortest queue (Z − c)⁺, ties to the fastest chain, whether or not it has a free slot.
struct SpeedAwareQueuePolicy: DispatchPolicy {
  static let hasCentralQueue = false

  private let capacities: [Int]
  private var tournament: KeyTournament

  init(system: ChainSystem, generator: SeededGenerator) {
    capacities = system.chains.map(\.capacity)
    tournament = KeyTournament(capacities.map { _ in 0 })
  }

  mutating func choose() -> Int { tournament.first }

  mutating func note(chain: Int, jobs: Int) {
    tournament.update(chain, to: Double(max(0, jobs - capacities[chain])))
  }
}

/// SED: least expected delay 1/μ + (Z − c + 1)⁺/(μ c), ties to the fastest chain.
struct ExpectedDelayPolicy: DispatchPolicy {
  static let hasCentralQueue = false

  private let times: [Double]
  private let capacities: [Double]
  private var tournament: KeyTournament

  init(system: ChainSystem, generator: SeededGenerator) {
    times = system.chains.map(\.serviceTime)
    capacities = system.chains.map { Double($0.capacity) }
    tournament = KeyTournament(times)
  }

  mutating func choose() -> Int { tournament.first }

  mutating func note(chain: Int, jobs: Int) {
    let waiting = max(0, Double(jobs) - capacities[chain] + 1)
    tournament.update(chain, to: times[chain] + times[chain] * waiting / capacities[chain])
  }
}
