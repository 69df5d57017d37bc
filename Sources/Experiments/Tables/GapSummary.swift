/// Gaps of groups: by the number of servers, and by the number of slots or the arrival rate.
package enum GapSummary {
  /// The tables of a log, in the order of the questions.
  ///
  /// - Parameter problems: one row for each, over its methods.
  ///
  /// - Complexity: O(n log n).
  package static func tables(of problems: [GapRow]) -> [ReportTable] {
    GapTable.byQuestion(problems).flatMap { question, joined -> [ReportTable] in
      var tables = [
        table(of: joined, question, by: "servers", decimals: 0) { Double($0.instance.servers) }
      ]
      if joined.contains(where: { $0.problem.slots != nil }) {
        tables.append(
          table(of: joined, question, by: "slots", decimals: 0) {
            $0.problem.slots.map(Double.init)
          })
      }
      if joined.contains(where: { $0.problem.load != nil }) {
        let name = question == .response ? "arrival rate" : "load"
        tables.append(table(of: joined, question, by: name, decimals: 3) { $0.problem.load })
      }
      return tables
    }
  }

  /// One row for each problem, over its methods.
  package static func bestOfMethods(_ rows: [GapRow]) -> [GapRow] {
    var positions: [Problem: Int] = [:]
    positions.reserveCapacity(rows.count)
    var joined: [GapRow] = []
    for row in rows {
      if let position = positions[row.problem] {
        joined[position] = joined[position].joined(with: row)
      } else {
        positions[row.problem] = joined.count
        joined.append(row)
      }
    }
    return joined
  }

  private static func table(
    of rows: [GapRow], _ question: RunQuestion, by name: String, decimals: Int,
    _ group: (GapRow) -> Double?
  ) -> ReportTable {
    let unit = name == "arrival rate" ? "jobs/s" : nil
    let key = name.split(separator: " ").joined(separator: "-")
    var table = ReportTable(
      key: "summary-\(question.rawValue)-\(key)",
      title: "Gaps by \(name): \(question.heading)",
      columns: [
        .number(name, unit: unit, decimals: decimals), .number("problems"), .number("proven"),
        .percent("certified mean"), .percent("certified median"), .percent("certified worst"),
        .percent("greedy mean"), .percent("greedy median"), .percent("greedy worst"),
      ])
    var groups: [Double: [GapRow]] = [:]
    for row in rows { groups[group(row) ?? .infinity, default: []].append(row) }
    for (value, rows) in groups.sorted(by: { $0.key < $1.key }) {
      table.add(
        [.optional(value), .count(rows.count), .count(rows.count(where: \.isOptimal))]
          + figures(rows.compactMap(\.certifiedGap)) + figures(rows.compactMap(\.greedyGap)))
    }
    table.notes = [GapTable.definition(of: question)]
    return table
  }

  private static func figures(_ gaps: [Double]) -> [ReportTable.Cell] {
    [.optional(Statistics.mean(gaps)), .optional(Statistics.median(gaps)), .optional(gaps.max())]
  }
}
