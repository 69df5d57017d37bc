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

  @Test func roundsFollowTheLubySequence() {
    #expect((1...15).map(JointSearch.luby) == [1, 1, 2, 1, 1, 2, 4, 1, 1, 2, 1, 1, 2, 4, 8])
  }
}
