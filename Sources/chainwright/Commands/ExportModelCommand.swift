import Composition
import LinearModels
import ServerChains

/// `export-model`: a question's MILP as a file for any solver.
enum ExportModelCommand: Command {
  static let name = "export-model"
  static let summary = "Write the MILP of a question as an LP or MPS file for any solver."
  static let discussion = [
    "For a free placement this is the pattern master before any alignment cut: its optimum bounds "
      + "the answer and is the answer where its patterns can be given positions. Rates are in "
      + "units of the fastest pattern's, which keeps the figures near 1. With --placement, "
      + "and for disjoint chains, the model is the answer's own."
  ]
  static let positionals = [Positional(name: "INSTANCE", help: "The instance file.")]
  static let options: [Option] = [
    .value(
      "--question", "WHICH",
      allowed: Question.allCases.filter(\.terms.isOneModel).map(\.rawValue), required: true,
      "Whose model."),
    .value("--slots", "N", "The most jobs in service at once, for rate and cache."),
    .value("--placement", "PLAN", "Keep the placement of this plan, for rate, slots and cache."),
    .value("--reservation", "C", "Jobs to reserve cache for, for disjoint."),
    .value(
      "--format", "NAME", allowed: ModelFormat.names,
      "The file format; by default the one that the name of -o ends in, or else lp."),
    SolveOptions.columnLimit,
    .value("-o", "FILE", "Write the model to this file instead of standard output."),
  ]
  static let examples = [
    "chainwright export-model small.instance.json --question rate --slots 4 -o small.lp",
    "chainwright export-model small.instance.json --question slots -o small.mps",
  ]

  static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
    let limit = try arguments.integer("--column-limit", in: 1...10_000_000)
    let task = try SolveTask(
      arguments,
      options: ExactOptions(
        solver: ModelOnly(), columnLimit: limit ?? ExactOptions.defaultColumnLimit))
    let exact = ExactComposition(instance: task.instance, options: task.options)
    let model: Model
    do {
      model = try exact.model(
        for: task.question, slotLimit: task.slotLimit, placement: task.placement,
        reservation: task.reservation)
    } catch {
      throw error.inFile(arguments.positional("INSTANCE"))
    }
    let path = arguments.text("-o")
    let text = try (ModelFormat(arguments, path: path) ?? .lp).text(of: model)
    if let path {
      try OutputFile.write(text, to: path)
    } else {
      try StandardStreams.write(text)
    }
    return .done
  }
}

/// Stands where a backend is expected but none is used.
private struct ModelOnly: Solver {
  let name = "none"
  let version = ""
  let license = ""
  let capabilities = SolverCapabilities(
    stopsOnRequest: false, acceptsPartialStart: false, reportsProgress: false, givesRowDuals: false,
    usesThreads: false)

  func answer(_ model: Model, _ parameters: SolveParameters) throws(SolverError) -> SolverAnswer {
    throw .unavailable("a model is only written here, not solved")
  }
}
