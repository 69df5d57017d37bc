import Experiments
import ServerChains

/// What `bench` prints when it ends: a few lines on the log.
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
    var table = TextTable([
      .text("experiment"), .text("method"), .text("question"), .number("runs"), .number("done"),
      .number("optimal"), .number("greedy gap"), .number("certified gap"), .number("worst"),
      .number("mean time", unit: "s"),
    ])
    for row in LogSummary(records).rows {
      let mean = { (gaps: [Double]) in
        gaps.isEmpty ? "–" : NumberText.percent(gaps.reduce(0, +) / Double(gaps.count))
      }
      table.add([
        row.experiment, row.method, row.question.rawValue, "\(row.runs)", "\(row.done)",
        "\(row.optimal)", mean(row.greedyGaps), mean(row.certifiedGaps),
        row.certifiedGaps.max().map(NumberText.percent) ?? "–",
        NumberText.fixed(row.seconds / Double(row.runs), decimals: 2),
      ])
    }
    var text = "\(work.suite.name): \(records.count) of \(work.runs.count) runs in \(work.log)\n"
    if !records.isEmpty { text += "\n" + table.text() }
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
