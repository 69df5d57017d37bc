import LinearModels
import SolverConformance
import SolverTestSupport
import Testing

@Suite("Answers checked in exact arithmetic and against each other")
struct CertificateTests {
  @Test(arguments: Backend.all, KnownModel.all.filter { $0.truth.objective != nil })
  func knownOptimaAreExact(backend: Backend, known: KnownModel) throws {
    let model = known.build()
    let outcome = try backend.solver.solve(model)
    let certificate = try #require(outcome.exactCertificate(for: model))
    #expect(certificate.isFeasible, "off by \(certificate.largestViolation)")
    let objective = try #require(outcome.objective)
    #expect(abs(certificate.objective.lowerBound - objective) <= 1e-9 * max(1, abs(objective)))
    #expect(certificate.objective.lowerBound <= certificate.objective.upperBound)
    if !model.hasIntegers, outcome.rowDuals != nil {
      let bound = try #require(certificate.bound)
      #expect(agree(bound, objective))
      // Data such as 0.04 are no short fractions, so the last digit may stay open.
      let gap = abs(bound - certificate.objective.lowerBound)
      #expect(gap <= 1e-15 * max(1, abs(bound)), "bound \(bound)")
    }
  }

  @Test(arguments: Backend.all.filter { $0.solver.capabilities.givesRowDuals })
  func thirdsAreExact(backend: Backend) throws {
    var model = Model(sense: .maximize)
    let x = model.addVariable()
    let y = model.addVariable()
    model.addRow(3 * x + y <= 1)
    model.addRow(x + 7 * y <= 2)
    model.objective = x + y
    let outcome = try backend.solver.solve(model)
    let certificate = try #require(outcome.exactCertificate(for: model))
    // The vertex is (1/4, 1/4): doubles; with 1 replaced by 2 it is (3/5, 1/5).
    #expect(certificate.isOptimal)
    model.setBounds(of: Array(model.rows)[0], lower: -.infinity, upper: 2)
    let fifths = try backend.solver.solve(model)
    let exact = try #require(fifths.exactCertificate(for: model))
    #expect(exact.isOptimal)
    #expect(exact.objective.contains(0.8) || abs(exact.objective.lowerBound - 0.8) < 1e-15)
  }

  @Test func aPointOffByLittleIsNotExact() throws {
    var model = Model(sense: .maximize)
    let x = model.addVariable()
    model.addRow(x <= 1)
    model.objective = LinearExpression(x)
    let off = 1 + 0x1p-24
    let answer = SolverAnswer(
      termination: .optimal, values: [off], bound: off, rowDuals: [1], solverWords: "")
    let outcome = try Parrot(name: "parrot", reply: answer).solve(model)
    let certificate = try #require(outcome.exactCertificate(for: model))
    #expect(!certificate.isFeasible)
    #expect(certificate.largestViolation == 0x1p-24)
    #expect(certificate.bound == 1)
    #expect(!certificate.isOptimal)
  }

  @Test func wrongDualsProveALooserBound() throws {
    var model = Model(sense: .maximize)
    let x = model.addVariable(upper: 5)
    model.addRow(x <= 1)
    model.objective = LinearExpression(x)
    for (dual, bound) in [(1.0, 1.0), (0.5, 3.0), (0, 5), (-1, 5), (2, 2)] {
      let answer = SolverAnswer(
        termination: .optimal, values: [1], bound: 1, rowDuals: [dual], solverWords: "")
      let outcome = try Parrot(name: "parrot", reply: answer).solve(model)
      #expect(outcome.exactCertificate(for: model)?.bound == bound, "dual \(dual)")
    }
  }

  @Test func allBackendsAgree() throws {
    let solver = CrossCheckedSolver(Backend.all.map(\.solver))
    for seed in 0..<20 {
      let model = RandomModel(seed: seed).model
      let outcome = try solver.solve(model)
      #expect(agree(outcome.objective, RandomModel(seed: seed).bestByEnumeration()))
    }
    #expect(solver.tally.agreed == 20)
    #expect(solver.tally.undecided == 0)
    #expect(solver.tally.exact > 5)
  }

  @Test(arguments: [
    SolverAnswer(termination: .infeasible, solverWords: ""),
    SolverAnswer(termination: .unbounded, solverWords: ""),
    SolverAnswer(termination: .optimal, values: [2], bound: 2, solverWords: ""),
    SolverAnswer(termination: .timeLimit, values: [1], bound: 2.5, solverWords: ""),
  ])
  func liesAreRefuted(lie: SolverAnswer) throws {
    var model = Model(sense: .maximize)
    let x = model.addVariable(upper: 3.5, kind: .integer)
    model.objective = LinearExpression(x)
    let honest = try #require(Backend.all.first).solver
    let liar = Parrot(name: "liar", reply: lie, linear: honest)
    for solvers in [[honest, liar], [liar, honest]] as [[any Solver]] {
      let checked = CrossCheckedSolver(solvers)
      let outcome = try checked.solve(model)
      #expect(outcome.termination == .optimal)
      #expect(outcome.objective == 3)
      #expect(checked.tally.refuted == 1)
    }
  }

  /// Two answers that cannot both be true, of a model that no backend here can prove anything of.
  @Test func claimsThatContradictAreFaultsWhereNothingIsProven() {
    var model = Model(sense: .maximize)
    let x = model.addVariable(kind: .integer)
    model.objective = LinearExpression(x)
    let point = SolverAnswer(termination: .optimal, values: [2], bound: 2, solverWords: "")
    let none = SolverAnswer(termination: .infeasible, solverWords: "")
    #expect {
      try CrossCheckedSolver([
        Parrot(name: "one", reply: point), Parrot(name: "other", reply: none),
      ]).solve(model)
    } throws: { error in
      guard case SolverError.fault(let words) = error else { return false }
      return words.contains("one") && words.contains("other")
    }
  }

  /// Linear programs that break down leave parts of the search open, which must still count.
  @Test(arguments: 1...12)
  func noPartIsLostWhereAProgramBreaksDown(solves: Int) throws {
    var model = Model(sense: .maximize)
    let items = (3...9).map { model.addVariable("x\($0)", upper: 2, kind: .integer) }
    var weight = LinearExpression()
    for (index, item) in items.enumerated() {
      weight.add(Double(2 * index + 7), item)
      model.objective.add(Double(3 * index + 11) + 0.25, item)
    }
    model.addRow(weight <= 61.5)
    // A second row, so that two are fractional and both parts of each are tried at the root.
    var volume = LinearExpression()
    for (index, item) in items.enumerated() { volume.add(Double(20 - 3 * index), item) }
    model.addRow(volume <= 40.5)
    let honest = try #require(Backend.all.first).solver
    let best = try #require(try honest.solve(model).objective)
    let poor = SolverAnswer(
      termination: .optimal, values: [1, 0, 0, 0, 0, 0, 0], bound: 11.25, solverWords: "")
    let frail = Parrot(name: "frail", reply: poor, linear: Frail(base: honest, solves: solves))
    let outcome = try frail.solve(model)
    #expect(try #require(outcome.bound) >= best * (1 - 1e-12))
    #expect(outcome.termination != .optimal || agree(outcome.objective, best))
  }
}

/// A backend whose linear programs break down after some solves.
private struct Frail: LiveSolverWrapper {
  let base: any Solver
  let solves: Int

  func wrap(_ program: any LiveProgram) -> any LiveProgram { Program(base: program, left: solves) }

  private struct Program: ProgramWrapper {
    var base: any LiveProgram
    var left: Int

    mutating func solve(timeLimit: Duration?) throws(SolverError) -> LiveAnswer {
      left -= 1
      guard left >= 0 else { throw .fault("the program is worn out") }
      return try base.solve(timeLimit: timeLimit)
    }
  }
}
