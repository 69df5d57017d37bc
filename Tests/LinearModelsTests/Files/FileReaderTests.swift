import LinearModels
import Testing

/// A small flow model in the words of Gurobi's LP files: no bounds on rows, names like `hold_0_1`,
/// binaries and generals in lists, lines that continue, no label on the objective.
private let dialect = """
  \\ Model 2024-11-06_02-28-52
  \\ LP format - for model browsing. Use MPS format to capture full model detail.
  Maximize
    flow_source_0 + flow_source_1
  Subject To
   hold_constraint_0: hold_0_1 + hold_0_2
     + hold_0_3 = 1
   end_constraint_0: start_0 + hold_0_1 + 2 hold_0_2 + 3 hold_0_3 <= 3
   capacity_0: flow_source_0 - 120 hold_0_1 - 50.5 hold_0_2
     - 1.25e+01 hold_0_3 <= 0
   qc0: flow_source_1 - 1e3 switch_0_1 <= 0
   joint: flow_source_0 + flow_source_1 <= 180
   linked: start_0 + 2 switch_0_1 >= 3
  Bounds
   flow_source_0 <= 100
   -inf <= slack <= -2
   start_0 <= 3
  Binaries
   hold_0_1 hold_0_2 hold_0_3
   switch_0_1
  Generals
   start_0
  End
  """

@Suite("Reading LP files")
struct LPReaderTests {
  @Test func gurobisDialect() throws {
    let model = try LPReader().model(from: dialect)
    #expect(model.sense == .maximize)
    #expect(model.name == "Model 2024-11-06_02-28-52")
    #expect(model.variableCount == 8)
    #expect(model.rowCount == 6)
    #expect(model.nonzeroCount == 17)
    let byName = Dictionary(
      uniqueKeysWithValues: model.variables.map { (model.name(of: $0), $0) })
    let slack = try #require(byName["slack"])
    #expect(model.bounds(of: slack) == (-.infinity, -2))
    let start = try #require(byName["start_0"])
    #expect(model.kind(of: start) == .integer)
    #expect(model.bounds(of: start) == (0, 3))
    #expect(model.kind(of: try #require(byName["hold_0_3"])) == .binary)
    let capacity = try #require(model.rows.first { model.name(of: $0) == "capacity_0" })
    #expect(model.terms(of: capacity).map(\.coefficient) == [1, -120, -50.5, -12.5])
    #expect(model.bounds(of: capacity) == (-.infinity, 0))
  }

  @Test func everyFormOfRow() throws {
    let model = try LPReader().model(
      from: """
        min: obj
        st
         a: 1 <= x + y <= 3
         b: 4 >= x
         c: - -2 x + 3*y - 1 = 5
         d: x >= -1e30
         e: 0 x >= -2
         2 x + x < 7
         f: x => 1
         g: x =< inf
        end
        """.replacing("min: obj", with: "min\nobj: 2 x + 3"))
    #expect(model.objective.constant == 3)
    let sides = model.rows.map { model.bounds(of: $0) }
    #expect(sides[0] == (1, 3))
    #expect(sides[1] == (-.infinity, 4))
    #expect(sides[2] == (6, 6))
    #expect(sides[3] == (-.infinity, .infinity))
    #expect(sides[4] == (-2, .infinity))
    #expect(sides[5] == (-.infinity, 7))
    #expect(sides[6] == (1, .infinity))
    #expect(sides[7] == (-.infinity, .infinity))
    let rows = Array(model.rows)
    #expect(model.terms(of: rows[2]).map(\.coefficient) == [2, 3])
    #expect(model.terms(of: rows[4]).isEmpty)
    #expect(model.terms(of: rows[5]).map(\.coefficient) == [3])
    #expect(model.name(of: rows[0]) == "a")
  }

  @Test func everyFormOfBound() throws {
    let model = try LPReader().model(
      from: """
        Minimize
         a + b + c + d + e + f + g + h + free
        Subject To
        Bounds
         1 <= a <= 3
         b <= 4
         c >= -2
         5 >= d
         e = 6
         f free
         -infinity <= g
         h <= +1e20
         free free
        End
        """)
    let bounds = model.variables.map { model.bounds(of: $0) }
    #expect(bounds[0] == (1, 3))
    #expect(bounds[1] == (0, 4))
    #expect(bounds[2] == (-2, .infinity))
    #expect(bounds[3] == (0, 5))
    #expect(bounds[4] == (6, 6))
    #expect(bounds[5] == (-.infinity, .infinity))
    #expect(bounds[6] == (-.infinity, .infinity))
    #expect(bounds[7] == (0, .infinity))
    #expect(bounds[8] == (-.infinity, .infinity))
  }

  @Test(arguments: [
    ("", "Minimize or Maximize"), ("Minimize\n x\nSubject To\n x + y\nEnd", "line 5"),
    ("Minimize\n x y\nEnd", "without a sign"), ("Minimize\n [ x^2 ]\nEnd", "quadratic"),
    ("Minimize\n x\nSubject To\n x <= y\nEnd", "right side"),
    ("Minimize\n x\nBounds\n x\nEnd", "<=, >=, = or free"),
    ("Minimize\n x\nBounds\n x >= 1e20\nEnd", "Line 4"),
    ("Minimize\n x\nSOS\nEnd", "is not read"), ("Minimize\n x +\nEnd", "nothing follows"),
    ("Minimize\n x\nGenerals\n 3\nEnd", "variable's name"), ("Minimize\n : x\nEnd", "colon"),
    ("Minimize\n x\nSubject To\n c: 3\nEnd", "<=, >= or ="), ("Minimize\n . x\nEnd", "lone point"),
    ("Minimize\n x\nMaximize\n x\nEnd", "second objective"), ("Minimize\n \u{0} x", "byte 0"),
    ("Minimize\n inf - inf + x\nEnd", "finite number"),
  ])
  func whatIsWrongIsSaid(text: String, words: String) {
    #expect {
      try LPReader().model(from: text)
    } throws: { error in
      guard let error = error as? ModelFileError else { return false }
      return error.description.lowercased().contains(words.lowercased())
        && error.description.hasSuffix(".")
    }
  }

  @Test(arguments: [
    "0", "1", "0.1", "123456789.125", "1e22", "1e23", "9007199254740994", "2.2250738585072014e-308",
    "4.9406564584124654e-324", "1.7976931348623157e308", "0.30000000000000004", "5e-1", "7.",
    "123456789012345678901234567890.5", "8.5E-3", "17976931348623157e292",
  ])
  func numbersAreTheNearestDoubles(digits: String) throws {
    let model = try LPReader().model(from: "Minimize\n \(digits) x + y\nEnd")
    let wanted = try #require(Double(digits.hasSuffix(".") ? "\(digits)0" : digits))
    #expect(model.objective.terms.first?.coefficient == wanted)
  }

  /// Found by fuzzing: the row was read as one that our own file then could not say.
  @Test func aConstantCanPushASideBeyondAllBounds() throws {
    let model = try LPReader().model(
      from: "min\n x\nst\n a: 3e30 + x >= 1\n b: x - 4e19 <= 9e19\nend")
    #expect(model.rows.map { model.bounds(of: $0).lower } == [-.infinity, -.infinity])
    #expect(model.rows.map { model.bounds(of: $0).upper } == [.infinity, .infinity])
    #expect(throws: ModelFileError.self) {
      try LPReader().model(from: "min\n x\nst\n a: 1 = 3e30\nend")
    }
  }

  @Test func namesThatMeanSomethingElseReadBack() throws {
    var model = Model()
    let names = [
      "free", "Free", "end", "st", "s.t.", "such", "subject", "bounds", "bin", "generals", "inf",
      "sos1", "SOS2", "semi", "lazy", "user", "e7", "E", "1x", "a b", "x^2", "maximize", "x0", "s1",
    ]
    for name in names {
      let variable = model.addVariable(name, lower: -1, upper: 3, kind: .integer)
      model.objective.add(1, variable)
      model.addRow(name, variable >= 1)
    }
    let lp = try LPReader().model(from: LPWriter().text(of: model))
    let mps = try MPSReader().model(from: MPSWriter().text(of: model))
    for copy in [lp, mps] {
      #expect(copy.variableCount == names.count && copy.rowCount == names.count)
      #expect(copy.variables.allSatisfy { copy.bounds(of: $0) == (-1, 3) })
      #expect(copy.variables.allSatisfy { copy.kind(of: $0) == .integer })
      #expect(copy.rows.allSatisfy { copy.bounds(of: $0) == (1, .infinity) })
    }
  }

  @Test func twentyThousandRandomNumbersReadBackExactly() throws {
    var random = SystemRandomNumberGenerator()
    let numbers = (0..<20_000).map { _ -> Double in
      let number = Double(bitPattern: UInt64.random(in: 0..<0x7FF0_0000_0000_0000, using: &random))
      return number
    }
    let sum = numbers.indices.map { "+ \(numbers[$0]) x\($0)" }.joined(separator: "\n")
    let model = try LPReader().model(from: "Minimize\n\(sum)\nEnd")
    #expect(model.objective.terms.map(\.coefficient) == numbers)
  }
}

@Suite("Reading MPS files")
struct MPSReaderTests {
  @Test func everySection() throws {
    let model = try MPSReader().model(
      from: """
        * a comment
        NAME          sample
        OBJSENSE
            MAX
        ROWS
         N  cost
         L  lim1
         G  lim2
         E  eq
         N  other
        COLUMNS
            x  cost  1.5  lim1  1
            x  lim2  2
            MARKER  'MARKER'  'INTORG'
            y  cost  -1  eq  1
            z  lim1  3
            MARKER  'MARKER'  'INTEND'
            w  lim1  1  eq  -4
        RHS
            RHS  lim1  4  lim2  1
            RHS  eq  7  cost  -10
        RANGES
            RNG  lim1  2.5  eq  -3
            RNG  lim2  8
        BOUNDS
         UP BND  x  4
         LO BND  y  2
         UP BND  w  -1
        ENDATA
        """)
    #expect(model.name == "sample")
    #expect(model.sense == .maximize)
    #expect(model.objective.constant == 10)
    let bounds = model.variables.map { model.bounds(of: $0) }
    #expect(bounds[0] == (0, 4))
    #expect(bounds[1] == (2, .infinity))
    #expect(bounds[2] == (0, 1))
    #expect(bounds[3] == (-.infinity, -1))
    #expect(model.variables.map { model.kind(of: $0).isIntegral } == [false, true, true, false])
    let sides = model.rows.map { model.bounds(of: $0) }
    #expect(sides[0] == (1.5, 4))
    #expect(sides[1] == (1, 9))
    #expect(sides[2] == (4, 7))
    #expect(sides[3] == (-.infinity, .infinity))
    #expect(model.nonzeroCount == 6)
  }

  @Test func aRangeCanPushASideBeyondAllBounds() throws {
    let model = try MPSReader().model(
      from: """
        NAME far
        ROWS
         N cost
         G g
         L l
         E e
        COLUMNS
         x cost 1 g 1
         x l 1 e 1
        RHS
         RHS g 9e19 l -9e19
        RANGES
         RNG g 9e19 l 9e19
         RNG e -2e20
        ENDATA
        """)
    #expect(model.rows.map { model.bounds(of: $0).lower } == [9e19, -.infinity, -.infinity])
    #expect(model.rows.map { model.bounds(of: $0).upper } == [.infinity, -9e19, 0])
  }

  @Test(arguments: [
    ("NAME a\nROWS\n N c\nCOLUMNS\n", "ENDATA"), ("ROWS\n Q c\nENDATA", "kind of row"),
    ("ROWS\n N c\n L c\nENDATA", "twice"), ("ROWS\n N c\nCOLUMNS\n x d 1\nENDATA", "no row"),
    ("ROWS\n N c\nCOLUMNS\n x c one\nENDATA", "a number belongs"),
    ("ROWS\n N c\nCOLUMNS\n x c\nENDATA", "left over"),
    ("ROWS\n N c\nCOLUMNS\n x c 1\nBOUNDS\n SC b x 3\nENDATA", "kind of bound"),
    ("ROWS\n N c\nCOLUMNS\n x c 1\nBOUNDS\n UP b y 3\nENDATA", "no column"),
    ("ROWS\n N c\nSOS1\nENDATA", "is not read"), (" x c 1\nENDATA", "before any section"),
    ("ROWS\n N c\nCOLUMNS\n M 'MARKER' 'HERE'\nENDATA", "marker"),
    ("OBJSENSE\n UPWARD\nENDATA", "MIN or MAX"),
    ("ROWS\n N c\nCOLUMNS\n x c nan\nENDATA", "a number belongs"),
  ])
  func whatIsWrongIsSaid(text: String, words: String) {
    #expect {
      try MPSReader().model(from: text)
    } throws: { error in
      (error as? ModelFileError)?.description.contains(words) == true
    }
  }
}
