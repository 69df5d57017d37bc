import LinearModels
import Testing

@Suite("Linear expressions")
struct LinearExpressionTests {
  private let model: Model
  private let x: Variable
  private let y: Variable

  init() {
    var model = Model()
    x = model.addVariable("x")
    y = model.addVariable("y")
    self.model = model
  }

  private func value(_ expression: LinearExpression) -> Double {
    expression.value(at: [10, 1000])
  }

  @Test func operatorsMeanWhatTheySay() {
    #expect(value(x + y) == 1010)
    #expect(value(x - y) == -990)
    #expect(value(-x) == -10)
    #expect(value(2 * x + y * 3) == 3020)
    #expect(value((x + y) / 2) == 505)
    #expect(value(x + 1) == 11)
    #expect(value(1 + x) == 11)
    #expect(value(x - 1.5) == 8.5)
    #expect(value(1 - x) == -9)
    #expect(value(5 - (x + y - 2)) == -1003)
    #expect(value(-(x - y) * 2 + 4) == 1984)
    #expect(value(x + (y + 1)) == 1011)
    #expect(value((x + 1) - (y + 1)) == -990)
  }

  @Test func inPlaceOperators() {
    var sum: LinearExpression = 3
    sum += x
    sum += 2 * y
    sum += 1
    sum -= x
    sum -= 0.5 * y
    sum -= 2
    sum *= 4
    sum /= 2
    #expect(value(sum) == 3004)
    #expect(sum.constant == 4)
  }

  @Test func literals() {
    let whole: LinearExpression = 4
    let fraction: LinearExpression = 4.5
    #expect(whole.terms.isEmpty && whole.constant == 4)
    #expect(fraction.terms.isEmpty && fraction.constant == 4.5)
  }

  @Test func badFactorStaysInTheCoefficient() {
    let product = Double.nan * x
    #expect(product.terms[0].coefficient.isNaN)
    #expect(product.constant == 0)
  }

  @Test func copiesAreIndependent() {
    let base = x + y
    var changed = base
    changed *= 2
    changed += 1
    #expect(value(base) == 1010)
    #expect(value(changed) == 2021)
  }

  @Test func cancellationLosesNothing() {
    var sum = LinearExpression()
    sum.add(1e16, x)
    sum.add(1, y)
    sum.add(-1e16, x)
    #expect(sum.value(at: [1, 1]) == 1)
  }

  @Test func longSums() {
    var model = Model()
    let variables = (0..<20_000).map { _ in model.addVariable() }
    var sum = LinearExpression()
    for variable in variables { sum = sum + 2 * variable }
    #expect(sum.terms.count == 20_000)
    #expect(sum.value(at: [Double](repeating: 1, count: 20_000)) == 40_000)
  }
}

@Suite("Constraints")
struct ConstraintTests {
  private let x = Variable(index: 0)
  private let y = Variable(index: 1)

  private func expect(
    _ constraint: Constraint, _ lower: Double, _ upper: Double, _ coefficients: [Double],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(constraint.lower == lower, sourceLocation: sourceLocation)
    #expect(constraint.upper == upper, sourceLocation: sourceLocation)
    #expect(constraint.expression.constant == 0, sourceLocation: sourceLocation)
    #expect(
      constraint.expression.terms.map(\.coefficient) == coefficients,
      sourceLocation: sourceLocation)
  }

  @Test func constantsMoveIntoTheBounds() {
    expect(2 * x + 3 <= 10, -.infinity, 7, [2])
    expect(2 * x + 3 >= 10, 7, .infinity, [2])
    expect(2 * x + 3 == 10, 7, 7, [2])
    expect(10 <= 2 * x + 3, 7, .infinity, [2])
    expect(10 >= 2 * x + 3, -.infinity, 7, [2])
    expect(10 == 2 * x + 3, 7, 7, [2])
  }

  @Test func bothSidesMayBeExpressions() {
    expect(x + 1 <= y + 5, -.infinity, 4, [1, -1])
    expect(x >= y, 0, .infinity, [1, -1])
    expect(x == 2 * y - 6, -6, -6, [1, -2])
  }

  @Test func intervals() {
    expect(Constraint(x + y + 1, in: -1...4), -2, 3, [1, 1])
    expect(.between(-1, x, 4), -1, 4, [1])
    expect(.between(-.infinity, x, 4), -.infinity, 4, [1])
  }

  @Test func infiniteSides() {
    expect(x <= .infinity, -.infinity, .infinity, [1])
    expect(x >= -.infinity, -.infinity, .infinity, [1])
  }
}
