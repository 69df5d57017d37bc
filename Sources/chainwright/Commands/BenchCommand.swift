import Experiments
import LinearModels
import ServerChains

/// `bench`: runs a suite of experiments.
enum BenchCommand: Command {
  static let name = "bench"
  static let summary = "Run a suite of experiments, one record a run, and go on where it was left."
  static let discussion = [
    "A suite is a file of data: instances, methods, questions, limits. Every run is a process of "
      + "its own with hard limits on time and memory; a crash, a hang or running out of memory is "
      + "a recorded outcome. The log has one JSON object a line, flushed to the disk. Whatever "
      + "ends this program, Ctrl-C or a power cut, the same command goes on where it was; "
      + "nothing recorded is run again.",
    "A suite's paths start in the working directory. Without -o the log is SUITE.jsonl there.",
  ]
  static let positionals = [
    Positional(
      name: "SUITE", help: "A name of --list, or a path of a suite's file.", isOptional: true)
  ]
  static let options: [Option] = [
    .flag("--list", "List the suites in \(Suite.folder) instead."),
    .value("-o", "LOG", "The log to write or to go on with."),
    .value(
      "--jobs", "N", default: "1", "Runs at a time; more than one disturb each other's times."),
    .value("--shard", "I/N", "Only the I-th of N parts, the same on every machine."),
    experiment, timeLimit, memoryLimit, .json,
  ]
  static let experiment = Option.value(
    "--experiment", "NAME,…", "Only these experiments of the suite; the others can follow later.")
  static let timeLimit = Option.value(
    "--time-limit", "S", "Seconds for each run instead of the suite's; these are other runs.")
  static let memoryLimit = Option.value(
    "--memory-limit", "MB", "Memory for each run instead of the suite's, in MB.")
  static let examples = [
    "chainwright bench --list", "chainwright bench smoke",
    "chainwright bench real-clusters --jobs 2 -o real.jsonl",
    "chainwright bench real-clusters --experiment gap --time-limit 5",
    "chainwright bench paper-size --shard 2/8 -o paper-size.2.jsonl",
  ]

  static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
    if arguments.flag("--list") {
      try SuiteList().show(arguments)
      return .done
    }
    let suite = try suite(arguments)
    let shard = try shard(arguments)
    let jobs = try arguments.integer("--jobs", in: 1...256) ?? 1
    let work = SuiteWork(
      suite: suite, runs: shard.runs(of: try suite.runs()),
      log: arguments.text("-o") ?? "\(suite.name).jsonl", jobs: jobs)
    let isDone = try Interruption.run { token in
      try work.run(stop: token)
    } salvage: { _ in
      nil
    }
    try SuiteReport(work: work).show(arguments)
    guard isDone else {
      throw CommandFailure(
        status: .limitWithoutPlan, message: "stopped; the same command goes on where it was")
    }
    return .done
  }

  /// The suite of the positional argument, with the limits of the command line.
  static func suite(_ arguments: ParsedArguments) throws -> Suite {
    guard let name = arguments.optionalPositional("SUITE") else {
      throw arguments.error("SUITE is missing; name it after the command, or give --list")
    }
    let path = Suite.path(of: name)
    let suite: Suite
    do throws(InputError) {
      suite = try Suite.read(path: path)
    } catch {
      guard error.kind == .missing, error.file == path, path != name else { throw error }
      throw InputError(
        "there is no such suite here" + Suggestion.clause(for: name, among: try SuiteList.names()),
        file: path, kind: .missing)
    }
    return try chosen(suite, arguments)
  }

  /// The suite with the experiments and limits of the command line.
  static func chosen(_ suite: Suite, _ arguments: ParsedArguments) throws -> Suite {
    let limits = LimitOverride(
      seconds: try arguments.real("--time-limit", in: 0.001...1e7),
      memoryMB: try arguments.integer("--memory-limit", in: 32...10_000_000))
    var suite = suite.with(limits)
    guard let text = arguments.text("--experiment") else { return suite }
    let names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let known = suite.experiments.map(\.name)
    if let foreign = names.first(where: { !known.contains($0) }) {
      throw arguments.error(
        "--experiment \(foreign) is none of the suite \(suite.name)"
          + Suggestion.clause(
            for: foreign, among: known, otherwise: "it has \(known.joined(separator: ", "))"))
    }
    suite.experiments.removeAll { !names.contains($0.name) }
    return suite
  }

  private static func shard(_ arguments: ParsedArguments) throws(UsageError) -> Shard {
    guard let text = arguments.text("--shard") else { return .whole }
    guard let shard = Shard(text) else {
      throw arguments.error("--shard cannot be \(text); write --shard 1/4, the first of four parts")
    }
    return shard
  }
}
