import LinearModels
import Testing

/// A model with every kind of bound and row, a constant, and names that need care.
private func everything(_ sense: Sense = .minimize) -> Model {
  var model = Model(name: "everything", sense: sense)
  let x = model.addVariable("x", upper: 4.5)
  let y = model.addVariable("free one", lower: -.infinity)
  let z = model.addVariable("e10", lower: -.infinity, upper: -0.1)
  let w = model.addVariable("x", lower: 2, upper: 2)
  let i = model.addVariable("i", lower: -3.5, upper: 7.2, kind: .integer)
  let b = model.addVariable("st", kind: .binary)
  let idle = model.addVariable()
  model.addRow("range", lower: -2, upper: 8.25, x + y - 0.1 * i)
  model.addRow("eq", x + z + 3 * b == 1)
  model.addRow("free", lower: -.infinity, upper: .infinity, x + y)
  model.addRow("at least", x + y + z + w >= -1e-3)
  model.addRow("at least", 2 * x + 1e6 * b <= 1e6)
  model.addRow("empty", lower: -1, upper: 1, LinearExpression())
  let sign: Double = sense == .minimize ? 1 : -1
  let costs: [(Variable, Double)] = [(x, 1), (y, 2), (z, -3), (w, 0.3), (i, 1), (b, -5), (idle, 0)]
  for (variable, cost) in costs { model.objective.add(sign * cost, variable) }
  model.objective.constant = sign / 3
  return model
}

@Suite("LP and MPS files")
struct FileWriterTests {
  @Test func lpText() throws {
    let text = try LPWriter().text(of: everything())
    #expect(
      text == """
        \\ everything
        \\ x_one stands for the number one
        \\ range_lo and range_hi are the two sides of the row range
        \\ empty_lo and empty_hi are the two sides of the row empty
        Minimize
         objective: + 1 x + 2 free_one - 3 x_e10 + 0.3 x_2 + 1 i - 5 x_st + 0 x6 + \
        0.3333333333333333 x_one
        Subject To
         range_lo: + 1 x + 1 free_one - 0.1 i >= -2
         range_hi: + 1 x + 1 free_one - 0.1 i <= 8.25
         eq: + 1 x + 1 x_e10 + 3 x_st = 1
         r_free: + 1 x + 1 free_one >= -1e+30
         at_least: + 1 x + 1 free_one + 1 x_e10 + 1 x_2 >= -0.001
         at_least_2: + 2 x + 1000000 x_st <= 1000000
         empty_lo: 0 x >= -1
         empty_hi: 0 x <= 1
        Bounds
         0 <= x <= 4.5
         free_one free
         -inf <= x_e10 <= -0.1
         x_2 = 2
         -3 <= i <= 7
         x_one = 1
        Binaries
         x_st
        Generals
         i
        End

        """)
  }

  @Test func mpsText() throws {
    var model = Model(name: "small", sense: .maximize)
    let x = model.addVariable("x", upper: 4)
    let n = model.addVariable("n", kind: .integer)
    model.addRow("range", lower: 1, upper: 3.5, x + n)
    model.addRow("most", x <= 2)
    model.objective = 2 * x - n + 7
    let text = try MPSWriter().text(of: model)
    #expect(
      text == """
        * small
        * maximised: the objective is written negated
        * x_one stands for the number one
        NAME model FREE
        ROWS
         N objective
         G range
         L most
        COLUMNS
         x objective -2
         x range 1
         x most 1
         MARKER 'MARKER' 'INTORG'
         n objective 1
         n range 1
         MARKER 'MARKER' 'INTEND'
         x_one objective -7
        RHS
         RHS range 1
         RHS most 2
        RANGES
         RNG range 2.5
        BOUNDS
         LO BND x 0
         UP BND x 4
         LO BND n 0
         PL BND n
         FX BND x_one 1
        ENDATA

        """)
  }

  @Test func namesStayUniqueAfterSanitising() throws {
    var model = Model()
    for name in ["a b", "a_b", "a-b", "a_b_2", "1st", "free", "END", "é"] {
      model.addVariable(name, upper: 1)
    }
    let text = try LPWriter().text(of: model)
    let names = text.split(separator: "\n").filter { $0.hasPrefix(" 0 <= ") }
      .map { $0.split(separator: " ")[2] }
    #expect(names.count == 8)
    #expect(Set(names).count == 8)
  }

  /// An empty row names a variable, and the next reading must not number the variables differently
  /// for it.
  @Test func emptyRowsLeaveTheOrderOfVariablesAsItIs() throws {
    var model = Model(name: "order", sense: .maximize)
    let x = model.addVariable("x", upper: 1, kind: .integer)
    let y = model.addVariable("y", upper: 1)
    model.addRow("empty", lower: -1, upper: .infinity, LinearExpression())
    model.addRow("full", y + x <= 1)
    for constant in [0.0, 100] {
      model.objective = LinearExpression(constant)
      if constant == 0 { model.objective.add(1, y) }
      let first = try LPReader().model(from: LPWriter().text(of: model))
      let text = try LPWriter().text(of: first)
      #expect(try LPWriter().text(of: LPReader().model(from: text)) == text)
    }
  }

  @Test func halvesOfARangeTakeNoOtherRowsName() throws {
    var model = Model()
    let x = model.addVariable("x")
    model.addRow("a", lower: 0, upper: 1, LinearExpression(x))
    model.addRow("a_lo", x <= 2)
    model.addRow("a_hi", x >= 0)
    let text = try LPWriter().text(of: model)
    let names = text.split(separator: "\n").filter { $0.contains("=") && $0.contains(":") }
      .map { $0.split(separator: ":")[0] }
    #expect(names == [" a_lo", " a_hi", " a_lo_2", " a_hi_2"])
  }

  @Test func invalidModelsAreNotWritten() {
    var model = Model()
    model.addVariable(lower: .nan, upper: 0)
    #expect(throws: ModelError.self) { try LPWriter().text(of: model) }
    #expect(throws: ModelError.self) { try MPSWriter().text(of: model) }
  }

  @Test func numbersReadBackAsTheyAre() throws {
    let numbers: [(Double, String)] = [
      (1, "1"), (-7, "- 7"), (10, "10"), (999_999_999_999_999, "999999999999999"),
      (1e15, "1000000000000000"), (-1e16, "- 1e+16"), (1e300, "1e+300"), (0.1, "0.1"),
      (-2.5, "- 2.5"), (1e-7, "1e-07"), (123_456.75, "123456.75"),
      (-4 * Double.leastNonzeroMagnitude, "- 2e-323"),
      (1.0 / 3, "0.3333333333333333"), (18_446_744_073_709_551_616, "1.8446744073709552e+19"),
    ]
    var model = Model()
    for (number, _) in numbers {
      model.objective.add(number, model.addVariable(upper: abs(number)))
    }
    let text = try LPWriter().text(of: model)
    let words = text.split(separator: "\n")
    let objective = words[3...4].joined().replacing("   ", with: " ")
    let wanted = numbers.enumerated().map { index, number in
      (number.1.hasPrefix("-") ? number.1 : "+ \(number.1)") + " x\(index)"
    }
    #expect(objective == " objective: " + wanted.joined(separator: " "))
    let bounds = words.drop { $0 != "Bounds" }.dropFirst()
    for (line, number) in zip(bounds, numbers) {
      #expect(line.hasSuffix("<= " + number.1.replacing("- ", with: "")))
    }
  }

  /// Large enough that the text goes out in many pieces.
  private func large() -> Model {
    var model = Model(name: "large")
    let x = (0..<3000).map { model.addVariable("a rather long name \($0)", upper: Double($0) / 7) }
    for row in 0..<40 {
      let terms = x[(70 * row)...].prefix(70).map { LinearExpression.Term(Double(row) - 3.5, $0) }
      model.addRow(lower: -1, upper: Double(row), LinearExpression(terms))
    }
    model.objective = LinearExpression(x.map { LinearExpression.Term(1, $0) })
    return model
  }

  @Test func piecesMakeTheText() throws {
    for model in [everything(), large()] {
      var lp: [[UInt8]] = []
      try LPWriter().write(model) { lp.append(Array($0)) }
      #expect(try String(decoding: lp.joined(), as: UTF8.self) == LPWriter().text(of: model))
      var mps: [[UInt8]] = []
      try MPSWriter().write(model) { mps.append(Array($0)) }
      #expect(try String(decoding: mps.joined(), as: UTF8.self) == MPSWriter().text(of: model))
      #expect(lp.count > 1 || model.name == "everything")
    }
  }

  @Test func anOutputThatFailsEndsTheWriting() throws {
    struct FullDisk: Error {}
    var calls = 0
    #expect(throws: FullDisk.self) {
      try LPWriter().write(large()) { _ in
        calls += 1
        if calls == 2 { throw FullDisk() }
      }
    }
    #expect(calls == 2)
  }
}
