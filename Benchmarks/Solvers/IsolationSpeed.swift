import LinearModels
import SolverIsolation

/// What a process of its own costs a small solve.
enum IsolationSpeed {
  /// Prints, per backend, its name and, of 101 solves each, the least and the median milliseconds
  /// here and isolated, and those of the first isolated one, which starts the nursery.
  static func run() throws {
    var model = Model(sense: .maximize)
    let x = model.addVariable(upper: 9, kind: .integer)
    let y = model.addVariable(upper: 9, kind: .integer)
    model.addRow(2 * x + 3 * y <= 17)
    model.objective = 3 * x + 4 * y
    for solver in Backends.all {
      let isolated = IsolatedSolver(solver)
      let first = try Timing { _ = try isolated.solve(model) }.clock
      var here: [Double] = []
      var apart: [Double] = []
      for _ in 0..<101 {
        here.append(try Timing { _ = try solver.solve(model) }.clock)
        apart.append(try Timing { _ = try isolated.solve(model) }.clock)
      }
      let sorted = [here.sorted(), apart.sorted()]
      print(
        solver.name, 1000 * sorted[0][0], 1000 * sorted[0][50], 1000 * sorted[1][0],
        1000 * sorted[1][50], 1000 * first)
    }
  }
}
