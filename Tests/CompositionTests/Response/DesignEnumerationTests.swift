import CompositionTestSupport
import Queueing
import ServerChains
import Testing

@testable import Composition

@Suite struct DesignEnumerationTests {
  @Test func casesOfOtherProgramsComeOut() throws {
    for example in try ResponseCase.all {
      let answer = try ExactComposition(
        instance: example.instance, options: ExactOptions(solver: Backend.glpk.solver)
      ).response()
      let name = example.instance.name
      #expect(answer.termination == .optimal, "\(name)")
      let value = try #require(answer.value, "\(name)")
      #expect(abs(value - example.leastResponse) <= 1e-9 * value, "\(name): \(value)")
      #expect(try #require(answer.bound) <= value, "\(name)")
      let plan = try answer.plan(for: example.instance)
      #expect(Verifier.verify(plan, of: example.instance).isValid, "\(name)")
    }
  }

  /// Loads from 0.05 to 0.97 of the greatest rate; every placement and every capacity is tried
  /// beside it.
  @Test(arguments: [(2, 4), (2, 6), (3, 3), (4, 2)])
  func bruteForceFindsNothingBetter(servers: Int, blocks: Int) throws {
    for seed in 1...8 as ClosedRange<UInt64> {
      let tiny = try TinyInstances.make(seed: seed, servers: servers, blocks: blocks)
      guard tiny.coverableBlocks == blocks else { continue }
      let truth = BruteForce(instance: tiny)
      let greatest = try #require(truth.frontier(slots: tiny.maximumSlots).last)
      let load = [0.05, 0.3, 0.7, 0.97][Int(seed % 4)]
      let instance = try tiny.arriving(at: greatest * load)
      let options = ExactOptions(solver: Backend.glpk.solver)
      let answer = try ExactComposition(instance: instance, options: options).response()
      let least = try #require(truth.leastResponse(arrivalRate: greatest * load))
      #expect(answer.termination == .optimal)
      #expect(abs(try #require(answer.value) - least) <= 1e-9 * least, "seed \(seed)")
      #expect(try #require(answer.bound) <= least)
      #expect(try #require(answer.bound) >= least * (1 - 1e-8))
    }
  }

  @Test func aGapEndsItEarlier() throws {
    for example in try ResponseCase.all {
      var options = ExactOptions(solver: Backend.glpk.solver)
      options.relativeGap = 0.05
      let answer = try ExactComposition(instance: example.instance, options: options).response()
      #expect([.optimal, .gapReached].contains(answer.termination))
      let (value, bound) = (try #require(answer.value), try #require(answer.bound))
      #expect(value * (1 - 0.05) <= bound * (1 + 1e-12))
      #expect(bound <= example.leastResponse && example.leastResponse <= value * (1 + 1e-9))
    }
  }

  @Test func moreJobsThanAnyDesignServesHaveNoPlan() throws {
    let example = try #require(try ResponseCase.all.first)
    let instance = try example.instance.arriving(at: 0.3)
    let answer = try ExactComposition(
      instance: instance, options: ExactOptions(solver: Backend.glpk.solver)
    ).response()
    #expect(answer.termination == .infeasible)
    #expect(answer.reason?.contains("no design serves 0.3 jobs/s") == true)
  }

  @Test func manyDesignsAreLeftToOtherMethods() throws {
    let large = try TinyInstances.make(seed: 1, servers: 12, blocks: 4)
    #expect(
      DesignEnumeration(
        instance: large, arrivalRate: 0.5, maximumSlots: large.maximumSlots, relativeGap: 0,
        endLimit: 1e6) == nil)
  }

  /// Bounds of partial designs hold for each completion.
  @Test func boundsOfEndsHoldForTheirDesigns() throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      let instance = try TinyInstances.make(seed: seed, servers: 4, blocks: 3)
      let room = ServerRoom(instance)
      let slots = instance.maximumSlots
      let frontier = (1...max(1, slots)).map { _ in Double.infinity }
      for ends in [[3, 3, 3, 3], [1, 3, 2, 3], [3, 1, 1, 3], [2, 3, 3, 0]] {
        guard let chains = AlignedChains(ends: ends, in: room) else { continue }
        let arrivalRate = 0.9 / chains.members[0].time
        var branching = CapacityBranching(
          chains, in: room, arrivalRate: arrivalRate, frontier: frontier)
        let bound = branching.leastJobs()
        var target = Double.infinity
        var least = Double.infinity
        let isWhole = branching.run(target: &target, work: .max, isCalledOff: { false }) {
          let served = zip(chains.members, $0).filter { $0.1 > 0 }
            .map { ServedChain(computationTime: $0.0.time, capacity: $0.1) }
          if case .solved(let exact) = ExactChain.solve(
            ChainSystem(chains: served), arrivalRate: arrivalRate)
          {
            least = min(least, exact.meanJobs)
          }
          return .infinity
        }
        #expect(isWhole)
        #expect(bound <= least)
      }
    }
  }
}
