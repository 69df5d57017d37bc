import ServerChains

/// `solvers`: what can solve here.
enum SolversCommand: Command {
  static let name = "solvers"
  static let summary = "List the solvers that are present: versions, licences, abilities, options."
  static let discussion = [
    "glpk and cbc are built in where the package traits say so; highs is found at run time: make "
      + "solvers installs it, or CHAINWRIGHT_HIGHS names the path of its library libhighs.so.1.",
    "With --options NAME: the raw options that --solver-options passes on to that solver.",
  ]
  static let options: [Option] = [
    .value("--options", "NAME", allowed: names, "List the raw options of one solver."), .json,
  ]
  static let examples = ["chainwright solvers", "chainwright solvers --options highs"]

  private static let names = ["glpk", "cbc", "highs"]

  static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
    let isDocument = arguments.flag("--json")
    if let name = arguments.text("--options") {
      guard let solver = try Backends.named(name) else {
        throw CommandFailure(
          status: .solverUnavailable,
          message: "the solver \(name) is not built in; build with its package trait")
      }
      let report = SolverOptionsReport(solver: solver)
      try StandardStreams.write(isDocument ? report.document.prettyText : report.text)
    } else {
      let report = SolversReport(entries: names.map(SolversReport.Entry.init))
      try StandardStreams.write(isDocument ? report.document.prettyText : report.text)
    }
    return .done
  }
}
