import LinearModels
import Testing

/// Numbers and models of every kind, the same for one seed.
private struct AnyModel: RandomNumberGenerator {
  private var state: UInt64

  init(seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &self) }

  /// A number below 1e20, which is where bounds end.
  mutating func number() -> Double {
    let sign: Double = pick(2) == 0 ? 1 : -1
    switch pick(9) {
    case 0: return sign * 0
    case 1: return sign * Double(pick(20))
    case 2: return sign * Double(pick(1_000_000)) / 1000
    case 3: return sign * Double(pick(1_000_000_000)) / 1e7
    case 4: return sign * Double.random(in: 1e15...9e19, using: &self)
    case 5: return sign * Double.random(in: 0...1e-300, using: &self)
    case 6: return sign * Double(bitPattern: UInt64(pick(1000)))
    case 7: return sign * Double.random(in: 0...1, using: &self)
    default: return sign * Double(bitPattern: next() % 0x4410_0000_0000_0000)
    }
  }

  /// A coefficient: any finite number but zero.
  mutating func coefficient() -> Double {
    let number = pick(6) == 0 ? Double(bitPattern: next() % 0x7FF0_0000_0000_0000) : number()
    return number == 0 ? 1 : number
  }

  mutating func bounds() -> (lower: Double, upper: Double) {
    let (a, b) = (number(), number())
    switch pick(7) {
    case 0: return (-.infinity, .infinity)
    case 1: return (-.infinity, a)
    case 2: return (a, .infinity)
    case 3: return (a, a)
    case 4: return (a, b)
    case 5: return (0, max(a, -a))
    default: return a.magnitude > b.magnitude ? (min(a, b), max(a, b)) : (a, min(a + abs(b), 9e19))
    }
  }

  mutating func model() -> Model {
    var model = Model(name: "any", sense: pick(2) == 0 ? .minimize : .maximize)
    for index in 0..<pick(6) {
      let bounds = bounds()
      let kinds: [VariableKind] = [.continuous, .continuous, .integer, .binary]
      let kind = kinds[pick(4)]
      let isUsual = pick(3) == 0
      model.addVariable(
        pick(2) == 0 ? "v_\(index)" : nil, lower: isUsual ? 0 : bounds.lower,
        upper: isUsual ? .infinity : bounds.upper, kind: kind)
    }
    for index in 0..<pick(5) {
      let bounds = bounds()
      model.addRow(
        pick(2) == 0 ? "row_\(index)" : nil, lower: bounds.lower, upper: bounds.upper, sum(model))
    }
    model.objective = sum(model)
    if pick(2) == 0 { model.objective.constant = coefficient() }
    return model
  }

  private mutating func sum(_ model: Model) -> LinearExpression {
    var sum = LinearExpression()
    for variable in model.variables.shuffled(using: &self) where pick(3) == 0 {
      sum.add(coefficient(), variable)
    }
    return sum
  }
}

@Suite("What is written is read back to the last bit")
struct FilePropertyTests {
  @Test(arguments: Array(0..<20))
  func fiveHundredRandomModels(block: Int) throws {
    for seed in 500 * block..<500 * (block + 1) {
      var random = AnyModel(seed: seed)
      let model = random.model()
      let lp = try LPReader().read(Array(LPWriter().text(of: model).utf8))
      let mps = try MPSReader().read(Array(MPSWriter().text(of: model).utf8))
      for (file, format) in [(lp, "LP"), (mps, "MPS")] {
        let found = difference(model, file.model)
        #expect(found == nil, "seed \(seed), \(format): \(found ?? "")")
        #expect(file.model.name == "any")
        #expect(file.remarks.allSatisfy { $0.contains("2^53") }, "\(file.remarks)")
      }
    }
  }

  @Test func tenThousandRangesOfThreeDecimals() throws {
    var random = AnyModel(seed: 1)
    var model = Model()
    let x = model.addVariable("x", lower: -.infinity)
    for _ in 0..<10_000 {
      let lower = Double(random.pick(2_000_000) - 1_000_000) / 1000
      let upper = lower + Double(random.pick(1_000_000) + 1) / 1000
      model.addRow(lower: lower, upper: (upper * 1000).rounded() / 1000, LinearExpression(x))
    }
    #expect(try difference(model, MPSReader().model(from: MPSWriter().text(of: model))) == nil)
    #expect(try difference(model, LPReader().model(from: LPWriter().text(of: model))) == nil)
  }

  @Test(arguments: [
    (-1e16, 1.0), (-1, 1e16), (-9e19, 9e19), (0.1, 0.3), (-0.1, 0.2),
    (.leastNonzeroMagnitude, 1e10), (-.leastNonzeroMagnitude, .leastNonzeroMagnitude),
    (-4_503_599_627_370_497, 0.5), (1, 1.0000000000000002), (-1e-17, 1), (-0.0, 1), (-1, -0.0),
    (3, 2),
    (1e16, -1e16), (123_456_789.123, 123_456_789.124), (-1e19, 1e-19),
  ])
  func ranges(lower: Double, upper: Double) throws {
    var model = Model(sense: .maximize)
    let x = model.addVariable("x", lower: lower, upper: upper)
    model.addRow("wide", lower: lower, upper: upper, 2 * x)
    for copy in [
      try MPSReader().model(from: MPSWriter().text(of: model)),
      try LPReader().model(from: LPWriter().text(of: model)),
    ] {
      #expect(difference(model, copy) == nil)
    }
  }

  /// What fuzzing does, for a moment: nothing crashes, and what is read is written as a file that
  /// reads back the same.
  @Test(arguments: 0..<8)
  func changedFiles(seed: Int) throws {
    var random = AnyModel(seed: seed)
    let words = [
      "end", "st", "\nst\n", "\nBounds\n", "inf", "free", " $ x", "1e400", "2d0", "-0", "1e25", ":",
      "\\",
      "\n\\ a_lo and a_hi are the two sides of the row a\n", "* ", "'MARKER' 'INTORG'", "\nRHS\n",
      "9007199254740993", "1e-400", " FREE", "\t", "\r\n", "\u{FEFF}", ">=", "<=", "RANGES\n", "\n",
    ]
    for _ in 0..<250 {
      let model = random.model()
      let isLP = random.pick(2) == 0
      var bytes = Array(try (isLP ? LPWriter().text(of: model) : MPSWriter().text(of: model)).utf8)
      for _ in 0..<random.pick(4) + 1 {
        let place = random.pick(bytes.count)
        switch random.pick(3) {
        case 0: bytes.remove(at: place)
        case 1: bytes.insert(contentsOf: words[random.pick(words.count)].utf8, at: place)
        default:
          let end = min(bytes.count, place + random.pick(20))
          bytes.insert(contentsOf: bytes[place..<end], at: random.pick(bytes.count))
        }
      }
      guard let read = try? isLP ? LPReader().model(from: bytes) : MPSReader().model(from: bytes)
      else { continue }
      let text = String(decoding: bytes, as: UTF8.self)
      let lp = difference(read, try LPReader().model(from: LPWriter().text(of: read)), names: false)
      #expect(lp == nil, "\(lp ?? "")\n\(text)")
      let mps = difference(
        read, try MPSReader().model(from: MPSWriter().text(of: read)), names: false)
      #expect(mps == nil, "\(mps ?? "")\n\(text)")
    }
  }

  /// The same with files whose names have spaces, which are read by their columns.
  @Test(arguments: 0..<4)
  func changedFilesOfTheFixedFormat(seed: Int) throws {
    let file = """
      NAME          SPACED OUT
      ROWS
       N  TOTAL CO
       G  NEED ONE
       E  A B C
      COLUMNS
          FLOW A    TOTAL CO           1.0   NEED ONE           1.0
          X 1 2     A B C           2.5D+0   $ a comment
      RHS
          RHS       NEED ONE          10.0   A B C              6.0
      BOUNDS
       UP BND       FLOW A             5.0
      ENDATA
      """
    var random = AnyModel(seed: seed)
    let blanks = String(repeating: " ", count: 13)
    let pieces = [
      "\n", "\n\(blanks) $ x\n", "\n\(blanks)\(blanks)\(blanks)\(blanks)\(blanks)x\n", "\t", "\r",
      "*",
      "$", " ", "\n X\n", blanks,
    ]
    for _ in 0..<500 {
      var bytes = Array(file.utf8)
      for _ in 0..<random.pick(3) + 1 {
        let place = random.pick(bytes.count)
        switch random.pick(3) {
        case 0: bytes.remove(at: place)
        case 1: bytes[place] = UInt8(ascii: " ")
        default: bytes.insert(contentsOf: pieces[random.pick(pieces.count)].utf8, at: place)
        }
      }
      guard let read = try? MPSReader().model(from: bytes) else { continue }
      let copy = try MPSReader().model(from: MPSWriter().text(of: read))
      #expect(
        difference(read, copy, names: false) == nil, "\(String(decoding: bytes, as: UTF8.self))")
    }
  }

  /// Other programs read no notes: what stands in the file has the same solutions without them.
  @Test func notesThatDoNotFitAreNotFollowed() throws {
    var model = Model()
    let x = model.addVariable("x", upper: 3)
    model.addRow("r", lower: 1, upper: 2, LinearExpression(x))
    model.objective.constant = 4
    let text = try LPWriter().text(of: model)
    let changed = text.replacing("r_hi: + 1 x", with: "r_hi: + 3 x").replacing(
      "x_one = 1", with: "x_one = 2")
    let file = try LPReader().read(Array(changed.utf8))
    #expect(file.model.rowCount == 2 && file.model.variableCount == 2)
    #expect(file.remarks.count == 1)
    #expect(file.remarks.first?.contains("not followed") == true)
    let whole = try LPReader().read(Array(text.utf8))
    #expect(difference(model, whole.model) == nil && whole.remarks.isEmpty)
  }
}
