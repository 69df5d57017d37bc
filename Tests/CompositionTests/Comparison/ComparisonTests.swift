import CompositionTestSupport
import LinearModels
import Queueing
import ServerChains
import Testing

@testable import Composition

@Suite("Methods to compare with")
struct ComparisonTests {
  /// The least total time of some requests, by trying every placement and every multiset of chains.
  private static func leastTotal(_ instance: Instance, requests: Int) -> Double? {
    var best: Double?
    func assign(_ chains: ArraySlice<Chain>, _ slots: [Int], _ left: Int, _ time: Double) {
      if left == 0 {
        best = min(best ?? .infinity, time)
        return
      }
      guard let chain = chains.first else { return }
      assign(chains.dropFirst(), slots, left, time)
      var rest = slots
      for hop in chain.hops { rest[hop.server] -= hop.blocks }
      if rest.allSatisfy({ $0 >= 0 }) { assign(chains, rest, left - 1, time + chain.serviceTime) }
    }
    instance.forEachPlacement { placement in
      let slots = instance.slots(on: placement)
      let chains = RoutingGraph(instance: instance, placement: placement)
        .chains(in: instance, slots: slots)
      assign(chains[...], slots, requests, 0)
    }
    return best
  }

  @Test(arguments: Backend.allCases, [1, 2, 3])
  func bprrAgreesWithBruteForce(backend: Backend, requests: Int) throws {
    for seed in UInt64(1)...4 {
      let instance = try TinyInstances.make(seed: seed, servers: 3, blocks: 3)
      let answer = try BPRRComparison(instance: instance, requests: requests)
        .solve(ExactOptions(solver: backend.solver))
      guard let least = Self.leastTotal(instance, requests: requests) else {
        #expect(answer.termination == .infeasible)
        #expect(answer.design == nil)
        continue
      }
      #expect(answer.termination == .optimal)
      let value = try #require(answer.value)
      #expect(abs(value - least) <= 1e-6 * least, "seed \(seed)")
      #expect(try #require(answer.bound) <= value * (1 + 1e-6))
    }
  }

  @Test(arguments: Backend.allCases)
  func plainMILPBoundsTheExactAnswer(backend: Backend) throws {
    var aligned = 0
    for seed in UInt64(1)...6 {
      let instance = try TinyInstances.make(seed: seed, servers: 4, blocks: 4)
      let exact = ExactComposition(
        instance: instance, options: ExactOptions(solver: backend.solver))
      let best = try #require(try exact.rate(slotLimit: 4).value)
      let plain = try PlainComposition(exact).milp(.rate, slotLimit: 4)
      #expect(try #require(plain.bound) >= best * (1 - 1e-9))
      if let value = plain.value {
        aligned += 1
        #expect(abs(value - best) <= 1e-6 * best)
        #expect(plain.termination == .optimal)
        _ = try plain.plan(for: instance)
      } else {
        #expect(plain.termination == .heuristic)
        #expect(plain.reason?.contains("only a bound") == true)
      }
      let bound = try #require(try PlainComposition(exact).rateBound(slots: 4).bound)
      #expect(bound >= best * (1 - 1e-9))
      #expect(bound <= best * 1.5)
    }
    #expect(aligned > 0)
  }
}
