import LinearModels

/// A kind of small program on which solvers are known to err.
enum HardKind: String, CaseIterable {
  case equalities
  case narrowRange = "one narrow range"
  case narrowRanges = "two narrow ranges"
  case knapsacks
  case fixedCharges = "fixed charges"
  case linked = "linked reals"
  case linear = "linear programs"

  /// The kind of a seed; kinds take turns.
  init(seed: Int) {
    self = Self.allCases[seed % Self.allCases.count]
  }
}

extension ExactProgram {
  /// The program of a seed, the same on every machine.
  init(seed: Int) {
    // The generator's first numbers of neighbouring states are independent of each other.
    var random = SplitMix(state: UInt64(seed) &* 0xD134_2543_DE82_EF95)
    self.init()
    sense = random.flip() ? .minimize : .maximize
    switch HardKind(seed: seed) {
    case .equalities: makeEqualities(&random)
    case .narrowRange: makeNarrowRanges(&random, count: 1)
    case .narrowRanges: makeNarrowRanges(&random, count: 2)
    case .knapsacks: makeKnapsacks(&random)
    case .fixedCharges: makeFixedCharges(&random)
    case .linked: makeLinked(&random)
    case .linear: makeLinear(&random)
    }
  }

  /// Three to six integers, the more of them the fewer values each, with costs: whole numbers or
  /// decimals.
  mutating func addIntegers(_ random: inout SplitMix) {
    let count = random.integer(3...6)
    let width = [30, 12, 7, 4][count - 3]
    let lower = random.integer(0...3) == 0 ? -random.integer(1...width) : 0
    for _ in 0..<count {
      add(Column(lower: lower, upper: lower + width, isInteger: true))
    }
    setCosts(&random)
  }

  /// Costs of up to a hundred for all columns.
  mutating func setCosts(_ random: inout SplitMix) {
    costDenominator = random.flip() ? 1 : 1000
    let isSigned = random.flip()
    for index in columns.indices {
      let cost = random.integer(1...100 * costDenominator)
      columns[index].cost = isSigned && random.flip() ? -cost : cost
    }
  }

  /// A coefficient from 10^power to just below ten times as much, now and then negative.
  static func coefficient(_ power: Int, _ random: inout SplitMix) -> Int {
    let unit = SplitMix.tens(power)
    let size = random.integer(unit...10 * unit - 1)
    return random.integer(0...5) == 0 ? -size : size
  }

  /// A sum over all columns, or most of them, with coefficients of one power of ten.
  func randomTerms(
    _ power: Int, _ random: inout SplitMix
  ) -> [(column: Int, coefficient: Int)] {
    columns.indices.filter { $0 < 2 || random.integer(0...7) > 0 }
      .map { ($0, Self.coefficient(power, &random)) }
  }

  /// A point of whole numbers between the bounds.
  func randomPoint(_ random: inout SplitMix) -> [Int] {
    columns.map { random.integer($0.lower...($0.upper ?? $0.lower + 20)) }
  }

  /// The value of a sum at a point.
  static func value(_ terms: [(column: Int, coefficient: Int)], at point: [Int]) -> Int {
    terms.reduce(0) { $0 + $1.coefficient * point[$1.column] }
  }
}

extension SplitMix {
  /// Heads or tails.
  mutating func flip() -> Bool { integer(0...1) == 0 }

  /// A number of one leading digit: 1 … 9 times a power of ten, each power as likely.
  mutating func digit(ofPowers powers: ClosedRange<Int>) -> Int {
    integer(1...9) * Self.tens(integer(powers))
  }

  static func tens(_ power: Int) -> Int { (0..<power).reduce(1) { size, _ in 10 * size } }
}
