import LinearModels
import SolverTestSupport
import Testing

@Suite("Bad input is a typed error before any solver runs")
struct BadInputTests {
  private func invalidModel(_ backend: Backend, _ build: (inout Model) -> Void) -> ModelError? {
    var model = Model()
    build(&model)
    do {
      _ = try backend.solver.solve(model)
    } catch SolverError.invalidModel(let error) {
      return error
    } catch {
      return nil
    }
    return nil
  }

  @Test(arguments: Backend.all, [Double.nan, .infinity, -.infinity])
  func badCoefficient(backend: Backend, value: Double) {
    let error = invalidModel(backend) { model in
      let x = model.addVariable("speed")
      model.addRow("limit", value * x <= 1)
    }
    guard case .badCoefficient(let place, let variable, _) = error else {
      Issue.record("got \(String(describing: error))")
      return
    }
    #expect(place.contains("limit") && variable.contains("speed"))
  }

  @Test(arguments: Backend.all)
  func badBounds(backend: Backend) {
    let pairs: [(Double, Double)] = [
      (.nan, 1), (0, .nan), (.infinity, .infinity), (-.infinity, -.infinity),
    ]
    for (lower, upper) in pairs {
      let column = invalidModel(backend) { $0.addVariable(lower: lower, upper: upper) }
      let row = invalidModel(backend) { model in
        let x = model.addVariable()
        model.addRow(lower: lower, upper: upper, LinearExpression(x))
      }
      for error in [column, row] {
        guard case .badBounds = error else {
          Issue.record("\(lower), \(upper): got \(String(describing: error))")
          continue
        }
      }
    }
  }

  @Test(arguments: Backend.all)
  func foreignVariable(backend: Backend) {
    var other = Model()
    let foreign = (0..<3).map { _ in other.addVariable() }
    let error = invalidModel(backend) { model in
      model.addVariable()
      model.addRow("mixed", foreign[2] >= 1)
    }
    guard case .foreignVariable(let place, 2, 1) = error else {
      Issue.record("got \(String(describing: error))")
      return
    }
    #expect(place.contains("mixed"))
  }

  /// Not bad input: a model without a point, which needs no solver to see it.
  @Test(arguments: Backend.all)
  func crossedBoundsAreAnInfeasibleModel(backend: Backend) throws {
    let builders: [(inout Model) -> Void] = [
      { $0.addVariable(lower: 2, upper: 1) },
      { $0.addVariable(lower: 1.2, upper: 1.8, kind: .integer) },
      { $0.addVariable(lower: 3, upper: 4, kind: .binary) },
      { model in
        let x = model.addVariable()
        model.addRow(lower: 3, upper: 2, LinearExpression(x))
      },
    ]
    for build in builders {
      var model = Model()
      build(&model)
      #expect(try backend.solver.solve(model).termination == .infeasible)
    }
  }

  @Test(arguments: Backend.all)
  func badParameters(backend: Backend) {
    var model = Model()
    let x = model.addVariable(kind: .integer)
    var other = model
    let foreign = other.addVariable()
    let all: [SolveParameters] = [
      SolveParameters(timeLimit: .seconds(-1)), SolveParameters(relativeGap: -0.1),
      SolveParameters(relativeGap: .nan), SolveParameters(nodeLimit: -1),
      SolveParameters(threads: 0), SolveParameters(start: [x: .nan]),
      SolveParameters(start: [x: 0, foreign: 1]),
    ]
    for (index, parameters) in all.enumerated() {
      #expect("parameters \(index)") {
        try backend.solver.solve(model, parameters)
      } throws: { error in
        guard case SolverError.invalidParameter(let words) = error else { return false }
        return words.hasSuffix(".")
      }
    }
  }
}
