import LinearModels
import Testing

@Suite("Backends agree with each other", .enabled(if: Backend.all.count > 1))
struct AgreementTests {
  /// A mixed model with fixed charges: too large to enumerate, quick to solve.
  static func fixedCharge(seed: Int) -> Model {
    var random = SplitMix(state: UInt64(7000 + seed))
    var model = Model(sense: seed % 2 == 0 ? .minimize : .maximize)
    let direction: Double = model.sense == .minimize ? 1 : -1
    let sites = (0..<random.integer(5...8)).map { _ in model.addVariable(kind: .binary) }
    var built = LinearExpression()
    for site in sites {
      built += site
      model.objective.add(direction * Double(random.integer(20...60)), site)
    }
    var used = sites.map { _ in LinearExpression() }
    for _ in 0..<random.integer(4...9) {
      var served = LinearExpression()
      for index in sites.indices {
        let flow = model.addVariable()
        served += flow
        used[index] += flow
        model.objective.add(direction * Double(random.integer(1...30)) / 7, flow)
      }
      model.addRow(served == Double(random.integer(2...9)))
    }
    for (index, site) in sites.enumerated() {
      model.addRow(used[index] <= Double(random.integer(15...40)) * site)
    }
    model.addRow(built <= Double(sites.count - 1))
    return model
  }

  @Test(arguments: 0..<60)
  func sameOptimum(seed: Int) throws {
    let model = Self.fixedCharge(seed: seed)
    let outcomes = try Backend.all.map { try $0.solver.solve(model) }
    for outcome in outcomes {
      #expect(outcome.termination == outcomes[0].termination)
      // Flows are continuous: the last digits depend on the vertex that each simplex ends in.
      #expect(agree(outcome.objective, outcomes[0].objective))
    }
  }

  @Test(arguments: 0..<60)
  func sameRelaxation(seed: Int) throws {
    var model = Self.fixedCharge(seed: seed)
    for variable in model.variables { model.setKind(of: variable, to: .continuous) }
    let outcomes = try Backend.all.map { try $0.solver.solve(model) }
    for outcome in outcomes {
      #expect(outcome.termination == outcomes[0].termination)
      #expect(agree(outcome.objective, outcomes[0].objective))
    }
  }
}
