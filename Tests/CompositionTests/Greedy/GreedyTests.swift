import Composition
import CompositionTestSupport
import Queueing
import ServerChains
import Testing

@Suite struct GreedyTests {
  @Test(arguments: Reference.all)
  func tunedReproducesReference(_ reference: Reference) throws {
    let tuned = try #require(
      try GreedyComposition.tuned(instance: reference.load(), criterion: .lower, stop: .rate))
    let response = try #require(tuned.response)
    #expect(abs(response.lower - reference.tuned.lower) < 1e-8)
    #expect(abs(response.upper - reference.tuned.upper) < 1e-8)
    #expect(tuned.reservation == reference.tuned.reservation)
    let chains = tuned.design.chains.map { [$0.chain.serviceTime, Double($0.capacity)] }
    #expect(chains.count == reference.tuned.chains.count)
    for (ours, theirs) in zip(chains, reference.tuned.chains) {
      #expect(abs(ours[0] - theirs[0]) < 1e-9)
      #expect(ours[1] == theirs[1])
    }
  }

  @Test(arguments: Reference.all)
  func everyCriterionKeepsTheBestByItsMeasure(_ reference: Reference) throws {
    let instance = try reference.load()
    let arrivalRate = try #require(instance.arrivalRate)
    let candidates = (1...instance.maximumReservation).map {
      GreedyComposition(instance: instance, reservation: $0, stop: .rate)
    }.filter { $0.response != nil }
    let upper = try #require(
      try GreedyComposition.tuned(instance: instance, criterion: .upper, stop: .rate))
    #expect(upper.response?.upper == candidates.compactMap(\.response?.upper).min())
    let exact = try #require(
      try GreedyComposition.tuned(instance: instance, criterion: .exact, stop: .rate))
    func mean(_ composition: GreedyComposition) throws -> Double {
      let system = try #require(ChainSystem(of: composition.design, instance: instance))
      guard case .solved(let response) = ExactChain.solve(system, arrivalRate: arrivalRate) else {
        return .infinity
      }
      return response.meanResponse
    }
    let means = try candidates.map(mean)
    let least = try #require(means.min())
    #expect(try mean(exact) == least)
    #expect(exact.reservation == candidates[means.firstIndex(of: least) ?? 0].reservation)
    // Near ties may fall either way in a simulation, but not by more than its error.
    let simulated = try #require(
      try GreedyComposition.tuned(instance: instance, criterion: .simulated, stop: .rate))
    #expect(try mean(simulated) < 1.03 * least)
  }

  @Test(arguments: Reference.all)
  func frontierReproducesReference(_ reference: Reference) throws {
    let limits = Array(1...reference.greedyFrontier.count)
    let best = GreedyComposition.fastest(slotLimits: limits, of: try reference.load())
    for (ours, theirs) in zip(best, reference.greedyFrontier) {
      #expect(abs((ours?.design.totalRate ?? 0) - theirs) < 1e-9)
    }
  }

  @Test func workedExampleGivesThePapersChains() throws {
    let epsilon = 0.125
    let instance = try WorkedExample.instance(epsilon: epsilon)
    let blocks = BlockPlacement(instance: instance, reservation: 1, stop: .all)
    #expect(blocks.chains == [[0, 1], [2, 3, 4]])
    let design = CacheAllocation.greedy(on: blocks.placement, of: instance)
    #expect(design.chains.map { $0.chain.hops.map(\.server) } == [[0, 1], [0, 3, 4], [2, 3, 4]])
    #expect(design.chains.map(\.capacity) == [5, 5, 5])
    let rate = 5 / (3 + 5 * epsilon) + 5 / (3 + 10 * epsilon) + 5 / (3 + 12 * epsilon)
    #expect(abs(design.totalRate - rate) < 1e-12)
  }
}

/// The worked example of Documentation/Problem.md, "Worked example".
enum WorkedExample {
  static func instance(epsilon: Double) throws -> Instance {
    try Instance(
      name: "worked-example",
      service: Service(name: "toy", blocks: 3, blockMemory: 1, cacheMemory: 0.1),
      servers: (1...5).map { number in
        Server(
          name: "s\(number)", memory: number == 2 ? 3 : 2,
          communicationTime: number == 2 ? 2 : 1, computationTime: Double(number) * epsilon)
      },
      arrivalRate: 0.2, maximumLoad: 0.7)
  }
}
