import CAbortNet
import Foundation
import LinearModels
import SolverTestSupport
import Synchronization
import Testing

/// A backend that heeds no limit: it goes on until it was left behind, and then ends.
private final class DeafSolver: Solver {
  let name = "deaf"
  let version = "1"
  let license = "none"
  let capabilities = SolverCapabilities(
    stopsOnRequest: true, acceptsPartialStart: false, reportsProgress: true,
    givesRowDuals: false, usesThreads: false)
  let ended = DispatchSemaphore(value: 0)
  private let isLeft = Atomic(false)

  func answer(_ model: Model, _ parameters: SolveParameters) throws(SolverError) -> SolverAnswer {
    try withinLimits(
      parameters, leaving: { self.isLeft.store(true, ordering: .releasing) },
      { parameters in
        var progress = SolveProgress(incumbent: 4, bound: 3, nodes: 7)
        progress.point = [4]
        parameters.progress?(progress)
        while !self.isLeft.load(ordering: .acquiring) { usleep(1000) }
        progress.incumbent = 3
        parameters.progress?(progress)
        self.ended.signal()
        return SolverAnswer(termination: .optimal, values: [3], bound: 3, solverWords: "late")
      })
  }
}

/// HiGHS went on for 580 s at a limit of 5.
private let twoIntegers = """
  Minimize
   obj: x + y
  Subject To
   c: 3 x + 7 y = 10000000001
  Generals
   x y
  End
  """

/// Clocks only guard here, at ten times what is needed.
@Suite("Ends that end")
struct EndingTests {
  @Test func aDeafSolveIsLeftBehindAtItsTimeLimit() throws {
    let solver = DeafSolver()
    let heard = Mutex<[Double?]>([])
    let answer = try solver.answer(
      EndingModel.oneInteger(),
      SolveParameters(timeLimit: .milliseconds(10)) { progress in
        heard.withLock { $0.append(progress.incumbent) }
      })
    #expect(answer.termination == .timeLimit)
    #expect(answer.solverWords == "deaf did not heed its time limit and was left behind")
    #expect(answer.values == [4])
    #expect(answer.bound == 3)
    #expect(answer.nodes == 7)
    #expect(solver.ended.wait(timeout: .now() + 10) == .success)
    // What it finds after that is nobody's concern.
    #expect(heard.withLock { $0 } == [4])
  }

  @Test func aDeafSolveIsLeftBehindAfterAStop() throws {
    let stop = StopToken()
    let answer = try DeafSolver().answer(
      EndingModel.oneInteger(), SolveParameters(stop: stop) { _ in stop.requestStop() })
    #expect(answer.termination == .interrupted)
    #expect(answer.solverWords == "deaf did not heed the stop and was left behind")
    #expect(answer.values == [4])
  }

  /// In a process of its own, which must also be able to end while a solve goes on in it.
  @Test func aSolveThatDoesNotEndKeepsItsLimit() async {
    await #expect(processExitsWith: .success) {
      let model = try LPReader().model(from: twoIntegers)
      for backend in Backend.all + Backend.isolated {
        let outcome = try backend.solver.solve(model, SolveParameters(timeLimit: .seconds(1)))
        precondition(outcome.seconds < 30, "\(backend.solver.name): \(outcome)")
        if outcome.termination == .optimal {
          precondition(outcome.objective == 1_428_571_431, "\(backend.solver.name): \(outcome)")
        } else {
          precondition(outcome.termination == .timeLimit, "\(backend.solver.name): \(outcome)")
        }
      }
    }
  }

  @Test(arguments: Backend.all + Backend.isolated)
  func wholeNumbersWithoutFractionsAreRefused(backend: Backend) throws {
    let model = try LPReader().model(from: EndingModel.nearLargestWhole)
    #expect {
      try backend.solver.solve(model)
    } throws: { error in
      guard case SolverError.invalidModel(.onlyLargeValues) = error else { return false }
      return true
    }
  }

  @Test func failedAssertionsAndAbortsAreLeft() {
    for _ in 0..<3 {
      let failure = cab_words_of_abort(cab_fail_assertion, nil).map { String(cString: $0) }
      #expect(failure == "probing.cpp:12: assertion bound == floor(bound)")
      let abort = cab_words_of_abort(cab_abort, nil).map { String(cString: $0) }
      #expect(abort == "abort()")
      let nothing = cab_words_of_abort({ _ in 0 }, nil)
      #expect(nothing == nil)
    }
  }

  @Test func anAbortWithoutANetEndsTheProcess() async {
    await #expect(processExitsWith: .signal(SIGABRT)) { _ = cab_abort(nil) }
    await #expect(processExitsWith: .signal(SIGABRT)) { _ = cab_fail_assertion(nil) }
  }
}
