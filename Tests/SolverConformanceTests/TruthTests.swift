import Testing

@testable import SolverConformance

/// The enumeration beside optima that were computed apart from it.
@Suite("The exact enumeration")
struct TruthTests {
  private static func integers(
    _ costs: [Int], upTo upper: Int, _ rows: [(lower: Int, [Int], upper: Int)]
  ) -> ExactProgram {
    var program = ExactProgram()
    for cost in costs {
      program.add(ExactProgram.Column(upper: upper, isInteger: true, cost: cost))
    }
    program.rows = rows.map { lower, coefficients, upper in
      ExactProgram.Row(
        terms: coefficients.enumerated().map { ($0, $1) }, lower: lower, upper: upper)
    }
    return program
  }

  @Test func integerPrograms() {
    let exactFill = Self.integers(
      [8, 69, 55], upTo: 30, [(6_405_453, [208183, 374440, 288888], 6_405_453)])
    #expect(exactFill.truth() == .optimal(607))
    let narrowRanges = Self.integers(
      [73, 39, 30], upTo: 30,
      [
        (18_113_641, [465145, 522081, 694431], 18_117_003),
        (23_036_813, [776726, 335450, 901178], 23_040_839),
      ])
    #expect(narrowRanges.truth() == .optimal(2091))
    let narrowRange = Self.integers(
      [36, 64, 75, 23], upTo: 20,
      [(245_395_885, [6_260_548, 4_716_090, 6_980_236, 1_851_336], 245_396_281)])
    #expect(narrowRange.truth() == .optimal(2178))
    let parity = Self.integers([1, 1], upTo: 9, [(7, [2, 4], 7)])
    #expect(parity.truth() == .infeasible)
  }

  /// Two sites of 100 and 130 with prices of 7 and 5 for 0.05 units.
  @Test func fixedCharges() {
    var program = ExactProgram()
    for (fixed, price) in [(100, 7), (130, 5)] {
      let open = program.add(ExactProgram.Column(upper: 1, isInteger: true, cost: fixed))
      let flow = program.add(ExactProgram.Column(cost: price))
      program.rows.append(
        ExactProgram.Row(terms: [(flow, 1), (open, -1_000_000)], upper: 0))
    }
    program.rows.append(
      ExactProgram.Row(terms: [(1, 1000), (3, 1000)], lower: 50, denominator: 1000))
    #expect(program.truth() == .optimal(100.35))
  }

  /// x + y at most, with 3x + y <= 1 and x + 7y <= 2: at the corner (1/4, 1/4).
  @Test func linearPrograms() {
    var program = ExactProgram(sense: .maximize)
    for _ in 0..<2 { program.add(ExactProgram.Column(cost: 1)) }
    program.rows = [
      ExactProgram.Row(terms: [(0, 3), (1, 1)], upper: 1),
      ExactProgram.Row(terms: [(0, 1), (1, 7)], upper: 2),
    ]
    #expect(program.truth() == .optimal(0.5))
    program.rows.append(ExactProgram.Row(terms: [(0, 64), (1, 64)], lower: 33, denominator: 64))
    #expect(program.truth() == .infeasible)
    // A ray along which both grow.
    program.rows = [ExactProgram.Row(terms: [(0, 1), (1, -1)], lower: 2, upper: 2)]
    #expect(program.truth() == .unbounded)
    program.sense = .minimize
    #expect(program.truth() == .optimal(2))
  }

  @Test(arguments: HardKind.allCases)
  func everyKindHasBothEnds(kind: HardKind) {
    let seeds = (0..<700).filter { HardKind(seed: $0) == kind }
    let truths = seeds.map { ExactProgram(seed: $0).truth() }
    #expect(truths.contains { if case .optimal = $0 { true } else { false } })
    if kind != .fixedCharges && kind != .knapsacks { #expect(truths.contains(.infeasible)) }
    if kind == .linear { #expect(truths.contains(.unbounded)) }
  }
}
