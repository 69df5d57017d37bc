import ServerChains
import Testing

@testable import Queueing

/// Every rule against a plain reading of it (Documentation/Problem.md, "Dispatch policies").
@Suite struct PolicyTests {
  private let system = ChainSystem(rates: [(4, 2), (2, 3), (2, 1), (0.5, 4), (0.1, 2)])

  /// Drives a policy through a random history of arrivals and departures; the choices must be among
  /// those the rule allows.
  private func check<Policy: DispatchPolicy>(
    _ policy: Policy.Type, _ allowed: ([Int]) -> [Int]
  ) {
    var policy = Policy(system: system, generator: SeededGenerator(seed: 4))
    var generator = SeededGenerator(seed: 5)
    var jobs = [Int](repeating: 0, count: system.chains.count)
    var chosen: Set<[Int]> = []
    for _ in 0..<4000 {
      if generator.uniform() < 0.55 {
        let choice = policy.choose()
        let options = allowed(jobs)
        #expect(options.contains(choice), "\(jobs)")
        chosen.insert(options.count > 1 ? [choice] + jobs : jobs)
        guard choice >= 0 else { continue }
        jobs[choice] += 1
        policy.note(chain: choice, jobs: jobs[choice])
      } else {
        let busy = jobs.indices.filter { jobs[$0] > 0 }
        guard !busy.isEmpty else { continue }
        let chain = busy[generator.integer(below: busy.count)]
        jobs[chain] -= 1
        policy.note(chain: chain, jobs: jobs[chain])
      }
    }
    #expect(chosen.count > 20)
  }

  private func least(_ keys: [[Double]]) -> [Int] {
    let best = keys.min { $0.lexicographicallyPrecedes($1) }
    return keys.indices.filter { keys[$0] == best }
  }

  private func queue(_ chain: Int, _ jobs: [Int]) -> Double {
    Double(max(0, jobs[chain] - system.chains[chain].capacity))
  }

  @Test func fastestFree() {
    check(FastestFreePolicy.self) { jobs in
      [jobs.indices.first { jobs[$0] < system.chains[$0].capacity } ?? -1]
    }
  }

  @Test func shortestQueue() {
    check(ShortestQueuePolicy.self) { jobs in
      least(
        jobs.indices.map {
          [queue($0, jobs), Double(jobs[$0]) / Double(system.chains[$0].capacity)]
        })
    }
  }

  @Test func speedAwareShortestQueue() {
    check(SpeedAwareQueuePolicy.self) { jobs in
      least(jobs.indices.map { [queue($0, jobs), Double($0)] })
    }
  }

  @Test func shortestExpectedDelay() {
    check(ExpectedDelayPolicy.self) { jobs in
      least(
        jobs.indices.map { chain in
          let (time, capacity) = (
            system.chains[chain].serviceTime, Double(system.chains[chain].capacity)
          )
          let waiting = max(0, Double(jobs[chain]) - capacity + 1)
          return [time + time * waiting / capacity, Double(chain)]
        })
    }
  }

  @Test func joinIdleQueue() {
    check(IdleQueuePolicy.self) { jobs in
      let free = jobs.indices.filter { jobs[$0] < system.chains[$0].capacity }
      return free.isEmpty ? Array(jobs.indices) : free
    }
  }

  @Test func randomFollowsTheRates() {
    var policy = RandomPolicy(system: system, generator: SeededGenerator(seed: 6))
    var counts = [Double](repeating: 0, count: system.chains.count)
    let draws = 40_000
    for _ in 0..<draws { counts[policy.choose()] += 1 }
    let statistic = system.chains.indices.reduce(0.0) { sum, chain in
      let served = system.chains[chain]
      let expected = Double(draws) * Double(served.capacity) * served.rate / system.totalRate
      return sum + (counts[chain] - expected) * (counts[chain] - expected) / expected
    }
    // χ² with 4 degrees passes 18.5 once in a thousand.
    #expect(statistic < 18.5)
  }

  @Test func tiesFallToEachAlike() {
    var policy = ShortestQueuePolicy(
      system: ChainSystem(rates: [(3, 2), (2, 2), (1, 2)]), generator: SeededGenerator(seed: 7))
    var counts = [0.0, 0, 0]
    for _ in 0..<30_000 { counts[policy.choose()] += 1 }
    // Five standard errors of a count.
    for count in counts { #expect(abs(count - 10_000) < 5 * (30_000.0 * 2 / 9).squareRoot()) }
  }

  @Test func theTreeFindsTheLeastOfManyMembers() {
    var tree = BitTree(allBelow: 10_000)
    for member in 0..<9_999 { tree.remove(member) }
    #expect(tree.first == 9_999)
    tree.insert(4_100)
    #expect(tree.first == 4_100)
    tree.remove(4_100)
    tree.remove(9_999)
    #expect(tree.first == -1)
  }

  @Test func departuresComeInOrderWhateverIsMoved() {
    var heap = DepartureHeap(capacity: 50)
    var times = [Double?](repeating: nil, count: 50)
    var generator = SeededGenerator(seed: 8)
    for _ in 0..<5000 {
      let slot = generator.integer(below: 50)
      let time = Double(generator.integer(below: 30))
      if times[slot] == nil {
        heap.insert(slot, at: time)
        times[slot] = time
      } else if generator.uniform() < 0.3 {
        heap.remove(slot)
        times[slot] = nil
      } else if generator.uniform() < 0.5 {
        heap.move(slot, to: time)
        times[slot] = time
      } else if let first = times.indices.filter({ times[$0] != nil }).min(by: {
        (times[$0] ?? 0, $0) < (times[$1] ?? 0, $1)
      }) {
        heap.replaceEarliest(at: time + 30)
        times[first] = time + 30
      }
      let first = times.indices.filter { times[$0] != nil }.min {
        (times[$0] ?? 0, $0) < (times[$1] ?? 0, $1)
      }
      #expect(heap.earliest == first.flatMap { times[$0] } ?? .infinity)
      if let first { #expect(heap.earliestSlot == first) }
    }
  }
}
