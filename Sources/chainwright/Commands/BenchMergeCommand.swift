import Experiments
import ServerChains

/// `bench merge`: joins the logs of shards.
enum BenchMergeCommand: Command {
  static let name = "bench merge"
  static let summary = "Join logs of one suite, and find runs that are missing or contradict."
  static let discussion = [
    "The joined log has each run once, in the suite's order. Runs of the suite without a record "
      + "are counted and named. A run with two different results, or a bound that rules out a "
      + "value found elsewhere, is a contradiction: nothing is written then, and the status is 1."
  ]
  static let positionals = [Positional(name: "LOG", help: "The logs to join.", repeats: true)]
  static let options: [Option] = [
    .value("-o", "LOG", required: true, "The joined log; it may not exist yet."),
    .value("--suite", "SUITE", "The suite's name or file, if it is not \(Suite.folder)/NAME.json."),
    BenchCommand.experiment, BenchCommand.timeLimit, BenchCommand.memoryLimit, .json,
  ]
  static let examples = ["chainwright bench merge smoke.*-of-4.jsonl -o smoke.jsonl"]

  static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
    var logs: [(name: String, records: [Record])] = []
    for path in arguments.positionals("LOG") {
      logs.append((path, try RecordLog.read(path: path).records))
    }
    let name = try commonSuite(of: logs)
    let suite = try BenchCommand.chosen(
      try Suite.read(path: Suite.path(of: arguments.text("--suite") ?? name)), arguments)
    let merge = Merge(logs: logs, runs: try suite.runs())
    if merge.contradictions.isEmpty, let output = arguments.text("-o") {
      try OutputFile.write(merge.records.map { $0.line + "\n" }.joined(), to: output)
    }
    let report = MergeReport(suite: suite.name, merge: merge)
    try StandardStreams.write(arguments.flag("--json") ? report.document.prettyText : report.text)
    return merge.contradictions.isEmpty ? .done : .ruleBroken
  }

  private static func commonSuite(
    of logs: [(name: String, records: [Record])]
  ) throws(InputError) -> String {
    var suite: String?
    for log in logs {
      for (index, record) in log.records.enumerated() where record.suite != suite {
        guard suite == nil else {
          throw InputError(
            "a record of another suite than \(suite ?? ""); join logs of one suite only",
            field: "suite", value: "\"\(record.suite)\"", file: "\(log.name):\(index + 1)")
        }
        suite = record.suite
      }
    }
    guard let suite else {
      throw InputError("there is no record; give logs with records", file: logs.first?.name)
    }
    return suite
  }
}

/// What `bench merge` prints.
struct MergeReport {
  let suite: String
  let merge: Merge
  /// Missing runs named, the rest only counted.
  private static let named = 10

  var text: String {
    var text = "\(suite): \(merge.records.count) runs recorded, \(merge.missing.count) missing"
    if merge.repeated > 0 { text += ", \(merge.repeated) recorded twice with the same result" }
    if merge.foreign > 0 {
      text +=
        ", \(merge.foreign) that the suite does not have (other limits or another version of it)"
    }
    text += "\n"
    for run in merge.missing.prefix(Self.named) {
      text += "missing: \(Self.words(run))\n"
    }
    if merge.missing.count > Self.named {
      text += "missing: \(merge.missing.count - Self.named) more\n"
    }
    if !merge.missing.isEmpty {
      text += "run chainwright bench with the joined log as -o to make them\n"
    }
    return text + merge.contradictions.map { "contradiction: \($0)\n" }.joined()
  }

  private static func words(_ run: Run) -> String {
    var parts = [run.experiment, run.stamp.name, run.method.words, run.question.rawValue]
    if let slots = run.slots { parts.append("n = \(slots)") }
    if let load = run.load { parts.append("load \(NumberText.shortest(load))") }
    return parts.joined(separator: ", ")
  }

  var document: JSON {
    .object([
      "suite": .string(suite), "records": .integer(merge.records.count),
      "missing": .array(merge.missing.map { .string($0.id) }),
      "repeated": .integer(merge.repeated), "foreign": .integer(merge.foreign),
      "contradictions": .array(merge.contradictions.map(JSON.string)),
    ])
  }
}
