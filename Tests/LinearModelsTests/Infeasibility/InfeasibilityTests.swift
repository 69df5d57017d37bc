import LinearModels
import SolverTestSupport
import Testing

@Suite("Why a model is infeasible")
struct InfeasibilityTests {
  /// Twelve rows, two of which cannot hold together with one bound.
  private func blocked(integer: Bool) -> Model {
    var model = Model(sense: .maximize)
    let x = (0..<6).map {
      model.addVariable("x\($0)", upper: 10, kind: integer ? .integer : .continuous)
    }
    for index in 0..<5 {
      model.addRow("order\(index)", x[index] <= x[index + 1] + 4)
      model.addRow("sum\(index)", x[index] + x[index + 1] <= 18)
    }
    model.addRow("demand", x[0] + x[1] >= 15)
    model.addRow("cap", x[1] <= 3)
    model.objective = LinearExpression(x[0])
    return model
  }

  @Test(arguments: Backend.all, [false, true])
  func theConflictIsMinimal(backend: Backend, integer: Bool) throws {
    let model = blocked(integer: integer)
    let conflict = try #require(try backend.solver.conflict(in: model))
    #expect(conflict.isMinimal)
    #expect(try backend.solver.solve(keeping(conflict.rules, of: model)).termination == .infeasible)
    for left in conflict.rules.indices {
      var fewer = conflict.rules
      fewer.remove(at: left)
      #expect(try backend.solver.solve(keeping(fewer, of: model)).point != nil)
    }
    let words = conflict.rules.map { $0.words(in: model) }
    #expect(words.contains("row demand >= 15"), "\(words)")
    #expect(words.contains("row cap <= 3"), "\(words)")
    #expect(words.count == 3)
  }

  @Test(arguments: Backend.all)
  func integralityAloneConflicts(backend: Backend) throws {
    var model = Model()
    let x = model.addVariable("x", lower: 0, upper: 1, kind: .binary)
    let y = model.addVariable("y", lower: 0, upper: 1, kind: .binary)
    model.addRow("half", 2 * x + 2 * y == 1)
    model.addRow("idle", x + y <= 2)
    let conflict = try #require(try backend.solver.conflict(in: model))
    let words = conflict.rules.map { $0.words(in: model) }
    #expect(words.contains("row half >= 1") && words.contains("row half <= 1"), "\(words)")
    #expect(!words.contains { $0.contains("idle") })
  }

  @Test(arguments: Backend.all)
  func feasibleModelsHaveNone(backend: Backend) throws {
    #expect(try backend.solver.conflict(in: FixedCharge.model(seed: 3)) == nil)
  }

  @Test(arguments: Backend.all, [false, true])
  func theRepairIsTheCheapest(backend: Backend, integer: Bool) throws {
    let model = blocked(integer: integer)
    let repair = try #require(try backend.solver.repair(of: model))
    #expect(repair.isProven)
    // x0 is at most 7 where x1 is at most 3: demand lacks 5, or cap gives 3 and order holds.
    #expect(abs(repair.penalty - 2.5) < 1e-6 || abs(repair.penalty - 3) < 1e-6, "\(repair.penalty)")
    let dear = try #require(
      try backend.solver.repair(of: model) { rule in
        if case .row = rule.subject { return rule.words(in: model).contains("demand") ? 1 : 100 }
        return nil
      })
    #expect(abs(dear.penalty - 5) < 1e-6)
    #expect(dear.changes.map { $0.words(in: model) } == ["row demand >= 15 moved by 5"])
  }

  @Test(arguments: Backend.all)
  func boundsCanGiveWayToo(backend: Backend) throws {
    var model = Model()
    let x = model.addVariable("x", upper: 1, kind: .binary)
    model.addRow("need", x >= 4)
    let repair = try #require(
      try backend.solver.repair(of: model) { rule in
        if case .variable = rule.subject { return 1 }
        return nil
      })
    #expect(repair.changes.map { $0.words(in: model) } == ["variable x <= 1 moved by 3"])
    #expect(try backend.solver.repair(of: model) { _ in nil } == nil)
  }

  private func keeping(_ rules: [ModelRule], of model: Model) -> Model {
    var copy = model
    copy.objective = LinearExpression()
    for row in model.rows { copy.setBounds(of: row, lower: -.infinity, upper: .infinity) }
    for variable in model.variables {
      if model.kind(of: variable) == .binary { copy.setKind(of: variable, to: .integer) }
      copy.setBounds(of: variable, lower: -.infinity, upper: .infinity)
    }
    for rule in rules {
      switch rule.subject {
      case .row(let row):
        let now = copy.bounds(of: row)
        copy.setBounds(
          of: row, lower: rule.side == .atLeast ? rule.bound : now.lower,
          upper: rule.side == .atMost ? rule.bound : now.upper)
      case .variable(let variable):
        let now = copy.bounds(of: variable)
        copy.setBounds(
          of: variable, lower: rule.side == .atLeast ? rule.bound : now.lower,
          upper: rule.side == .atMost ? rule.bound : now.upper)
      }
    }
    return copy
  }
}
