#if CBC
  import CBCSolver
  import Foundation
  import LinearModels
  import SolverTestSupport
  import Testing

  @Suite("CBC's turns")
  struct CBCTurnTests {
    /// The solve hangs in its progress, as it would inside a long relaxation.
    @Test func aSolveThatWasLeftBehindDoesNotHangTheNext() async {
      await #expect(processExitsWith: .success) {
        let hangs = DispatchSemaphore(value: 0)
        let outcome = try CBCSolver().solve(
          HardModel.marketSplit(),
          SolveParameters(timeLimit: .milliseconds(300)) { progress in
            if progress.incumbent != nil { hangs.wait() }
          })
        precondition(outcome.termination == .timeLimit, "\(outcome)")
        precondition(outcome.point != nil, "\(outcome)")
        for parameters in [SolveParameters(), SolveParameters(timeLimit: .milliseconds(200))] {
          do {
            let next = try CBCSolver().solve(EndingModel.oneInteger(), parameters)
            preconditionFailure("\(next)")
          } catch SolverError.unavailable(let words) {
            precondition(words.contains("--isolate"), words)
          }
        }
        // Told to end when it was left behind, it does so, and CBC is free again.
        for _ in 0..<1000 { hangs.signal() }
        var next: Outcome?
        for _ in 0..<100 where next == nil {
          next = try? CBCSolver().solve(EndingModel.oneInteger())
        }
        precondition(next?.objective == 0, "\(String(describing: next))")
      }
    }

    @Test func aFailedAssertionIsAFaultAndCBCIsNotUsedAgain() async {
      await #expect(processExitsWith: .success) {
        // Not by solve, which refuses the model.
        let model = try LPReader().model(from: EndingModel.nearLargestWhole)
        do {
          let answer = try CBCSolver().answer(model, SolveParameters())
          preconditionFailure("\(answer)")
        } catch SolverError.fault(let words) {
          precondition(words.contains("CglProbing"), words)
        }
        do {
          let next = try CBCSolver().solve(EndingModel.oneInteger())
          preconditionFailure("\(next)")
        } catch SolverError.unavailable(let words) {
          precondition(words.contains("--isolate"), words)
        }
      }
    }
  }
#endif
