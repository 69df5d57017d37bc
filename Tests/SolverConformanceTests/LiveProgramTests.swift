import GLPKSolver
import LinearModels
import SolverTestSupport
import Testing

@Suite struct LiveProgramTests {
  static let solvers = Backend.all.compactMap { $0.solver as? any LiveProgramSolver }

  /// max 3x + 2y + Σ added, x + y ≤ 4, x + 3y ≤ 6.
  private func model() -> (Model, [Row]) {
    var model = Model(sense: .maximize)
    let x = model.addVariable("x")
    let y = model.addVariable("y")
    model.objective = 3 * x + 2 * y
    let rows = [
      model.addRow("a", lower: -.infinity, upper: 4, LinearExpression(x) + y),
      model.addRow("b", lower: -.infinity, upper: 6, LinearExpression(x) + 3 * y),
    ]
    return (model, rows)
  }

  @Test(arguments: solvers.indices)
  func columnsAreAddedAndDualsHaveTheSignOfAMaximum(_ index: Int) throws {
    let (model, _) = model()
    try Self.solvers[index].withLiveProgram(of: model) { program in
      let first = try program.solve(timeLimit: nil)
      #expect(first.termination == .optimal)
      #expect(abs(first.objective - 12) < 1e-9)
      #expect(abs(first.rowDuals[0] - 3) < 1e-9 && abs(first.rowDuals[1]) < 1e-9)
      try program.add([
        LiveColumn(cost: 5, upper: .infinity, entries: [(0, 1), (1, 3)]),
        LiveColumn(cost: 100, upper: 0, entries: [(0, 1)]),
      ])
      let second = try program.solve(timeLimit: nil)
      // x = 3, z = 1.
      #expect(abs(second.objective - 14) < 1e-9)
      #expect(second.values.count == 4 && abs(second.values[2] - 1) < 1e-9)
      #expect(abs(second.rowDuals[0] - 2) < 1e-9 && abs(second.rowDuals[1] - 1) < 1e-9)
      try program.setBounds(ofColumn: 2, lower: 0, upper: 0)
      let third = try program.solve(timeLimit: nil)
      #expect(abs(third.objective - 12) < 1e-9)
      try program.setBounds(ofColumn: 3, lower: 0, upper: 1)
      let fourth = try program.solve(timeLimit: nil)
      #expect(abs(fourth.objective - 109) < 1e-9)
    }
  }

  @Test(arguments: solvers.indices)
  func infeasibleAndUnboundedAreTold(_ index: Int) throws {
    var infeasible = Model(sense: .maximize)
    let x = infeasible.addVariable(upper: 1)
    infeasible.objective = LinearExpression(x)
    infeasible.addRow(nil, lower: 2, upper: .infinity, LinearExpression(x))
    try Self.solvers[index].withLiveProgram(of: infeasible) { program in
      let answer = try program.solve(timeLimit: nil)
      #expect(answer.termination == .infeasible)
    }
    var unbounded = Model(sense: .maximize)
    unbounded.objective = LinearExpression(unbounded.addVariable())
    unbounded.addRow(nil, lower: 0, upper: .infinity, unbounded.objective)
    try Self.solvers[index].withLiveProgram(of: unbounded) { program in
      let answer = try program.solve(timeLimit: nil)
      #expect(answer.termination == .unbounded)
    }
  }

  @Test(arguments: solvers.indices)
  func integersAreRefused(_ index: Int) {
    var model = Model()
    model.addVariable(kind: .integer)
    #expect(throws: SolverError.self) {
      try Self.solvers[index].withLiveProgram(of: model) { _ in }
    }
  }

  @Test func aMixedIntegerSolveFitsInsideALiveProgramOfTheSameThread() throws {
    let (model, _) = model()
    try GLPKSolver().withLiveProgram(of: model) { program in
      _ = try program.solve(timeLimit: nil)
      var inner = Model(sense: .maximize)
      let count = inner.addVariable(upper: 2.5, kind: .integer)
      inner.objective = LinearExpression(count)
      let outcome = try GLPKSolver().solve(inner)
      #expect(outcome.objective == 2)
      let again = try program.solve(timeLimit: nil)
      #expect(abs(again.objective - 12) < 1e-9)
    }
  }
}
