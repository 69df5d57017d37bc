import Bounds
import CompositionTestSupport
import ServerChains
import Testing

@testable import Composition

@Suite struct AlignmentTests {
  /// Patterns of one design go together: each must be a chain of the placement made of them.
  @Test func patternsOfADesignAreAllPlaced() throws {
    var placed = 0
    for seed in 1...100 as ClosedRange<UInt64> {
      var random = SplitMix64(seed: seed)
      let design = try PatternedDesign(seed: seed, &random)
      let (instance, used) = (design.instance, design.patterns)
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
}
