import Foundation
import SolverConformance
import SolverTestSupport
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
  func nothingFalseIsSaid(backend: Backend) {
    let hard = Conformance(
      models: [], files: [], randomSeeds: 0..<0, nearTieSeeds: 0..<0,
      hardSeeds: Self.first..<Self.first + (Self.asked ?? 2000))
    let report = hard.report(on: backend.solver)
    if Self.asked != nil { print(report) }
    #expect(report.isConforming, "\(report)")
    #expect(report.lies == [])
  }
}
