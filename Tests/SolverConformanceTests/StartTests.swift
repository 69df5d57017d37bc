import LinearModels
import SolverTestSupport
import Testing

@Suite("Start points")
struct StartTests {
  private static func knapsack() -> (model: Model, items: [Variable]) {
    var model = Model(sense: .maximize)
    let items = (0..<12).map { _ in model.addVariable(kind: .binary) }
    var weight = LinearExpression()
    for (index, item) in items.enumerated() {
      weight.add(Double(5 + index * 7 % 11), item)
      model.objective.add(Double(7 + index * 5 % 13), item)
    }
    model.addRow("weight", weight <= 40)
    return (model, items)
  }

  private static func full(_ model: Model, ones: [Variable]) -> [Variable: Double] {
    var start: [Variable: Double] = [:]
    for variable in model.variables { start[variable] = ones.contains(variable) ? 1 : 0 }
    return start
  }

  @Test(arguments: Backend.all)
  func goodStartDoesNotChangeTheOptimum(backend: Backend) throws {
    let (model, items) = Self.knapsack()
    let plain = try backend.solver.solve(model)
    let started = try backend.solver.solve(
      model, SolveParameters(start: Self.full(model, ones: [items[0]])))
    #expect(started.termination == .optimal)
    #expect(agree(plain.objective, started.objective))
  }

  @Test(arguments: Backend.all)
  func optimalStartIsKept(backend: Backend) throws {
    let (model, _) = Self.knapsack()
    let plain = try backend.solver.solve(model)
    let point = try #require(plain.point)
    var start: [Variable: Double] = [:]
    for variable in model.variables { start[variable] = point[variable] }
    let again = try backend.solver.solve(model, SolveParameters(start: start))
    #expect(again.termination == .optimal)
    #expect(agree(again.objective, plain.objective))
  }

  @Test(arguments: Backend.all)
  func infeasibleStartIsRefusedByName(backend: Backend) {
    let (model, items) = Self.knapsack()
    #expect {
      try backend.solver.solve(model, SolveParameters(start: Self.full(model, ones: items)))
    } throws: { error in
      guard case SolverError.infeasibleStart(let words) = error else { return false }
      return words.contains("weight")
    }
  }

  @Test(arguments: Backend.all)
  func fractionalStartIsRefused(backend: Backend) {
    let (model, items) = Self.knapsack()
    var start = Self.full(model, ones: [])
    start[items[3]] = 0.5
    #expect {
      try backend.solver.solve(model, SolveParameters(start: start))
    } throws: { error in
      guard case SolverError.infeasibleStart = error else { return false }
      return true
    }
  }

  @Test(arguments: Backend.all)
  func partialStartWhereAllowed(backend: Backend) throws {
    let (model, items) = Self.knapsack()
    let parameters = SolveParameters(start: [items[0]: 1])
    guard backend.solver.capabilities.acceptsPartialStart else {
      #expect {
        try backend.solver.solve(model, parameters)
      } throws: { error in
        guard case SolverError.invalidParameter = error else { return false }
        return true
      }
      return
    }
    let plain = try backend.solver.solve(model)
    #expect(agree(try backend.solver.solve(model, parameters).objective, plain.objective))
  }

  @Test(arguments: Backend.all)
  func startSurvivesATimeLimit(backend: Backend) throws {
    let model = HardModel.marketSplit()
    let start = HardModel.marketSplitStart(model)
    let worst = model.objective.value(
      at: model.variables.map { start[$0] ?? 0 })
    let outcome = try backend.solver.solve(
      model, SolveParameters(timeLimit: .milliseconds(1), start: start))
    #expect(outcome.termination == .timeLimit)
    #expect(try #require(outcome.objective) <= worst)
  }

  @Test(arguments: Backend.all)
  func startOfAnInfeasibleModelIsRefused(backend: Backend) {
    var model = Model()
    let x = model.addVariable(upper: 1, kind: .integer)
    model.addRow("impossible", x >= 2)
    #expect {
      try backend.solver.solve(model, SolveParameters(start: [x: 1]))
    } throws: { error in
      guard case SolverError.infeasibleStart(let words) = error else { return false }
      return words.contains("impossible")
    }
  }

  @Test(arguments: Backend.all)
  func startOfALinearProgramDoesNoHarm(backend: Backend) throws {
    var model = Model()
    let x = model.addVariable()
    model.addRow(x >= 2)
    model.objective = LinearExpression(x)
    let outcome = try backend.solver.solve(model, SolveParameters(start: [x: 5]))
    #expect(outcome.termination == .optimal)
    #expect(outcome.objective == 2)
  }

  /// With names on the columns only, CBC's presolve crashed; names come with start points.
  @Test(arguments: Backend.all)
  func startWhereEveryIntegerIsFixed(backend: Backend) throws {
    var model = Model(sense: .maximize)
    let x = model.addVariable(upper: 4)
    let y = model.addVariable(upper: 6)
    let z = model.addVariable(lower: 1, upper: 1, kind: .integer)
    model.addRow(3 * x + 2 * y + z <= 19)
    model.objective = 3 * x + 5 * y + z
    let outcome = try backend.solver.solve(model, SolveParameters(start: [x: 0, y: 0, z: 1]))
    #expect(agree(outcome.objective, 37))
  }
}
