/// Response times against load: bounds, exact, and simulated.
package struct DispatchRow: Sendable {
  package let instance: InstanceStamp
  /// The method in a few words; empty where there are bounds only.
  package let method: String
  package var entry: DispatchEntry

  /// Every load of every instance by every method, with the bounds and the exact value of the same plan and load joined to
  /// the simulated ones.
  ///
  /// - Complexity: O(n log n).
  package static func rows(of records: [Record], labels: MethodLabels) -> [DispatchRow] {
    struct Place: Hashable {
      let digest: String
      let load: Double
    }
    var known: [Place: DispatchEntry] = [:]
    var places: Set<Place> = []
    var simulated: [DispatchRow] = []
    var bare: [(place: Place, row: DispatchRow)] = []
    for record in records {
      guard case .dispatch(let entries) = record.outcome.points else { continue }
      for entry in entries {
        let place = Place(digest: record.instance.digest, load: entry.load)
        if entry.lower != nil { known[place] = entry }
        if entry.mean != nil {
          places.insert(place)
          simulated.append(
            DispatchRow(instance: record.instance, method: labels[record.method], entry: entry))
        } else {
          bare.append((place, DispatchRow(instance: record.instance, method: "", entry: entry)))
        }
      }
    }
    for index in simulated.indices {
      let place = Place(
        digest: simulated[index].instance.digest, load: simulated[index].entry.load)
      simulated[index].entry.join(known[place])
    }
    let alone = bare.filter { !places.contains($0.place) }.map(\.row)
    return (simulated + alone).sorted { $0.precedes($1) }
  }

  private func precedes(_ other: DispatchRow) -> Bool {
    if instance.servers != other.instance.servers {
      return instance.servers < other.instance.servers
    }
    if instance.name != other.instance.name { return instance.name < other.instance.name }
    if instance.digest != other.instance.digest { return instance.digest < other.instance.digest }
    return (entry.load, method) < (other.entry.load, other.method)
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
      "Load is the arrival rate as a share of the plan's total rate. Bounds and exact values are JFFC's mean; "
        + "± is half the width of the 95 % confidence interval of the simulated mean."
    ]
    return [table]
  }
}
