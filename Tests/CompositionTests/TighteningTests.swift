import LinearModels
import ServerChains
import Synchronization
import Testing

@testable import Bounds
@testable import Composition

@Suite struct TighteningTests {
  /// What sole hosts must carry is a claim about every design: brute force over all placements must
  /// not refute it.
  @Test(arguments: Backend.allCases)
  func boundsOfExactlySoManySlotsHoldAgainstBruteForce(_ backend: Backend) throws {
    var sharper = 0
    for seed in 1...20 {
      let instance = try TinyInstances.make(seed: UInt64(seed), servers: 4, blocks: 4)
      guard instance.coverableBlocks == instance.blocks else { continue }
      let slots = min(instance.maximumSlots, 9)
      let frontier = BruteForce(instance: instance).frontier(slots: slots)
      var bounds = try #require(FrontierBound(instance: instance))
      var greatest = 0.0
      for count in 1...slots {
        let exact = try bounds.certify(
          .exactly(count), solver: backend.live(), deadline: Deadline(limit: nil)
        ).bound
        let atMost = try bounds.certify(
          .atMost(count), solver: backend.live(), deadline: Deadline(limit: nil)
        ).bound
        greatest = max(greatest, exact)
        #expect(greatest >= frontier[count - 1] * (1 - 1e-9), "seed \(seed), \(count) slots")
        #expect(exact <= atMost * (1 + 1e-6))
        if exact < atMost * 0.99 { sharper += 1 }
      }
    }
    #expect(sharper > 10)
  }

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

  @Test(arguments: [1, 2, 4], [1, 2])
  func aStopAtAnyMomentLeavesAPlanAndABound(_ reports: Int, _ threads: Int) throws {
    let family = Reference.all[0]
    let small = try family.load()
    // Many times the blocks: too many patterns to enumerate.
    let instance = try Instance(
      name: "wide",
      service: Service(name: "wide", blocks: 40, blockMemory: 0.1, cacheMemory: 0.02),
      servers: (small.servers + small.servers).enumerated().map { index, server in
        Server(
          name: "s\(index)", memory: ExactDecimal("\(2 + index % 3)") ?? 2,
          communicationTime: server.communicationTime, computationTime: server.computationTime)
      })
    let stop = StopToken()
    let seen = Mutex(0)
    var options = ExactOptions(
      solver: Backend.glpk.solver, timeLimit: .seconds(1200), threads: threads, columnLimit: 100,
      stop: stop)
    options.progress = { _ in
      let count = seen.withLock {
        $0 += 1
        return $0
      }
      if count == reports { stop.requestStop() }
    }
    let answer = try ExactComposition(instance: instance, options: options).rate(slotLimit: 6)
    let value = try #require(answer.value)
    #expect(try #require(answer.bound) >= value)
    #expect(answer.termination == .interrupted || answer.termination == .optimal)
    #expect(Verifier.verify(try answer.plan(for: instance), of: instance).isValid)
  }

  @Test func roundsFollowTheLubySequence() {
    #expect((1...15).map(JointSearch.luby) == [1, 1, 2, 1, 1, 2, 4, 1, 1, 2, 1, 1, 2, 4, 8])
  }
}
