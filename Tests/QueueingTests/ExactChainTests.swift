import Queueing
import ServerChains
import Testing

@Suite struct ExactChainTests {
  private func solve(_ system: ChainSystem, _ arrivalRate: Double, limit: Int = 2_000_000) throws
    -> ExactResponse
  {
    let answer = ExactChain.solve(system, arrivalRate: arrivalRate, stateLimit: limit)
    guard case .solved(let response) = answer else {
      throw Unexpected(what: "\(answer)")
    }
    return response
  }

  private struct Unexpected: Error { let what: String }

  /// A given number of chains of the same rate, solved as they are and taken together.
  @Test(arguments: [0.1, 0.6, 0.95], [2, 96, 1_000_000])
  func equalChainsAreErlangsQueue(load: Double, limit: Int) throws {
    let system = ChainSystem(rates: [(0.4, 2), (0.4, 3), (0.4, 4)])
    let arrivalRate = load * system.totalRate
    let formula = Formulas.erlangResponse(arrivalRate: arrivalRate, rate: 0.4, slots: 9)
    let wait = Formulas.erlangC(arrivalRate: arrivalRate, rate: 0.4, slots: 9)
    guard limit > 9 else {
      // Ten states are needed even with all taken together.
      guard
        case .tooLarge(let states) = ExactChain.solve(
          system, arrivalRate: arrivalRate, stateLimit: limit)
      else { throw Unexpected(what: "solved") }
      #expect(states == 10)
      return
    }
    let response = try solve(system, arrivalRate, limit: limit == 96 ? 12 : limit)
    #expect(response.stateCount == (limit == 96 ? 10 : 60))
    #expect(abs(response.meanResponse / formula - 1) < 1e-10)
    #expect(abs(response.waitingProbability / wait - 1) < 1e-9)
    #expect(abs(response.meanWaiting - (formula - 2.5)) < 1e-9)
  }

  @Test func manyEqualSlotsDoNotUnderflow() throws {
    let system = ChainSystem(rates: [(1, 5000)])
    let response = try solve(system, 4990)
    let formula = Formulas.erlangResponse(arrivalRate: 4990, rate: 1, slots: 5000)
    #expect(abs(response.meanResponse / formula - 1) < 1e-9)
    #expect(abs(response.utilization[0] - 0.998) < 1e-9)
  }

  /// The same chain written down as a table of states and solved by Gaussian elimination, tail
  /// states included.
  private func bruteForce(_ system: ChainSystem, arrivalRate: Double, tail: Int) -> Double {
    let capacities = system.chains.map(\.capacity)
    var states: [[Int]] = [[]]
    for capacity in capacities { states = states.flatMap { s in (0...capacity).map { s + [$0] } } }
    let numbers = Dictionary(uniqueKeysWithValues: states.enumerated().map { ($1, $0) })
    let count = states.count + tail
    var balance = [[Double]](repeating: [Double](repeating: 0, count: count + 1), count: count)
    func flow(_ from: Int, _ to: Int, _ rate: Double) {
      balance[to][from] += rate
      balance[from][from] -= rate
    }
    for (index, state) in states.enumerated() {
      for chain in state.indices where state[chain] > 0 {
        var less = state
        less[chain] -= 1
        flow(index, numbers[less] ?? -1, Double(state[chain]) * system.chains[chain].rate)
      }
      if let chain = state.indices.first(where: { state[$0] < capacities[$0] }) {
        var more = state
        more[chain] += 1
        flow(index, numbers[more] ?? -1, arrivalRate)
      }
    }
    let full = numbers[capacities] ?? -1
    for step in 0..<tail {
      let below = step == 0 ? full : states.count + step - 1
      flow(below, states.count + step, arrivalRate)
      flow(states.count + step, below, system.totalRate)
    }
    balance[0] = [Double](repeating: 1, count: count + 1)
    let weights = LinearAlgebra.solve(balance)
    let jobs = weights.enumerated().reduce(0.0) { sum, entry in
      let present =
        entry.offset < states.count
        ? states[entry.offset].reduce(0, +)
        : capacities.reduce(0, +) + entry.offset - states.count + 1
      return sum + entry.element * Double(present)
    }
    return jobs / arrivalRate
  }

  @Test(arguments: 0..<12)
  func matchesGaussianElimination(seed: Int) throws {
    var (system, arrivalRate) = RandomSystems.system(seed: UInt64(seed), chains: 3, slots: 2)
    arrivalRate = min(arrivalRate, 0.5 * system.totalRate)
    let response = try solve(system, arrivalRate)
    let brute = bruteForce(system, arrivalRate: arrivalRate, tail: 45)
    #expect(abs(response.meanResponse / brute - 1) < 1e-9)
  }

  /// Palm's overflow recursion knows nothing of states: an independent way to the same mean.
  @Test(arguments: 0..<20)
  func matchesOverflowRecursion(seed: Int) throws {
    let (system, arrivalRate) = RandomSystems.system(seed: UInt64(100 + seed), chains: 5, slots: 3)
    let slotRates = system.chains.flatMap { Array(repeating: $0.rate, count: $0.capacity) }
    let response = try solve(system, arrivalRate)
    let palm = Formulas.fastestFreeResponse(arrivalRate: arrivalRate, slotRates: slotRates)
    #expect(abs(response.meanResponse / palm - 1) < 1e-9)
    let carried = zip(response.utilization, system.chains).reduce(0.0) {
      $0 + $1.0 * Double($1.1.capacity) * $1.1.rate
    }
    #expect(abs(carried / arrivalRate - 1) < 1e-9)
  }

  @Test func iterationAndEliminationAgree() throws {
    // 5 · 4 · 4 · 5 = 400 states: iterated; the first two chains alone would be eliminated.
    let system = ChainSystem(rates: [(3, 4), (1.1, 3), (0.8, 3), (0.05, 4)])
    for load in [0.2, 0.7, 0.95, 0.999] {
      let arrivalRate = load * system.totalRate
      let response = try solve(system, arrivalRate)
      #expect(response.sweeps > 0)
      #expect(response.residual <= 1e-12)
      let slotRates = system.chains.flatMap { Array(repeating: $0.rate, count: $0.capacity) }
      let palm = Formulas.fastestFreeResponse(arrivalRate: arrivalRate, slotRates: slotRates)
      #expect(abs(response.meanResponse / palm - 1) < 1e-8)
    }
  }

  /// Levels here differ by a factor of 10⁸⁰: sums of shares must not drift out of range.
  @Test func longChainsStayInRange() throws {
    let system = ChainSystem(rates: [(1, 199), (0.5, 149)])
    let arrivalRate = 0.6 * system.totalRate
    let response = try solve(system, arrivalRate)
    #expect(response.residual >= 0 && response.residual <= 1e-12)
    let carried = zip(response.utilization, system.chains).reduce(0.0) {
      $0 + $1.0 * Double($1.1.capacity) * $1.1.rate
    }
    #expect(abs(carried / arrivalRate - 1) < 1e-9)
    guard case .stable(let bounds) = ResponseAnswer(system, arrivalRate: arrivalRate) else {
      throw Unexpected(what: "not stable")
    }
    #expect(bounds.lower <= response.meanResponse && response.meanResponse <= bounds.upper)
  }

  @Test func probabilitiesAddUpAndUtilizationCarriesTheLoad() throws {
    let system = ChainSystem(rates: [(2, 3), (1, 4), (0.5, 2)])
    let response = try solve(system, 7)
    let below = response.jobProbabilities.dropLast().reduce(0, +)
    #expect(abs(below + response.waitingProbability - 1) < 1e-12)
    let queues = (0..<4000).reduce(0.0) { $0 + response.queueProbability($1) }
    #expect(abs(queues - 1) < 1e-9)
    let carried = zip(response.utilization, system.chains).reduce(0.0) {
      $0 + $1.0 * Double($1.1.capacity) * $1.1.rate
    }
    #expect(abs(carried - 7) < 1e-9)
    let waitingJobs = (0..<4000).reduce(0.0) { $0 + Double($1) * response.queueProbability($1) }
    #expect(abs(waitingJobs / 7 - response.meanWaiting) < 1e-9)
  }

  @Test func insideTheBoundsOn500Systems() throws {
    for seed in 0..<500 {
      let (system, arrivalRate) = RandomSystems.system(
        seed: UInt64(1000 + seed), chains: 3, slots: 3)
      let response = try solve(system, arrivalRate)
      guard case .stable(let bounds) = ResponseAnswer(system, arrivalRate: arrivalRate) else {
        Issue.record("seed \(seed) is not stable")
        continue
      }
      #expect(bounds.lower <= response.meanResponse * (1 + 1e-12), "seed \(seed)")
      #expect(response.meanResponse <= bounds.upper * (1 + 1e-12), "seed \(seed)")
    }
  }

  @Test func anUnstableSystemStatesItsLimit() {
    let system = ChainSystem(rates: [(2, 3), (1, 4)])
    for arrivalRate in [10.0, 11] {
      guard case .unstable(let limit) = ExactChain.solve(system, arrivalRate: arrivalRate) else {
        Issue.record("an unstable system was solved")
        continue
      }
      #expect(limit == 10)
      #expect(ResponseAnswer(system, arrivalRate: arrivalRate) == .unstable(limit: 10))
    }
  }
}

/// Gaussian elimination with row exchanges.
enum LinearAlgebra {
  /// Solves `A x = b` given as rows of `A | b`.
  static func solve(_ rows: [[Double]]) -> [Double] {
    var rows = rows
    let count = rows.count
    for column in 0..<count {
      let pivot = (column..<count).max { abs(rows[$0][column]) < abs(rows[$1][column]) } ?? column
      rows.swapAt(column, pivot)
      for row in (column + 1)..<max(count, column + 1) where rows[row][column] != 0 {
        let factor = rows[row][column] / rows[column][column]
        for entry in column...count { rows[row][entry] -= factor * rows[column][entry] }
      }
    }
    var solution = [Double](repeating: 0, count: count)
    for row in stride(from: count - 1, through: 0, by: -1) {
      var right = rows[row][count]
      for column in (row + 1)..<max(count, row + 1) {
        right -= rows[row][column] * solution[column]
      }
      solution[row] = right / rows[row][row]
    }
    return solution
  }
}
