import LinearModels
import SolverConformance
import SolverTestSupport
import Testing

/// That the suite itself finds what is wrong.
@Suite("Conformance")
struct ConformanceTests {
  /// A little of everything.
  private static let small = Conformance(
    models: Array(KnownModel.integer.prefix(4)), files: Array(KnownFile.all.prefix(1)),
    randomSeeds: 0..<5, nearTieSeeds: 0..<1, hardSeeds: 0..<14)

  @Test(arguments: Backend.all)
  func aReportCountsEveryModelOfEveryForm(backend: Backend) {
    let report = Self.small.report(on: backend.solver)
    #expect(report.isConforming, "\(report)")
    #expect(report.groups.prefix(4) == ["integer", "files", "random", "near ties"])
    let hard = report.groups.dropFirst(4).map { report.asked[$0] }
    #expect(report.groups.prefix(4).map { report.asked[$0] } == [12, 3, 5, 1])
    #expect(hard == Array(repeating: 2, count: 7))
    #expect(report.table.split(separator: "\n").count == report.groups.count + 1)
  }

  /// Nothing it claims is believed, so that it lies to nobody; but nothing is proven either.
  @Test func aBackendThatKnowsNothingDoesNotConform() {
    let lie = SolverAnswer(termination: .infeasible, solverWords: "says no")
    let report = Self.small.report(on: Parrot(name: "parrot", reply: lie))
    #expect(!report.isConforming)
    #expect(report.lies == [])
    #expect(report.failures.contains { $0.model == "knapsack" && $0.kind == .unproven })
    #expect(report.failures.allSatisfy { $0.group != "knapsacks" })
    #expect(report.description.hasPrefix("parrot 1.0\ngroup"))
    #expect(report.description.contains("knapsack (integer, as built): unproven: optimal(220.0)"))
  }

  @Test func aFaultIsFound() {
    let report = Self.small.report(on: Broken())
    #expect(report.failures.contains { $0.model == "knapsack" && $0.kind == .fault })
    #expect(report.findings.contains { $0.isAllowed && $0.kind == .fault })
  }

  private struct Broken: ForwardingSolver {
    let base: any Solver = Parrot(
      name: "broken", reply: SolverAnswer(termination: .optimal, solverWords: ""))

    func answer(
      _ model: Model, _ parameters: SolveParameters
    ) throws(SolverError) -> SolverAnswer {
      throw .fault("the backend broke down")
    }
  }
}
