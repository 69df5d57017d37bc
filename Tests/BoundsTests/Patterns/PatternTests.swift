import CompositionTestSupport
import ServerChains
import Testing

@testable import Bounds

@Suite struct PatternTests {
  /// Every end that a server has in some order of the pattern's servers that meets the known ends.
  private func possibleEnds(of server: Int, in parts: [Hop], ends: [Int]) -> Set<Int> {
    var found: Set<Int> = []
    func extend(_ left: [Hop], position: Int, end: Int) {
      if left.isEmpty { found.insert(end) }
      for (index, part) in left.enumerated() {
        let next = position + part.blocks
        guard ends[part.server] == 0 || ends[part.server] == next else { continue }
        var rest = left
        rest.remove(at: index)
        extend(rest, position: next, end: part.server == server ? next : end)
      }
    }
    extend(parts, position: 0, end: 0)
    return found
  }

  @Test func aServerEndsWhereSomeOrderOfThePatternHasIt() throws {
    let instance = try TinyInstances.make(seed: 1, servers: 6, blocks: 12)
    var pairing = PatternEnds(blocks: instance.blocks)
    var random = SplitMix64(seed: 7)
    var (some, none) = (0, 0)
    for _ in 0..<3_000 {
      var left = instance.blocks
      var parts: [Hop] = []
      for server in 0..<6 where left > 0 {
        let blocks = server == 5 ? left : min(left, Int(random.next() % 4))
        if blocks > 0 { parts.append(Hop(server: server, blocks: blocks)) }
        left -= blocks
      }
      let chosen = parts[Int(random.next() % UInt64(parts.count))]
      // Mostly ends that some order has, so that more than one can be known.
      var ends = [Int](repeating: 0, count: 6)
      var order = parts
      var position = 0
      while !order.isEmpty {
        let part = order.remove(at: Int(random.next() % UInt64(order.count)))
        position += part.blocks
        guard part.server != chosen.server, random.next() % 2 == 0 else { continue }
        ends[part.server] = random.next() % 8 == 0 ? 1 + Int(random.next() % 12) : position
      }
      var found: [Int] = []
      pairing.forEachEnd(of: chosen, in: Pattern(parts: parts, in: instance), ends: ends) {
        found.append($0)
      }
      let expected = possibleEnds(of: chosen.server, in: parts, ends: ends)
      #expect(found == expected.sorted(), "\(parts), \(ends), \(chosen)")
      if expected.isEmpty { none += 1 } else { some += 1 }
    }
    #expect(some > 1_000)
    #expect(none > 100)
  }

  @Test func patternsOfSomeWorthAreThoseOfAllPatterns() throws {
    var some = 0
    for seed in 1...120 as ClosedRange<UInt64> {
      let instance = try TinyInstances.make(seed: seed, servers: 4, blocks: 7)
      guard instance.coverableBlocks == instance.blocks else { continue }
      let space = PatternSpace(instance: instance)
      var random = SplitMix64(seed: seed)
      // Rows that ask for jobs have prices below 0.
      let prices = BlockPrices(
        values: space.limits.map { limit in
          (0..<limit).map { _ in Double(random.next() % 1000) / 20_000 - 0.002 }
        })
      let worths = space.all().map { pattern in
        let worth = pattern.parts.reduce(pattern.rate) {
          $0 - prices.values[$1.server][$1.blocks - 1]
        }
        return (pattern, worth)
      }
      let greatest = try #require(worths.map(\.1).max())
      for least in [0.3 * greatest, 0.7 * greatest, greatest] where least > 0.01 {
        // Sums in another order differ by a digit.
        let expected = worths.filter { $0.1 >= least * (1 - 1e-12) }.map(\.0)
        let found = space.patterns(worth: least * (1 - 1e-12), at: prices, most: 10_000)
        #expect(Set(found ?? []) == Set(expected), "seed \(seed), \(least)")
        #expect(found?.count == expected.count)
        if expected.count > 1 {
          some += 1
          #expect(space.patterns(worth: least, at: prices, most: expected.count - 2) == nil)
        }
      }
    }
    #expect(some > 50)
  }
}
