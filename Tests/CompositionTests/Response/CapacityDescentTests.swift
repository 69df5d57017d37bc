import CompositionTestSupport
import Queueing
import ServerChains
import Testing

@testable import Composition

@Suite struct CapacityDescentTests {
  @Test func aFastChainIsLeftHalfFilled() throws {
    let example = try #require(
      try ResponseCase.all.first { $0.instance.name == "two-equal-servers" })
    let instance = example.instance
    let arrivalRate = try #require(instance.arrivalRate)
    let placement = Placement([BlockRange(first: 1, count: 4), BlockRange(first: 1, count: 5)])
    let room = instance.slots(on: placement)
    var descent = CapacityDescent(
      RoutingGraph(instance: instance, placement: placement).chains(in: instance, slots: room),
      room: room, arrivalRate: arrivalRate)
    let composed = descent.run { false }
    var judge = ResponseJudge(instance: instance, arrivalRate: arrivalRate)
    judge.consider(CacheAllocation.greedy(on: placement, of: instance))
    // GCA's jobs at once are too few to serve what arrives.
    #expect(judge.best == nil)
    judge.consider(Design(placement: placement, chains: composed))
    let best = try #require(judge.best)
    #expect(abs(best.value - example.leastResponse) <= 1e-9 * best.value)
    #expect(best.design.chains.map(\.capacity) == [3, 6])
  }

  @Test func memoryIsKept() throws {
    for seed in 1...30 as ClosedRange<UInt64> {
      let instance = try TinyInstances.make(seed: seed, servers: 5, blocks: 4)
      let placement = BlockPlacement(instance: instance, reservation: 1, stop: .all).placement
      let room = instance.slots(on: placement)
      let chains = RoutingGraph(instance: instance, placement: placement)
        .chains(in: instance, slots: room)
      var descent = CapacityDescent(chains, room: room, arrivalRate: 0.2)
      var used = room.map { _ in 0 }
      for composed in descent.run(isCalledOff: { false }) {
        for hop in composed.chain.hops { used[hop.server] += composed.capacity * hop.blocks }
      }
      #expect(zip(used, room).allSatisfy { $0 <= $1 })
    }
  }
}
