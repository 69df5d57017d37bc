import ServerChains

/// Response times against load: bounds, exact, and simulated.
package struct DispatchRow: Sendable {
  /// The instance whose plan the jobs are sent to.
  package let instance: InstanceStamp
  /// The method in a few words; empty where there are bounds only.
  package let method: String
  /// How arrivals and sizes differ from Poisson and exponential, in words; empty where they do not.
  package let workload: String
  /// The load and the times in seconds, those of other methods joined to them.
  package var entry: DispatchEntry

  /// Every load of every instance by every method, with the bounds and the exact value of the same
  /// plan, load and workload joined to the simulated ones: both hold for Poisson arrivals and
  /// exponential sizes alone.
  ///
  /// - Complexity: O(n log n).
  package static func rows(of log: LogIndex) -> [DispatchRow] {
    struct Place: Hashable {
      let instance: Int
      let load: Double
      let workload: String
    }
    var known: [Place: DispatchEntry] = [:]
    var simulated: [(place: Place, row: DispatchRow)] = []
    var bare: [(place: Place, row: DispatchRow)] = []
    for (index, own) in log.places.enumerated() {
      guard case .dispatch(let entries) = log.records[index].outcome.points else { continue }
      let instance = log.records[index].instance
      let workload = log.records[index].method.workload
      for entry in entries {
        let place = Place(instance: own.instance, load: entry.load, workload: workload)
        if entry.lower != nil { known[place] = entry }
        if entry.mean != nil {
          let method = log.labels.names[own.label]
          simulated.append(
            (
              place,
              DispatchRow(instance: instance, method: method, workload: workload, entry: entry)
            ))
        } else {
          bare.append(
            (
              place, DispatchRow(instance: instance, method: "", workload: workload, entry: entry)
            ))
        }
      }
    }
    for index in simulated.indices {
      simulated[index].row.entry.join(known[simulated[index].place])
    }
    let places = Set(simulated.map(\.place))
    let alone = bare.filter { !places.contains($0.place) }
    return (simulated + alone).map(\.row).sorted { $0.precedes($1) }
  }

  private func precedes(_ other: DispatchRow) -> Bool {
    if instance.servers != other.instance.servers {
      return instance.servers < other.instance.servers
    }
    if instance.name != other.instance.name { return instance.name < other.instance.name }
    if instance.digest != other.instance.digest { return instance.digest < other.instance.digest }
    return (workload, entry.load, method) < (other.workload, other.entry.load, other.method)
  }
}

extension RunMethod {
  /// How arrivals and sizes differ from Poisson and exponential, in words; empty where they do not.
  var workload: String {
    let variations = [
      ("arrival variation", "arrivalVariation"), ("size variation", "sizeVariation"),
    ]
    return variations.compactMap { words, parameter in
      real(parameter).flatMap { $0 == 1 ? nil : "\(words) \(NumberText.shortest($0))" }
    }.joined(separator: ", ")
  }
}

extension DispatchEntry {
  /// Takes over the bounds and the exact value where this entry has none.
  fileprivate mutating func join(_ other: DispatchEntry?) {
    lower = lower ?? other?.lower
    upper = upper ?? other?.upper
    exact = exact ?? other?.exact
  }
}

/// The dispatch table.
package enum DispatchTable {
  /// The table of a log; none where nothing was dispatched.
  package static func tables(of rows: [DispatchRow]) -> [ReportTable] {
    guard !rows.isEmpty else { return [] }
    var table = ReportTable(
      key: "dispatch", title: "Response time against load",
      columns: [
        .text("instance"), .number("load", decimals: 3), .text("method"),
        .number("lower bound", unit: "s", decimals: 3), .number("exact", unit: "s", decimals: 3),
        .number("upper bound", unit: "s", decimals: 3),
        .number("simulated mean", unit: "s", decimals: 3), .number("±", unit: "s", decimals: 3),
        .number("median", unit: "s", decimals: 3), .number("95 %", unit: "s", decimals: 3),
        .number("99 %", unit: "s", decimals: 3), .number("waiting", unit: "s", decimals: 3),
      ])
    for row in rows {
      let entry = row.entry
      table.add([
        .text(row.instance.name), .number(entry.load), .text(row.method), .optional(entry.lower),
        .optional(entry.exact), .optional(entry.upper), .optional(entry.mean),
        .optional(entry.halfWidth), .optional(entry.median), .optional(entry.p95),
        .optional(entry.p99), .optional(entry.waiting),
      ])
    }
    table.notes = [
      "Load is the arrival rate as a share of the plan's total rate. Bounds and exact values are "
        + "JFFC's mean under Poisson arrivals and exponential sizes; "
        + "± is half the width of the 95 % confidence interval of the simulated mean."
    ]
    return [table]
  }
}
