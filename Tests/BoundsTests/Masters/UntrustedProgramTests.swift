import LinearModels
import Testing

@testable import Bounds

/// What is made of the answers of a backend's live linear program.
@Suite struct UntrustedProgramTests {
  /// Gives its answers in turn, and then a fault.
  private struct Script: LiveProgram {
    var answers: [LiveAnswer]

    mutating func add(_ columns: [LiveColumn]) {}
    mutating func setBounds(ofColumn column: Int, lower: Double, upper: Double) {}

    mutating func solve(timeLimit: Duration?) throws(SolverError) -> LiveAnswer {
      guard !answers.isEmpty else { throw .fault("out of words") }
      return answers.removeFirst()
    }
  }

  /// A program of two rows and two columns, and one column more.
  private func program(_ answers: [LiveAnswer]) throws -> UntrustedProgram {
    var model = Model(name: "two", sense: .maximize)
    let (x, y) = (model.addVariable("x"), model.addVariable("y"))
    model.addRow("one", lower: -.infinity, upper: 1, LinearExpression(x))
    model.addRow("other", lower: -.infinity, upper: 1, LinearExpression(y))
    var program = UntrustedProgram(Script(answers: answers), of: model)
    try program.add([LiveColumn(cost: 1, upper: 1, entries: [(row: 0, coefficient: 1)])])
    return program
  }

  private func optimum(
    _ values: [Double], _ duals: [Double], objective: Double = 1
  ) -> LiveAnswer {
    LiveAnswer(
      termination: .optimal, objective: objective, values: values, rowDuals: duals)
  }

  @Test func honestFiguresStandAsTheyAre() throws {
    var program = try program([optimum([1, 0, 0.5], [-2, 3])])
    let answer = try #require(try program.solve(timeLimit: nil))
    #expect(answer.objective == 1)
    #expect(answer.values == [1, 0, 0.5])
    #expect(answer.rowDuals == [-2, 3])
  }

  @Test func figuresThatAreNoneCountAsNothing() throws {
    var program = try program([
      optimum([.nan, .infinity, 0.5], [1e300, -.infinity], objective: .nan),
      optimum([], [1]), optimum([1, 2, 3, 4], [1, 2, 3]), optimum([-1, 1e30, 1], [.nan, 0.5]),
    ])
    var answers: [UntrustedProgram.Answer] = []
    for _ in 1...4 { answers.append(try #require(try program.solve(timeLimit: nil))) }
    #expect(answers.map(\.values) == [[0, 0, 0.5], [0, 0, 0], [1, 2, 3], [0, 0, 1]])
    #expect(answers.map(\.rowDuals) == [[0, 0], [1, 0], [1, 2], [0, 0.5]])
    #expect(answers[0].objective == 0)
  }

  @Test func nothingButAnOptimumIsAnAnswer() throws {
    for termination in Termination.allCases where termination != .optimal {
      var answer = optimum([1, 1, 1], [1, 1])
      answer.termination = termination
      var program = try program([answer])
      #expect(try program.solve(timeLimit: nil) == nil)
    }
  }

  @Test func aBackendThatBrokeDownIsNotAskedAgain() throws {
    var program = try program([])
    #expect(try program.solve(timeLimit: nil) == nil)
    #expect(program.fault == "out of words")
    try program.add([])
    #expect(try program.solve(timeLimit: nil) == nil)
  }
}
