import Bounds
import CompositionTestSupport
import Queueing
import ServerChains
import Testing

@testable import Composition

@Suite struct PlacementSearchTests {
  @Test(arguments: Backend.allCases)
  func boundsAreAboveEveryPlanTheSearchesFind(_ backend: Backend) throws {
    var compared = 0
    for seed in 1...200 {
      let instance = try TinyInstances.make(seed: UInt64(seed), servers: 6, blocks: 9)
      guard instance.coverableBlocks == instance.blocks else { continue }
      let slots = 2 + seed % 5
      var search = PlacementSearch(
        instance: instance, goal: .rate(slotLimit: slots), seed: UInt64(seed))
      guard let greedy = GreedyComposition.fastest(slotLimit: slots, of: instance) else { continue }
      search.begin(at: greedy.design.placement)
      search.run(moves: 2_000, heat: 0.1)
      var stages = StageSearch(
        instance: instance, goal: .rate(slotLimit: slots), rows: 1 + seed % 3, seed: UInt64(seed))
      stages.run(moves: 1_000, heat: 0.3)
      var bounds = try #require(FrontierBound(instance: instance))
      let certificate = try bounds.certify(
        .atMost(min(slots, instance.maximumSlots)), solver: backend.live(),
        deadline: Deadline(limit: nil))
      var rows = RowSearch(
        instance: instance, goal: .rate(slotLimit: slots), seed: UInt64(seed))
      rows.run(trials: 50, heat: 0.1)
      let searched = (placement: search.bestPlacement, value: search.bestValue)
      for (placement, value) in [searched] + [stages.best, rows.best].compactMap(\.self) {
        // The searches' own judge is the library's GCA, and what they place is valid.
        let found = CacheAllocation.greedy(on: placement, of: instance, slotLimit: slots)
        #expect(abs(found.totalRate - value) <= 1e-12 * found.totalRate)
        for (server, range) in placement.ranges.enumerated() {
          if let range { #expect(instance.slots(of: server, hosting: range.count) > 0) }
        }
        #expect(certificate.bound >= found.totalRate * (1 - 1e-9), "seed \(seed)")
        compared += 1
      }
    }
    // Some instances cannot be covered, and in some no stages can be formed.
    #expect(compared > 400)
  }

  /// Four large servers and ten small ones: two rows with as many jobs as each can hold, not one.
  @Test func rowsFindTheNumbersOfJobs() throws {
    func servers(_ count: Int, _ name: String, memory: ExactDecimal, time: Double) -> [Server] {
      (1...count).map {
        Server(
          name: "\(name)\($0)", memory: memory, communicationTime: 0.1, computationTime: time)
      }
    }
    let instance = try Instance(
      name: "rows", service: Service(name: "llm", blocks: 20, blockMemory: 1, cacheMemory: 0.1),
      servers: servers(4, "large", memory: 10, time: 0.1)
        + servers(10, "small", memory: 4, time: 0.3))
    var rows = RowSearch(instance: instance, goal: .rate(slotLimit: 40), seed: 1)
    rows.run(trials: 400, heat: 0.1)
    let best = try #require(rows.best)
    // Ten jobs of 2.4 s on five blocks each, ten of 7 s on two blocks each.
    let (large, small): (Double, Double) = (10 / 2.4, 10 / 7)
    #expect(best.value >= large + small - 1e-9)
  }

  @Test func stagesFindTheBestRow() throws {
    // Three jobs take 2.5 GB a block: the best plan is a row of all five servers with two blocks
    // each.
    let instance = try Instance(
      name: "row", service: Service(name: "llm", blocks: 10, blockMemory: 1, cacheMemory: 0.5),
      servers: (1...5).map {
        Server(
          name: "s\($0)", memory: 6, communicationTime: 1 + 0.1 * Double($0), computationTime: 0.1)
      })
    var stages = StageSearch(
      instance: instance, goal: .rate(slotLimit: 3), rows: 1, seed: 1)
    stages.run(moves: 5_000, heat: 0.3)
    let best = try #require(stages.best)
    let exact = try ExactComposition(
      instance: instance, options: ExactOptions(solver: Backend.glpk.solver)
    ).rate(slotLimit: 3)
    #expect(exact.termination == .optimal)
    #expect(abs(best.value - (exact.value ?? 0)) <= 1e-9)
  }

  @Test func theSearchForResponseIsJudgedByTheLowerBound() throws {
    var compared = 0
    for seed in 1...100 {
      let instance = try TinyInstances.make(seed: UInt64(seed), servers: 5, blocks: 6)
      guard
        let greedy = GreedyComposition.fastest(slotLimit: .max, of: instance)?.design,
        !greedy.chains.isEmpty
      else { continue }
      let design = CacheAllocation.greedy(on: greedy.placement, of: instance)
      for load in [0.1, 0.5, 0.9] {
        let arrivalRate = load * design.totalRate
        var tally = SlotTally(goal: .response(arrivalRate: arrivalRate, slotLimit: 1))
        for composed in design.chains {
          tally.add(composed.capacity, time: composed.chain.serviceTime)
        }
        let bounds = try #require(ResponseBounds(of: design, arrivalRate: arrivalRate))
        #expect(abs(1 / tally.value - bounds.lower) <= 1e-9 * bounds.lower, "seed \(seed)")
        compared += 1
      }
    }
    #expect(compared > 200)
  }
}
