import LinearModels
import ServerChains
import Synchronization

/// `solve-model`: a linear or mixed-integer program in a file, by any backend.
enum SolveModelCommand: Command {
  static let name = "solve-model"
  static let summary = "Solve a linear or mixed-integer program in an LP or MPS file."
  static let discussion = [
    "The point is checked against every bound and row of the model and its value computed anew, "
      + "whatever the solver says. A model that is infeasible or unbounded is an answer: "
      + "status 0. Status 75 says that a limit was hit before there was a point.",
    "-o and --json give one document with model, sense, termination, value, bound, claimedBound "
      + "(the solver's word, unconfirmed), gap, solver, seconds, reason, and point, which has "
      + "every variable; --start reads it again. Ctrl-C ends the solve with the best point so far.",
  ]
  static let positionals = [ModelInput.positional]
  static let options: [Option] =
    [
      ModelInput.option,
      Backends.option("The backend; auto takes the first present of glpk, cbc and highs."),
      .value(
        "--time-limit", "S", "Wall-clock seconds for the answer, from when the files are read."),
      .value("--node-limit", "N", "Branch-and-bound nodes that a backend may take."),
      .value(
        "--gap", "G", default: "0",
        "Stop once bound and value are proven to be this close, as a share: 0.01 is one percent."),
      .value(
        "--threads", "N", default: "1",
        "Threads of one solve; backends with one thread ignore more."),
      .value(
        "--start", "FILE",
        "Start from the point in this file: the document of -o, or lines of a name and a value."),
      SolveOptions.progressLog,
    ] + SolvingManner.options + [
      .value("-o", "SOLUTION", "Write the document of --json to this file as well."), .json,
    ]
  static let examples = [
    "chainwright solve-model small.lp",
    "chainwright solve-model small.mps --solver cbc --time-limit 60 -o small.solution.json",
    "chainwright solve-model small.mps --start small.solution.json --cross-check",
    "gunzip -c large.mps.gz | chainwright solve-model - --format mps --json",
  ]

  static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
    let task = try ModelTask(arguments)
    let line = try ProgressLine<SolveProgress>(arguments)
    let report: SolutionReport
    do {
      report = try Interruption.run(limit: task.timeLimit) { token in
        try task.report(stop: token, line: line)
      } salvage: { end in
        task.salvage(line, end)
      }
    } catch SolverError.invalidModel(let error) {
      throw ModelInput.fault(error, arguments)
    }
    line.clear()
    CrossCheckedSolver.report(on: task.solver)
    let document = report.document.prettyText
    if report.isAnswer, let path = arguments.text("-o") {
      try OutputFile.write(document, to: path)
    }
    try StandardStreams.write(arguments.flag("--json") ? document : report.text)
    guard report.isAnswer else {
      throw CommandFailure(
        status: .limitWithoutPlan,
        message: "\(report.termination.words) without a point; "
          + "give it more time, a start, or another solver")
    }
    return .done
  }
}

/// What `solve-model` is asked, read and checked.
private final class ModelTask: Sendable {
  let model: Model
  let solver: any Solver
  private let parameters: SolveParameters
  /// The best point that the backend told of, for a salvage; at first the start.
  private let incumbent: Mutex<[Double]?>

  init(_ arguments: ParsedArguments) throws {
    var parameters = SolveParameters()
    parameters.timeLimit = try arguments.real("--time-limit", in: 0...1e9).map { .seconds($0) }
    parameters.nodeLimit = try arguments.integer("--node-limit", in: 0...Int.max)
    parameters.relativeGap = try arguments.real("--gap", in: 0...1) ?? 0
    parameters.threads = try arguments.integer("--threads", in: 1...64) ?? 1
    let solver = try Backends.chosen(arguments)
    let model = try ModelInput.read(arguments)
    if let path = arguments.text("--start") {
      parameters.start = try Self.start(path, of: model, for: solver)
    }
    self.model = model
    self.solver = solver
    self.parameters = parameters
    let start = parameters.start
    let isWhole = start?.count == model.variableCount
    incumbent = Mutex(isWhole ? model.variables.map { start?[$0] ?? 0 } : nil)
  }

  private static func start(
    _ path: String, of model: Model, for solver: any Solver
  ) throws(InputError) -> [Variable: Double] {
    let start = try StartFile.read(path: path, for: model)
    guard !solver.capabilities.acceptsPartialStart,
      let missing = model.variables.first(where: { start[$0] == nil })
    else { return start }
    throw InputError(
      "missing; \(solver.name) takes only a start of all \(model.variableCount) variables, add it",
      field: model.name(of: missing), file: path)
  }

  /// Solves.
  func report(stop: StopToken, line: ProgressLine<SolveProgress>) throws -> SolutionReport {
    var parameters = parameters
    parameters.stop = stop
    parameters.progress = { [self] progress in
      if let point = progress.point { incumbent.withLock { $0 = point } }
      line.report(progress)
    }
    return SolutionReport(
      model: model, solver: solver, outcome: try solver.solve(model, parameters))
  }

  /// The time limit of the solve; nil for none.
  var timeLimit: Duration? { parameters.timeLimit }

  /// What is at hand when the backend heeds neither a stop request nor its time limit.
  func salvage(_ line: ProgressLine<SolveProgress>, _ end: PlanTermination) -> SolutionReport {
    SolutionReport(
      model: model, solver: solver, leftBehind: line.latest,
      end == .timeLimit ? .timeLimit : .interrupted, values: incumbent.withLock { $0 },
      seconds: line.seconds)
  }
}
