import LinearModels
import Testing

@Suite("Models")
struct ModelTests {
  @Test func repeatedVariablesAreSummedInOrderOfFirstUse() {
    var model = Model()
    let x = model.addVariable()
    let y = model.addVariable()
    let row = model.addRow(y + 2 * x + 3 * y - x <= 4)
    #expect(
      model.terms(of: row) == [LinearExpression.Term(4, y), LinearExpression.Term(1, x)])
    #expect(model.nonzeroCount == 2)
  }

  @Test func cancelledTermsAreLeftOut() {
    var model = Model()
    let x = model.addVariable()
    let y = model.addVariable()
    let z = model.addVariable()
    let first = model.addRow(x + y - x + z + 0 * z <= 4)
    let second = model.addRow(x - x <= 1)
    let third = model.addRow(z - x + y + x + x == 1)
    #expect(model.terms(of: first).map(\.variable) == [y, z])
    #expect(model.terms(of: second).isEmpty)
    #expect(
      model.terms(of: third)
        == [LinearExpression.Term(1, z), LinearExpression.Term(1, x), LinearExpression.Term(1, y)])
    #expect(model.nonzeroCount == 5)
    #expect(model.rowCount == 3)
  }

  @Test func constantOfARowMovesIntoItsBounds() {
    var model = Model()
    let x = model.addVariable()
    let row = model.addRow("capacity", lower: 1, upper: 5, x + 2)
    #expect(model.bounds(of: row) == (-1, 3))
    #expect(model.name(of: row) == "capacity")
  }

  @Test func binaryBoundsAreCut() {
    var model = Model()
    let x = model.addVariable(kind: .binary)
    let y = model.addVariable(lower: 1, upper: 7, kind: .binary)
    #expect(model.bounds(of: x) == (0, 1))
    #expect(model.bounds(of: y) == (1, 1))
    model.setBounds(of: x, lower: -3, upper: 0)
    #expect(model.bounds(of: x) == (0, 0))
  }

  @Test func integerBoundsRoundInwardsButForgiveNoise() {
    var model = Model()
    model.addVariable(lower: 0.1 * 3 * 10, upper: 6.7, kind: .integer)
    model.addVariable(lower: -2.5, upper: 2.9999999999999996, kind: .integer)
    model.addVariable(lower: -2.5, upper: 2.5)
    #expect(model.tightBounds(ofColumn: 0) == (3, 6))
    #expect(model.tightBounds(ofColumn: 1) == (-2, 3))
    #expect(model.tightBounds(ofColumn: 2) == (-2.5, 2.5))
  }

  @Test func largeIntegerBoundsStayWhereTheyAre() {
    var model = Model()
    model.addVariable(lower: -3e12, upper: 2e9 + 1, kind: .integer)
    model.addVariable(lower: 4e15 - 1, upper: .infinity, kind: .integer)
    #expect(model.tightBounds(ofColumn: 0) == (-3e12, 2e9 + 1))
    #expect(model.tightBounds(ofColumn: 1) == (4e15 - 1, .infinity))
  }

  @Test func aMillionEntriesAreKept() {
    var model = Model()
    let variables = (0..<100).map { _ in model.addVariable() }
    for row in 0..<2000 {
      var sum = LinearExpression()
      sum.reserveCapacity(100)
      for (index, variable) in variables.enumerated() {
        sum.add(Double(row + index + 1), variable)
      }
      model.addRow(lower: 0, upper: 1, sum)
    }
    #expect(model.nonzeroCount == 200_000)
    #expect(model.terms(of: Row(index: 1999)).last?.coefficient == 2099)
  }
}

@Suite("Validation")
struct ValidationTests {
  private func error(_ build: (inout Model) -> Void) -> ModelError? {
    var model = Model()
    build(&model)
    do {
      try model.validate()
      return nil
    } catch {
      return error
    }
  }

  @Test func aGoodModelPasses() {
    #expect(
      error { model in
        let x = model.addVariable("x", lower: -.infinity)
        model.addRow("free", lower: -.infinity, upper: .infinity, LinearExpression(x))
        model.addRow(x <= 3)
        model.objective = 2 * x + 1
      } == nil)
  }

  @Test func objectiveIsChecked() {
    #expect(
      error { model in
        let x = model.addVariable("x")
        model.objective = .infinity * x
      }
        == .badCoefficient(
          place: "the objective", variable: "variable x (column 0)", value: .infinity))
    #expect(error { $0.objective.constant = .infinity } == .badConstant(value: .infinity))
  }

  @Test func coefficientsThatOverflowTogether() {
    let largest = Double.greatestFiniteMagnitude
    let found = error { model in
      let x = model.addVariable("x")
      model.addRow("sum", largest * x + largest * x <= 1)
    }
    #expect(
      found
        == .badCoefficient(
          place: "row sum (number 0)", variable: "variable x (column 0)", value: .infinity))
  }

  @Test func boundsThatAreNone() {
    #expect(
      error { $0.addVariable("x", lower: .nan, upper: 1) }.map { "\($0)" }?.contains("variable x")
        == true)
    #expect(error { $0.addVariable(lower: .infinity) } != nil)
    #expect(error { $0.addVariable(lower: -.infinity, upper: -.infinity) } != nil)
    #expect(error { $0.addRow(lower: 0, upper: .nan, LinearExpression()) } != nil)
  }

  @Test func crossedBoundsLeaveNothing() {
    func empty(_ build: (inout Model) -> Void) -> String? {
      var model = Model()
      build(&model)
      #expect(error { $0 = model } == nil)
      return model.emptyDomain
    }
    let variable = empty { $0.addVariable("x", lower: 2, upper: 1) }
    #expect(variable == "The bounds 2.0 and 1.0 of variable x (column 0) leave no number.")
    let binary = empty { $0.addVariable("x", lower: 0.2, upper: 0.8, kind: .binary) }
    #expect(binary == "The bounds 0.2 and 0.8 of variable x (column 0) leave no whole number.")
    let row = empty { $0.addRow("r", lower: 3, upper: 2, LinearExpression()) }
    #expect(row == "The bounds 3.0 and 2.0 of row r (number 0) leave no number.")
    #expect(empty { $0.addVariable(lower: 0.2, upper: 1.8, kind: .integer) } == nil)
    #expect(empty { $0.addVariable(lower: 2, upper: 2) } == nil)
    #expect(empty { $0.addVariable(lower: 2, upper: 5, kind: .binary) } != nil)
  }

  @Test func variablesOfAnotherModel() {
    var other = Model()
    other.addVariable()
    let foreign = other.addVariable()
    #expect(
      error { model in
        model.addVariable()
        model.addRow("r", foreign <= 1)
        // The column exists by the time of the check; the row must not become valid by that.
        model.addVariable()
      } == .foreignVariable(place: "row r (number 0)", column: 1, variableCount: 2))
    #expect(
      error { $0.objective = LinearExpression(foreign) }
        == .foreignVariable(place: "the objective", column: 1, variableCount: 0))
  }

  @Test(arguments: ["", "two\nlines", "tab\tbed", "null\0"])
  func badNames(name: String) {
    #expect(error { $0.addVariable(name) } != nil)
    #expect(error { $0.addRow(name, lower: 0, upper: 0, LinearExpression()) } != nil)
    #expect(error { $0.name = name } != nil)
  }

  @Test func sentencesNameThePlace() {
    let words = ModelError.badBounds(of: "variable x (column 0)", lower: 2, upper: 1).description
    #expect(words.contains("variable x (column 0)") && words.contains("2.0"))
    #expect(words.hasSuffix("."))
  }
}
