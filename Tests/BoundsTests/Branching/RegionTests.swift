import CompositionTestSupport
import ServerChains
import Testing

@testable import Bounds

/// Branching on what servers host and where they end: no design may be lost, and no bound may be
/// below the optimum.
@Suite struct RegionTests {
  private func split(_ region: DesignRegion, _ random: inout SplitMix64) -> RegionSplit? {
    let open = region.placed.indices.filter { region.placed[$0].ends.count > 1 }
    let unplaced = region.hosted.indices.filter { server in
      !region.placed.contains { $0.server == server }
    }
    if !unplaced.isEmpty, open.isEmpty || random.next() % 2 == 0 {
      return .order(server: unplaced[Int(random.next() % UInt64(unplaced.count))])
    }
    guard !open.isEmpty else { return nil }
    let index = open[Int(random.next() % UInt64(open.count))]
    let ends = region.placed[index].ends
    return .end(
      index: index, middle: ends.lowerBound + Int(random.next() % UInt64(ends.count - 1)))
  }

  /// Of the parts of a region that has a design, one has it too, whatever the splits.
  @Test func splittingLosesNoDesign() throws {
    var followed = 0
    for seed in 1...300 as ClosedRange<UInt64> {
      var random = SplitMix64(seed: seed)
      let design = try PatternedDesign(seed: seed, &random)
      let (ends, used) = (design.ends, design.patterns)
      let serving = Set(used.flatMap(\.parts).map(\.server))
      var region = DesignRegion(limits: ends.map { _ in 8 })
      while let split = split(region, &random) {
        let parts = split.parts(of: region, blocks: 8).filter { part in
          let known = part.placed.filter { serving.contains($0.server) }
          let order = known.map { ends[$0.server] }
          return used.allSatisfy { part.allows($0, blocks: 8) }
            && known.allSatisfy { $0.ends.contains(ends[$0.server]) } && order == order.sorted()
        }
        region = try #require(
          parts.isEmpty ? nil : parts[Int(random.next() % UInt64(parts.count))],
          "seed \(seed): \(split) of \(region.placed)")
        #expect(
          zip(region.placed, region.placed.dropFirst()).allSatisfy {
            $0.ends.lowerBound <= $1.ends.lowerBound && $0.ends.upperBound <= $1.ends.upperBound
          })
      }
      followed += used.count
    }
    #expect(followed > 300)
  }

  @Test(arguments: Backend.allCases)
  func boundsByEndsStayAboveTheOptimum(_ backend: Backend) throws {
    let solver = try backend.live()
    var gains = 0
    for seed in 1...12 as ClosedRange<UInt64> {
      let instance = try TinyInstances.make(seed: seed, servers: 4, blocks: 5)
      guard instance.coverableBlocks == instance.blocks else { continue }
      let slots = min(instance.maximumSlots, 5)
      let frontier = BruteForce(instance: instance).frontier(slots: slots)
      let target = 0.8 * frontier[slots - 1]
      func bound(_ demand: SlotDemand) throws -> (root: Double, tree: Double) {
        var bounds = try #require(FrontierBound(instance: instance))
        let deadline = Deadline(limit: nil)
        let root = try bounds.certify(demand, solver: solver, deadline: deadline).bound
        var tree = RegionBranching(
          demand: demand, limits: bounds.limits, bound: root,
          rule: .ends(of: Array(instance.servers.indices)))
        var nodes = 0
        _ = try tree.run(
          &bounds, solver: solver, deadline: deadline, stop: nil, target: { target }
        ) { _ in
          nodes += 1
          return nodes < 150
        }
        return (root, tree.bound)
      }
      let (root, tree) = try bound(.atMost(slots))
      #expect(tree >= frontier[slots - 1] * (1 - 1e-9), "seed \(seed)")
      if tree < root * (1 - 1e-3) { gains += 1 }
      let exact = try (1...slots).map { try bound(.exactly($0)).tree }
      #expect(max(target, exact.max() ?? 0) >= frontier[slots - 1] * (1 - 1e-9), "seed \(seed)")
    }
    #expect(gains > 3)
  }
}
