import Foundation
import LinearModels
import Testing

/// Models of the kinds on which solvers lie, beside what is true of them.
///
/// `CHAINWRIGHT_RANDOM_MODELS` asks for more models than every run has and prints what was found;
/// `CHAINWRIGHT_FIRST_MODEL` is the seed to begin with.
@Suite("Hard random models against exact enumeration")
struct HardRandomModelTests {
  private static func number(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
  }

  private static let asked = number("CHAINWRIGHT_RANDOM_MODELS")
  private static let first = number("CHAINWRIGHT_FIRST_MODEL") ?? 0

  @Test(arguments: Backend.all)
  func nothingFalseIsSaid(backend: Backend) throws {
    var tally = CampaignTally()
    for seed in Self.first..<Self.first + (Self.asked ?? 2000) {
      let program = ExactProgram(seed: seed)
      let model = program.model
      let judge = CampaignJudge(model: model, truth: program.truth())
      do throws(SolverError) {
        // Nodes end what does not end; the clock only guards.
        let outcome = try backend.solver.solve(
          model, SolveParameters(timeLimit: .seconds(3), nodeLimit: 100_000))
        tally.add(judge.findings(outcome), seed: seed, words: "\(judge.truth), \(outcome.summary)")
      } catch {
        tally.add([.fault], seed: seed, words: "\(judge.truth), \(error)")
      }
    }
    if Self.asked != nil { print("\(backend.solver.name)\n\(tally.table)\n\(tally.details)") }
    #expect(tally.lies.isEmpty, "\(tally.table)\n\(tally.details)")
  }
}

extension Outcome {
  fileprivate var summary: String {
    let objective = objective.map { "\($0)" } ?? "none"
    let bound = bound.map { "\($0)" } ?? "none"
    return "\(termination.rawValue), objective \(objective), bound \(bound)"
  }
}
