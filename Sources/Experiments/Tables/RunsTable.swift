/// What was run and how it ended.
package enum RunsTable {
  /// Counts by experiment and method, and a list of what did not end well.
  ///
  /// - Complexity: O(n log n).
  package static func tables(of records: [Record], labels: MethodLabels) -> [ReportTable] {
    guard !records.isEmpty else { return [] }
    let failures = failures(in: records, labels)
    return [counts(of: records, labels)] + (failures.rows.isEmpty ? [] : [failures])
  }

  private static func counts(of records: [Record], _ labels: MethodLabels) -> ReportTable {
    var table = ReportTable(
      key: "runs", title: "Runs",
      columns: [
        .text("suite"), .text("experiment"), .text("method"), .number("runs"), .number("done"),
        .number("failed"), .number("crashed"), .number("timed out"), .number("out of memory"),
        .number("wall time", unit: "s", decimals: 1),
        .number("processor time", unit: "s", decimals: 1),
        .number("greatest memory", unit: "MB", decimals: 0),
      ])
    var groups: [Key: Tally] = [:]
    for record in records {
      let key = Key(
        suite: record.suite, experiment: record.experiment, method: labels[record.method])
      groups[key, default: Tally()].add(record.outcome.status, record.effort)
    }
    let keys = groups.sorted {
      ($0.key.suite, $0.key.experiment, $0.key.method)
        < ($1.key.suite, $1.key.experiment, $1.key.method)
    }
    for (key, tally) in keys {
      table.add(
        [.text(key.suite), .text(key.experiment), .text(key.method), .count(tally.runs)]
          + [RunStatus.done, .failed, .crashed, .timedOut, .outOfMemory].map {
            .count(tally.counts[$0] ?? 0)
          } + [.number(tally.wall), .number(tally.processor), .number(tally.memory)])
    }
    return table
  }

  private struct Key: Hashable {
    let suite: String
    let experiment: String
    let method: String
  }

  /// What the runs of one experiment and method come to.
  private struct Tally {
    var runs = 0
    var counts: [RunStatus: Int] = [:]
    var wall = 0.0
    var processor = 0.0
    var memory = 0.0

    mutating func add(_ status: RunStatus, _ effort: RunEffort) {
      runs += 1
      counts[status, default: 0] += 1
      wall += effort.wallSeconds
      processor += effort.cpuSeconds
      memory = max(memory, effort.peakMemoryMB)
    }
  }

  private static func failures(in records: [Record], _ labels: MethodLabels) -> ReportTable {
    var table = ReportTable(
      key: "failures", title: "Runs that did not end by themselves",
      columns: [
        .text("instance"), .text("method"), .text("question"), .number("slots"), .text("status"),
        .text("message"),
      ])
    let failed = records.filter { $0.outcome.status != .done }.sorted {
      ($0.instance.name, labels[$0.method], $0.run)
        < ($1.instance.name, labels[$1.method], $1.run)
    }
    for record in failed {
      table.add([
        .text(record.instance.name), .text(labels[record.method]),
        .text(record.question.rawValue), .optional(record.slots.map(Double.init)),
        .text(record.outcome.status.rawValue), .text(record.outcome.message ?? ""),
      ])
    }
    return table
  }
}
