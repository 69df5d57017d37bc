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
    let kinds: [TableKind] = [.runs, .summary, .runtime, .scaling, .dispatch]
    let tables = kinds.flatMap { $0.tables(of: results) }
    return "\(work.suite.name): \(records.count) of \(work.runs.count) runs in \(work.log)\n"
      + tables.map { "\n" + $0.plainText }.joined()
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
