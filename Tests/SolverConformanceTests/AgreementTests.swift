import LinearModels
import SolverTestSupport
import Testing

@Suite("Backends agree with each other", .enabled(if: Backend.all.count > 1))
struct AgreementTests {
  @Test(arguments: 0..<60)
  func sameOptimum(seed: Int) throws {
    let model = FixedCharge.model(seed: seed)
    let outcomes = try Backend.all.map { try $0.solver.solve(model) }
    for outcome in outcomes {
      #expect(outcome.termination == outcomes[0].termination)
      // Flows are continuous: the last digits depend on the vertex that each simplex ends in.
      #expect(agree(outcome.objective, outcomes[0].objective))
    }
  }

  @Test(arguments: 0..<60)
  func sameRelaxation(seed: Int) throws {
    var model = FixedCharge.model(seed: seed)
    for variable in model.variables { model.setKind(of: variable, to: .continuous) }
    let outcomes = try Backend.all.map { try $0.solver.solve(model) }
    for outcome in outcomes {
      #expect(outcome.termination == outcomes[0].termination)
      #expect(agree(outcome.objective, outcomes[0].objective))
    }
  }
}
