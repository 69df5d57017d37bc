import CompositionTestSupport
import LinearModels
import ServerChains
import Synchronization
import Testing

@testable import Composition

@Suite struct JointSearchTests {
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

  /// Branching on regions is begun at once: side by side with branching on ends, or before it.
  @Test(arguments: [1, 2], [nil, 1200])
  func branchingOnRegionsEndsAtTheSameValues(_ threads: Int, _ seconds: Int?) throws {
    var options = ExactOptions(solver: Backend.glpk.solver, threads: threads)
    options.timeLimit = seconds.map { .seconds($0) }
    options.searchEffort = 0.01
    options.looksOnEnds = 0
    for seed in 1...10 {
      let instance = try TinyInstances.make(seed: UInt64(seed), servers: 4, blocks: 4)
      guard instance.coverableBlocks == instance.blocks else { continue }
      let slots = instance.maximumSlots
      let expected = BruteForce(instance: instance).frontier(slots: slots)
      let exact = ExactComposition(instance: instance, options: options)
      for point in try exact.frontier(slots: Array(1...slots)) {
        #expect(point.answer.termination == .optimal, "seed \(seed), \(point.slots) slots")
        #expect(abs((point.answer.value ?? 0) - expected[point.slots - 1]) < 1e-9)
      }
    }
  }

  /// Between two reports neither the best value falls nor the bound rises.
  @Test func reportsOnlyGetBetter() throws {
    let worse = Mutex(0)
    let last = Mutex((value: 0.0, bound: Double.infinity))
    var options = ExactOptions(
      solver: Backend.glpk.solver, timeLimit: .seconds(2), threads: 1, columnLimit: 1)
    options.searchEffort = 0.1
    options.progress = { progress in
      let (value, bound) = (progress.incumbent ?? 0, progress.bound ?? .infinity)
      last.withLock { last in
        if value < last.value || bound > last.bound { worse.withLock { $0 += 1 } }
        last = (value, bound)
      }
    }
    for seed in 1...4 {
      let instance = try TinyInstances.make(seed: UInt64(seed), servers: 5, blocks: 6)
      last.withLock { $0 = (0, .infinity) }
      _ = try ExactComposition(instance: instance, options: options).rate()
    }
    #expect(worse.withLock { $0 } == 0)
  }

  @Test func roundsFollowTheLubySequence() {
    #expect((1...15).map(JointSearch.luby) == [1, 1, 2, 1, 1, 2, 4, 1, 1, 2, 1, 1, 2, 4, 8])
  }
}
