import LinearModels

/// A MILP file on every backend for the same time.
enum HelixSpeed {
  /// Prints, per backend: name, termination, value, bound, nodes, seconds.
  static func run(path: String, seconds: String) throws {
    let model = try LPReader().model(from: Bytes.read(path))
    let limit = Duration.seconds(Double(seconds) ?? 10)
    for solver in Backends.all {
      let outcome = try solver.solve(model, SolveParameters(timeLimit: limit))
      let value = outcome.objective.map { "\($0)" } ?? "–"
      let bound = outcome.bound.map { "\($0)" } ?? "–"
      let nodes = outcome.nodes.map { "\($0)" } ?? "–"
      print(
        "\(solver.name) \(outcome.termination.rawValue) \(value) \(bound) \(nodes) "
          + "\(outcome.seconds)")
    }
  }
}
