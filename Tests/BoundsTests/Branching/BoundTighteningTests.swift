import CompositionTestSupport
import ServerChains
import Testing

@testable import Bounds

@Suite struct BoundTighteningTests {
  @Test(arguments: Backend.allCases)
  func branchingOnHostedBlocksTightensAndStaysAboveTheFrontier(_ backend: Backend) throws {
    var gains = 0
    for reference in Reference.all {
      let instance = try reference.load()
      for (index, value) in reference.frontier.enumerated() {
        var work = BoundTightening(
          bounds: try #require(FrontierBound(instance: instance)), solver: try backend.live(),
          stop: nil)
        let deadline = Deadline(limit: nil)
        let rest = try work.begin(slots: index + 1, deadline: deadline)
        var reported: [Double] = []
        try work.scan(
          slots: index + 1, rest: rest, fewer: nil, deadline: deadline,
          incumbent: { value * (1 - 1e-3) }, report: { reported.append($0) })
        try work.branch(
          fewer: nil, deadline: deadline, incumbent: { value * (1 - 1e-3) },
          report: { reported.append($0) })
        let least = min(rest, reported.min() ?? rest)
        // The reference values are rounded to nine decimals.
        #expect(least >= value - 2e-9)
        if least < rest * (1 - 1e-4) { gains += 1 }
      }
    }
    #expect(gains > 5)
  }

  /// The optimum must never be cut off: with an incumbent below it every reported bound is at or
  /// above it.
  @Test(arguments: Backend.allCases)
  func noReportedBoundIsBelowTheOptimum(_ backend: Backend) throws {
    for seed in 61...70 {
      let instance = try TinyInstances.make(seed: UInt64(seed), servers: 4, blocks: 5)
      guard instance.coverableBlocks == instance.blocks else { continue }
      let slots = min(instance.maximumSlots, 7)
      let optimum = BruteForce(instance: instance).frontier(slots: slots)[slots - 1]
      var work = BoundTightening(
        bounds: try #require(FrontierBound(instance: instance)), solver: try backend.live(),
        stop: nil)
      let deadline = Deadline(limit: nil)
      let rest = try work.begin(slots: slots, deadline: deadline)
      var least = rest
      try work.scan(
        slots: slots, rest: rest, fewer: nil, deadline: deadline, incumbent: { 0.9 * optimum },
        report: { least = min(least, $0) })
      try work.branch(
        fewer: nil, deadline: deadline, incumbent: { 0.9 * optimum },
        report: { least = min(least, $0) })
      #expect(least >= optimum * (1 - 1e-9), "seed \(seed)")
    }
  }
}
