import LinearModels
import ServerChains
import Testing

@testable import Bounds
@testable import Composition

/// Branching on what servers host and where they end: no design may be lost, and no bound may be
/// below the optimum.
@Suite struct RegionTests {
  private func region(
    _ limits: [Int], blocks: Int, placed count: Int, _ random: inout SplitMix64
  ) -> DesignRegion {
    var region = DesignRegion(limits: limits)
    for server in limits.indices where random.next() % 3 == 0 {
      region.hosted[server] = 0...max(0, limits[server] - 1)
    }
    var servers = Array(limits.indices)
    var (first, last) = (1, 1)
    for _ in 0..<count {
      let server = servers.remove(at: Int(random.next() % UInt64(servers.count)))
      first = min(blocks, first + Int(random.next() % 3))
      last = min(blocks, max(last, first) + Int(random.next() % 3))
      region.placed.append(PlacedServer(server: server, ends: first...last))
    }
    return region
  }

  @Test func pricingFindsTheBestOfAllPatternsThatFit() throws {
    var some = 0
    for seed in 1...200 as ClosedRange<UInt64> {
      let instance = try TinyInstances.make(seed: seed, servers: 4, blocks: 6)
      guard let pricing = PatternPricing(instance: instance) else { continue }
      var random = SplitMix64(seed: seed)
      let limits = PatternSpace(instance: instance).limits
      let region = region(limits, blocks: 6, placed: Int(seed % 4), &random)
      let prices = BlockPrices(
        values: limits.map { limit in
          (0..<limit).map { _ in Double(random.next() % 1000) / 5000 }
        })
      let fitting = PatternSpace(instance: instance).all().filter {
        region.allows($0, blocks: 6)
      }
      let best = fitting.map { pattern in
        pattern.parts.reduce(pattern.rate) { $0 - prices.values[$1.server][$1.blocks - 1] }
      }.max()
      let outcome = pricing.price(prices, threshold: -.infinity, in: region)
      #expect(outcome.candidates.allSatisfy { region.allows($0.pattern, blocks: 6) })
      guard let best else {
        #expect(outcome.candidates.isEmpty)
        continue
      }
      some += 1
      let found = try #require(outcome.candidates.map(\.reducedCost).max())
      #expect(abs(found - best) < 1e-9, "seed \(seed)")
      #expect(outcome.bound >= best - 1e-12)
    }
    #expect(some > 50)
  }

  /// A random design: where its servers end, and the patterns of some of its chains, each server
  /// taking what lies between the end before and its own.
  private func design(
    _ seed: UInt64, _ random: inout SplitMix64
  ) throws -> (instance: Instance, ends: [Int], patterns: [Pattern]) {
    var ends = (0..<5).map { _ in 1 + Int(random.next() % 8) }
    ends[4] = 8
    let instance = try TinyInstances.make(seed: seed, servers: 5, blocks: 8)
    let patterns = (0..<6).compactMap { _ -> Pattern? in
      let chosen = ends.indices.filter { _ in random.next() % 2 == 0 }
        .sorted { ends[$0] < ends[$1] }
      guard let last = chosen.last, ends[last] == instance.blocks else { return nil }
      var position = 0
      var parts: [Hop] = []
      for server in chosen where ends[server] > position {
        parts.append(Hop(server: server, blocks: ends[server] - position))
        position = ends[server]
      }
      return Pattern(parts: parts, in: instance)
    }
    return (instance, ends, patterns)
  }

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
      let (_, ends, used) = try design(seed, &random)
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

  /// Patterns of one design go together: each must be a chain of the placement made of them.
  @Test func patternsOfADesignAreAllPlaced() throws {
    var placed = 0
    for seed in 1...100 as ClosedRange<UInt64> {
      var random = SplitMix64(seed: seed)
      let (instance, _, used) = try design(seed, &random)
      let solution = used.map { (pattern: $0, amount: Double(1 + random.next() % 3)) }
      guard let placement = Alignment.placement(ofAlignedPartOf: solution, in: instance) else {
        #expect(used.isEmpty)
        continue
      }
      for pattern in used {
        let ranges = try pattern.parts.map { part in
          (part.blocks, try #require(placement[part.server]))
        }.sorted { $0.1.last < $1.1.last }
        var position = 0
        for (blocks, range) in ranges {
          position += blocks
          #expect(range.last == position && range.count >= blocks, "seed \(seed)")
        }
      }
      placed += used.count
    }
    #expect(placed > 100)
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
        _ = try tree.run(&bounds, solver: solver, deadline: deadline, target: { target }) { _ in
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
