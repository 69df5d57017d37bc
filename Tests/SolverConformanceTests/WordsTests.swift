import LinearModels
import SolverTestSupport
import Testing

/// The solvers' own words behind each termination, on which the backends' reading rests.
@Suite("What the solvers say in their own words")
struct WordsTests {
  @Test(arguments: Backend.all)
  func gap(backend: Backend) throws {
    var model = HardModel.marketSplit(rows: 3, columns: 30)
    model.objective += 60
    let outcome = try backend.solver.solve(model, SolveParameters(relativeGap: 0.5))
    let wanted = ["GLP_EMIPGAP", "Cbc_secondaryStatus 2", "Highs_getModelStatus 7"]
    #expect(wanted.contains { outcome.solverWords.contains($0) }, "\(outcome.solverWords)")
  }

  /// The root takes milliseconds, all of it far more than any limit, so the time is up within the
  /// tree.
  @Test(arguments: Backend.all)
  func time(backend: Backend) throws {
    let outcome = try backend.solver.solve(
      HardModel.marketSplit(), SolveParameters(timeLimit: .seconds(3)))
    let wanted = ["GLP_ETMLIM", "GLP_ESTOP", "Cbc_secondaryStatus 4", "(time limit)"]
    #expect(wanted.contains { outcome.solverWords.contains($0) }, "\(outcome.solverWords)")
  }

  @Test(arguments: Backend.all)
  func nodes(backend: Backend) throws {
    let outcome = try backend.solver.solve(HardModel.marketSplit(), SolveParameters(nodeLimit: 5))
    let wanted = ["GLP_ESTOP", "Cbc_secondaryStatus 3", "(solution limit)"]
    #expect(wanted.contains { outcome.solverWords.contains($0) }, "\(outcome.solverWords)")
  }
}
