import CompositionTestSupport
import ServerChains
import Testing

@testable import Bounds

@Suite struct PatternPricingTests {
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
}
