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
    struct Key: Hashable {
      let suite: String
      let experiment: String
      let method: String
    }
    var groups: [Key: [Record]] = [:]
    for record in records {
      let key = Key(
        suite: record.suite, experiment: record.experiment, method: labels[record.method])
      groups[key, default: []].append(record)
    }
    let keys = groups.keys.sorted {
      ($0.suite, $0.experiment, $0.method) < ($1.suite, $1.experiment, $1.method)
    }
    for key in keys {
      let records = groups[key] ?? []
      func count(_ status: RunStatus) -> ReportTable.Cell {
        .count(records.count { $0.outcome.status == status })
      }
      table.add([
        .text(key.suite), .text(key.experiment), .text(key.method), .count(records.count),
        count(.done), count(.failed), count(.crashed), count(.timedOut), count(.outOfMemory),
        .number(records.reduce(0) { $0 + $1.effort.wallSeconds }),
        .number(records.reduce(0) { $0 + $1.effort.cpuSeconds }),
        .optional(records.map(\.effort.peakMemoryMB).max()),
      ])
    }
    return table
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
