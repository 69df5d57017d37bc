import CompositionTestSupport
import Queueing
import ServerChains
import Testing

@testable import Composition

@Suite struct ResponseTests {
  @Test(arguments: Backend.allCases)
  func noPlanRespondsFasterThanTheCertificate(_ backend: Backend) throws {
    for reference in Reference.all {
      let instance = try reference.load()
      let arrivalRate = try #require(instance.arrivalRate)
      var options = ExactOptions(
        solver: backend.solver, timeLimit: .milliseconds(500), threads: 1)
      options.endLimit = 0
      let answer = try ExactComposition(instance: instance, options: options).response()
      let bound = try #require(answer.bound)
      #expect(try #require(answer.value) >= bound)
      #expect(Verifier.verify(try answer.plan(for: instance), of: instance).isValid)
      for reservation in 1...instance.maximumReservation {
        let greedy = GreedyComposition(instance: instance, reservation: reservation, stop: .all)
        guard let system = ChainSystem(of: greedy.design, instance: instance),
          case .solved(let exact) = ExactChain.solve(system, arrivalRate: arrivalRate)
        else { continue }
        #expect(exact.meanResponse >= bound * (1 - 1e-9))
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func bothSidesAtOnceAgreeWithOneAfterTheOther(_ backend: Backend) throws {
    let instance = try #require(Reference.all.last).load()
    var options = ExactOptions(solver: backend.solver, timeLimit: .seconds(2), threads: 2)
    options.endLimit = 0
    let together = try ExactComposition(instance: instance, options: options).response()
    options.timeLimit = nil
    options.threads = 1
    options.searchRounds = 2
    let inTurn = try ExactComposition(instance: instance, options: options).response()
    for answer in [together, inTurn] {
      #expect(Verifier.verify(try answer.plan(for: instance), of: instance).isValid)
      // Each side's bound holds for the other's plan.
      #expect(try #require(together.value) >= (try #require(answer.bound)) * (1 - 1e-9))
      #expect(try #require(inTurn.value) >= (try #require(answer.bound)) * (1 - 1e-9))
    }
  }
}
