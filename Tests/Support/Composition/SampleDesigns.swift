import ServerChains

@testable import Composition

/// Designs of every kind, by searches for several numbers of slots that are cut off early.
package enum SampleDesigns {
  package static func make(of instance: Instance, seed: UInt64) -> [Design] {
    (1...8).flatMap { slots -> [Design] in
      var stages = StageSearch(
        instance: instance, goal: .rate(slotLimit: slots), rows: 1 + slots % 2, seed: seed)
      stages.run(moves: 40, heat: 0.5)
      let greedy = GreedyComposition.placements(of: instance, slotLimit: slots, count: 3)
      return ((stages.best.map { [$0.placement] } ?? []) + greedy).map {
        CacheAllocation.greedy(on: $0, of: instance)
      }
    }.filter { !$0.chains.isEmpty }
  }
}

extension Design {
  /// Rates of the slots, the fastest first.
  package var slotRates: [Double] {
    chains.flatMap { Array(repeating: $0.chain.rate, count: $0.capacity) }.sorted(by: >)
  }
}
