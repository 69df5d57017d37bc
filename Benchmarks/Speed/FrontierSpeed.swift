import Composition
import LinearModels
import ServerChains

/// `frontier` for n = 1 … 6 of the reference instances with J = 5, L = 6, by each backend.
struct FrontierSpeed {
  private static let seeds = [211, 212, 213, 214, 215]

  let runs: Int

  /// A section of the result file.
  func section() throws -> String {
    var rows = [
      ["instance", "solver", "proven optimal", "median (s)", "least", "greatest"]
    ]
    var slowest = 0.0
    for seed in Self.seeds {
      let name = "small-J5-L6-\(seed)"
      let instance = try InstanceFile.read(path: "Tests/Reference/\(name).instance.json")
      for solver in Machine.solvers {
        var proven = 0
        let timing = try Timing(runs: runs) {
          let points = try ExactComposition(
            instance: instance, options: ExactOptions(solver: solver)
          ).frontier(slots: Array(1...6))
          proven = points.count { $0.answer.termination == .optimal }
        }
        slowest = max(slowest, timing.median)
        rows.append([
          name, solver.name, "\(proven) of 6", Figure.significant(timing.median, digits: 3),
          Figure.significant(timing.least, digits: 3),
          Figure.significant(timing.greatest, digits: 3),
        ])
      }
    }
    return """
      ## Frontier V_1 … V_6 at J = 5, L = 6

      The reference instances of `Tests/Reference`. Goal: at most 10 s for each with either \
      solver; the slowest takes \
      \(Figure.significant(slowest, digits: 3)) s.


      """ + Figure.table(rows)
  }
}
