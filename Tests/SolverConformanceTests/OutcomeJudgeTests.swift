import Testing

@testable import LinearModels
@testable import SolverConformance

@Suite("Outcomes beside the truth")
struct OutcomeJudgeTests {
  /// At most x + y, x a whole number to 3, x + y <= 4: the best is 4.
  private static let model: Model = {
    var model = Model(sense: .maximize)
    let x = model.addVariable(upper: 3, kind: .integer)
    let y = model.addVariable()
    model.addRow(x + y <= 4)
    model.objective = x + y
    return model
  }()

  private func kinds(
    _ termination: Termination, _ values: [Double]?, bound: Double?, of model: Model = Self.model,
    truth: Truth = .optimal(4)
  ) -> Set<Finding.Kind> {
    let outcome = Outcome(
      termination: termination, point: values.map { Point(values: $0) },
      objective: values.map { model.objective.value(at: $0) }, bound: bound, claimedBound: nil,
      rowDuals: nil, nodes: nil, seconds: 0, solverWords: "")
    return OutcomeJudge(model: model, truth: truth).findings(outcome)
  }

  @Test func theTruthIsNoFinding() {
    #expect(kinds(.optimal, [3, 1], bound: 4) == [])
    #expect(kinds(.optimal, [3, 1 + 1e-10], bound: 4 + 1e-10) == [])
    #expect(kinds(.infeasible, nil, bound: nil, truth: .infeasible) == [])
    #expect(kinds(.unbounded, nil, bound: nil, truth: .unbounded) == [])
  }

  @Test func endsAreJudged() {
    for end in [Termination.infeasible, .unbounded, .infeasibleOrUnbounded] {
      #expect(kinds(end, nil, bound: nil) == [.falseEnd])
    }
    #expect(kinds(.infeasible, nil, bound: nil, truth: .unbounded) == [.falseEnd])
    #expect(kinds(.unbounded, nil, bound: nil, truth: .infeasible) == [.falseEnd])
    #expect(kinds(.infeasibleOrUnbounded, nil, bound: nil, truth: .infeasible) == [.unproven])
    for end in [Termination.timeLimit, .nodeLimit, .interrupted, .unproven, .gapReached] {
      #expect(kinds(end, [2, 1], bound: 5) == [.unproven])
    }
  }

  @Test func pointsAreJudged() {
    #expect(kinds(.optimal, [2, 1], bound: 3) == [.falseOptimum, .falseBound, .looseBound])
    #expect(kinds(.optimal, [2, 1], bound: 4) == [.falseOptimum, .looseBound])
    #expect(kinds(.optimal, [2.5, 1.5], bound: 4) == [.falsePoint])
    #expect(kinds(.optimal, [3, 1.1], bound: 4.1) == [.falseOptimum, .falsePoint, .looseBound])
    #expect(kinds(.optimal, [3, 1 + 1e-7], bound: 4 + 1e-7) == [.nearOptimum, .looseBound])
    #expect(
      kinds(.optimal, [3, 1], bound: 4, truth: .infeasible)
        == [.falseOptimum, .strayPoint, .looseBound])
    #expect(kinds(.timeLimit, [3, 1.1], bound: 5) == [.unproven, .falsePoint])
  }

  /// A point that breaks a row by less than what is promised, and gains much by it.
  @Test func aPointThatGainsByItsToleranceIsLoose() {
    var model = Model(sense: .maximize)
    let y = model.addVariable()
    model.addRow(y <= 1)
    model.objective = 1e3 * y - 1e3
    let found = kinds(.optimal, [1 + 5e-7], bound: 5e-4, of: model, truth: .optimal(0))
    #expect(found == [.loosePoint, .looseBound])
  }

  @Test func boundsAreJudged() {
    #expect(kinds(.optimal, [3, 1], bound: 5) == [.looseBound])
    #expect(kinds(.optimal, [3, 1], bound: nil) == [.looseBound])
    #expect(kinds(.optimal, [3, 1], bound: 3.9) == [.falseBound, .looseBound])
    #expect(kinds(.timeLimit, nil, bound: 3.9) == [.unproven, .falseBound])
    #expect(kinds(.timeLimit, nil, bound: 3.9, truth: .unbounded) == [.unproven, .falseBound])
    var least = Self.model
    least.sense = .minimize
    #expect(kinds(.timeLimit, nil, bound: 4.1, of: least) == [.unproven, .falseBound])
    #expect(kinds(.timeLimit, nil, bound: 3.9, of: least) == [.unproven])
  }
}
