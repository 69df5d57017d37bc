import Experiments
import ServerChains

/// What `bench` prints when it ends: the tables of its log, the long ones apart.
struct SuiteReport {
  let work: SuiteWork

  func show(_ arguments: ParsedArguments) throws {
    let own = Set(work.runs.map(\.id))
    let all = try RecordLog.read(path: work.log).records
    // In the order of the suite, whichever run ended first.
    let records = Merge(logs: [(work.log, all)], runs: work.runs).records
      .prefix { own.contains($0.run) }
    try StandardStreams.write(
      arguments.flag("--json") ? document(records).prettyText : text(records))
  }

  private func text(_ records: ArraySlice<Record>) -> String {
    let results = Results(Array(records))
    var text = "\(work.suite.name): \(records.count) of \(work.runs.count) runs in \(work.log)\n"
    let kinds: [TableKind] = [.summary, .methods, .runtime, .scaling, .dispatch]
    let tables =
      TableKind.runs.tables(of: results).prefix(1) + kinds.flatMap { $0.tables(of: results) }
    text += tables.map { "\n" + $0.plainText }.joined()
    let faults = records.filter { $0.outcome.status != .done }
    if !faults.isEmpty { text += "\n" }
    for record in faults.prefix(10) {
      text += "\(record.outcome.status.words): \(record.words): \(record.outcome.message ?? "")\n"
    }
    return text + (faults.count > 10 ? "and \(faults.count - 10) more\n" : "")
  }

  private func document(_ records: ArraySlice<Record>) -> JSON {
    var counts: [String: JSON] = [:]
    for status in RunStatus.allCases {
      counts[status.rawValue] = .integer(records.count { $0.outcome.status == status })
    }
    return .object([
      "suite": .string(work.suite.name), "log": .string(work.log),
      "runs": .integer(work.runs.count), "recorded": .integer(records.count),
      "outcomes": .object(counts),
    ])
  }
}
