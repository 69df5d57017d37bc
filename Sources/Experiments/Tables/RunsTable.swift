/// What was run and how it ended.
package enum RunsTable {
  /// Counts by experiment and method, and a list of what did not end well.
  ///
  /// - Complexity: O(n log n).
  package static func tables(of log: LogIndex) -> [ReportTable] {
    guard !log.records.isEmpty else { return [] }
    let failures = failures(in: log)
    return [counts(of: log)] + (failures.rows.isEmpty ? [] : [failures])
  }

  private static func counts(of log: LogIndex) -> ReportTable {
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
    for (index, place) in log.places.enumerated() {
      let key = Key(
        suite: place.suite, experiment: log.records[index].experiment, label: place.label)
      groups[key, default: Tally()].add(
        log.records[index].outcome.status, log.records[index].effort)
    }
    let sorted = groups.sorted {
      ($0.key.suite, $0.key.experiment, $0.key.label)
        < ($1.key.suite, $1.key.experiment, $1.key.label)
    }
    for (key, tally) in sorted {
      let (suite, method) = (log.suites[key.suite], log.labels.names[key.label])
      table.add(
        [.text(suite), .text(key.experiment), .text(method), .count(tally.runs)]
          + [RunStatus.done, .failed, .crashed, .timedOut, .outOfMemory].map {
            .count(tally.counts[$0] ?? 0)
          } + [.number(tally.wall), .number(tally.processor), .number(tally.memory)])
    }
    return table
  }

  private struct Key: Hashable {
    let suite: Int
    let experiment: String
    let label: Int
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

  private static func failures(in log: LogIndex) -> ReportTable {
    var table = ReportTable(
      key: "failures", title: "Runs that did not end by themselves",
      columns: [
        .text("instance"), .text("method"), .text("question"), .number("slots"), .text("status"),
        .text("message"),
      ])
    let failed = log.records.indices.filter { log.records[$0].outcome.status != .done }.sorted {
      let (left, right) = (log.places[$0], log.places[$1])
      return (left.name, left.label, log.records[$0].run)
        < (right.name, right.label, log.records[$1].run)
    }
    for index in failed {
      let record = log.records[index]
      table.add([
        .text(record.instance.name), .text(log.labels.names[log.places[index].label]),
        .text(record.question.rawValue), .optional(record.slots.map(Double.init)),
        .text(record.outcome.status.rawValue), .text(record.outcome.message ?? ""),
      ])
    }
    return table
  }
}
