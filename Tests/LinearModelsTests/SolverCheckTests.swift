import LinearModels
import Testing

/// A solver that answers what it is told to, and solves no linear program for a proof.
private struct FakeSolver: Solver {
  var made: SolverAnswer

  var name: String { "fake" }
  var version: String { "1.0" }
  var license: String { "none" }
  var capabilities: SolverCapabilities {
    SolverCapabilities(
      stopsOnRequest: false, acceptsPartialStart: false, reportsProgress: false,
      givesRowDuals: false, usesThreads: false)
  }

  func answer(_ model: Model, _ parameters: SolveParameters) throws(SolverError) -> SolverAnswer {
    guard model.hasIntegers else { throw .unavailable("fake solves no linear programs") }
    return made
  }
}

@Suite("No answer is trusted")
struct SolverCheckTests {
  /// Maximise x + 2 y, x integer from 0 to 5, y from 0 to 1, x + y at most 4.
  private func model() -> Model {
    var model = Model(sense: .maximize)
    let x = model.addVariable("x", upper: 5, kind: .integer)
    let y = model.addVariable("y", upper: 1)
    model.addRow("capacity", x + y <= 4)
    model.objective = x + 2 * y
    return model
  }

  private func solve(
    _ termination: Termination, _ values: [Double]?, bound: Double? = nil,
    start: [Double]? = nil
  ) throws -> Outcome {
    let model = model()
    let solver = FakeSolver(
      made: SolverAnswer(
        termination: termination, values: values, bound: bound, solverWords: "made up"))
    let start = start.map { Dictionary(uniqueKeysWithValues: zip(model.variables, $0)) }
    return try solver.solve(model, SolveParameters(start: start))
  }

  private func faultWords(
    _ termination: Termination, _ values: [Double]?, bound: Double? = nil, start: [Double]? = nil
  ) -> String? {
    do {
      _ = try solve(termination, values, bound: bound, start: start)
    } catch SolverError.fault(let words) {
      return words
    } catch {
      return nil
    }
    return nil
  }

  @Test func goodPointStandsAndTheClaimIsNotBelieved() throws {
    let outcome = try solve(.optimal, [3, 1], bound: 5)
    #expect(outcome.objective == 5)
    #expect(outcome.termination == .unproven)
    #expect(outcome.claimedBound == 5)
    // What rows and bounds allow without any linear program.
    #expect(outcome.bound == 6)
    #expect(outcome.solverWords.hasPrefix("made up"))
  }

  @Test func integersAreRoundedAndTheObjectiveIsOurs() throws {
    let outcome = try solve(.optimal, [2.9999999, 1.0000001], bound: 5)
    #expect(outcome.point?.values == [3, 1])
    #expect(outcome.objective == 5)
  }

  @Test func brokenRowIsNamedWithItsExcess() throws {
    let words = try #require(faultWords(.optimal, [4, 0.5]))
    #expect(words.contains("capacity") && words.contains("4.5") && words.contains("by 0.5"))
  }

  @Test func brokenBoundIsNamed() throws {
    #expect(try #require(faultWords(.optimal, [-1, 0])).contains("variable x"))
    #expect(try #require(faultWords(.timeLimit, [0, 1.1])).contains("variable y"))
  }

  @Test func fractionsAndNonsenseAreFaults() {
    #expect(faultWords(.optimal, [2.5, 0]) != nil)
    #expect(faultWords(.optimal, [.nan, 0]) != nil)
    #expect(faultWords(.optimal, [0, .infinity]) != nil)
    #expect(faultWords(.optimal, [0]) != nil)
    #expect(faultWords(.optimal, nil) != nil)
    #expect(faultWords(.gapReached, nil) != nil)
  }

  @Test func noClaimBecomesABound() throws {
    for (termination, claimed) in [(Termination.optimal, 4.9), (.timeLimit, 5.1), (.infeasible, 5)]
    {
      let outcome = try solve(termination, [3, 1], bound: claimed)
      #expect(outcome.bound == 6)
      #expect(outcome.objective == 5)
      #expect(outcome.termination == (termination == .timeLimit ? .timeLimit : .unproven))
    }
    #expect(try solve(.infeasible, nil).termination == .unproven)
  }

  @Test func gapIsRelativeToTheLargerOfBoth() throws {
    #expect(try solve(.timeLimit, [3, 1], bound: 8).gap == 1.0 / 6)
    #expect(try solve(.timeLimit, nil, bound: 8).gap == nil)
  }

  @Test func startIsNeverLost() throws {
    #expect(try solve(.timeLimit, nil, start: [2, 1]).objective == 4)
    #expect(try solve(.timeLimit, [1, 0], start: [2, 1]).objective == 4)
    #expect(try solve(.timeLimit, [3, 1], start: [2, 1]).objective == 5)
    #expect(try solve(.infeasible, nil, start: [2, 1]).objective == 4)
    #expect(try solve(.optimal, [1, 0], start: [2, 1]).objective == 4)
  }

  @Test func infeasibleStartNamesTheRow() {
    #expect {
      try solve(.optimal, [3, 1], start: [4, 1])
    } throws: { error in
      guard case SolverError.infeasibleStart(let words) = error else { return false }
      return words.contains("capacity")
    }
  }

  @Test func toleranceFollowsTheTermsOfARowAtThePoint() throws {
    var model = Model()
    let x = model.addVariable(upper: 1, kind: .binary)
    let y = model.addVariable(upper: 1e5)
    model.addRow("link", 1e4 * x - y >= 0)
    func answer(_ x: Double, _ y: Double) -> FakeSolver {
      FakeSolver(
        made: SolverAnswer(termination: .optimal, values: [x, y], solverWords: ""))
    }
    #expect(try answer(1, 1e4 + 1.09e-5).solve(model).point != nil)
    #expect(throws: SolverError.self) { try answer(1, 1e4 + 1.11e-5).solve(model) }
    // A binary that is almost zero counts as zero, whatever its coefficient.
    #expect(try answer(0, 0.9e-6).solve(model).point != nil)
    #expect(throws: SolverError.self) { try answer(1e-7, 1e-3).solve(model) }
  }

  @Test func rowsOfWholeNumbersHoldAsTheyStand() throws {
    var model = Model()
    let x = model.addVariable(upper: 1e3, kind: .integer)
    model.addRow("wide", lower: 1e9, upper: 2e9, 1e7 * x + 0)
    model.objective = LinearExpression(x)
    func answer(_ x: Double) -> FakeSolver {
      FakeSolver(made: SolverAnswer(termination: .optimal, values: [x], solverWords: ""))
    }
    #expect(try answer(100).solve(model).point != nil)
    model.setBounds(of: Array(model.rows)[0], lower: 1e9 + 1, upper: 2e9)
    #expect(throws: SolverError.self) { try answer(100).solve(model) }
  }
}
