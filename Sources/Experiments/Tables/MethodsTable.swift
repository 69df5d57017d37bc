import ServerChains

/// Exact methods beside each other, whatever they answer: values, bounds, gaps and times in one
/// table.
package enum MethodsTable {
  /// The table of a log, a row for each question, family of instances and method; none without such
  /// methods.
  ///
  /// - Parameter shift: of the geometric mean of times, in seconds.
  /// - Complexity: O(n log n).
  package static func tables(of rows: [GapRow], shift: Double) -> [ReportTable] {
    // Points of a frontier have no time of their own.
    let groups = Dictionary(grouping: rows.lazy.filter { !$0.seconds.isEmpty }, by: Key.init)
    guard !groups.isEmpty else { return [] }
    var table = ReportTable(
      key: "methods", title: "Methods side by side",
      columns: [
        .text("question"), .text("family"), .text("method"), .number("problems"), .number("found"),
        .number("proven"), .number("mean value", decimals: 6), .number("mean bound", decimals: 6),
        .text("unit"), .percent("mean certified gap"), .percent("worst certified gap"),
        .number("shifted geometric mean of times", unit: "s", decimals: 3),
        .number("longest time", unit: "s", decimals: 3),
      ])
    for (key, rows) in groups.sorted(by: { $0.key < $1.key }) {
      let (times, gaps) = (rows.flatMap(\.seconds), rows.compactMap(\.certifiedGap))
      // Both over the same problems, so that the one bounds the other.
      let bracketed = rows.filter { $0.best != nil && $0.bound != nil }
      table.add([
        .text(key.question.heading), .text(key.family), .text(key.method), .count(rows.count),
        .count(rows.count { $0.best != nil }), .count(rows.count(where: \.isOptimal)),
        .optional(Statistics.mean(bracketed.compactMap(\.best))),
        .optional(Statistics.mean(bracketed.compactMap(\.bound))),
        .text(key.question.unit ?? ""), .optional(Statistics.mean(gaps)), .optional(gaps.max()),
        .optional(Statistics.shiftedGeometricMean(times, shift: shift)), .optional(times.max()),
      ])
    }
    let shown = NumberText.shortest(shift)
    table.notes = [
      "Means are over the problems with both value and bound; wall-clock times as they were, the "
        + "geometric mean shifted by \(shown) s. Values of different questions do not compare: "
        + "bprr-milp, the predecessor's MILP, minimises the total service time of its requests, "
        + "the methods beside it answer the question named."
    ]
    return [table]
  }

  private struct Key: Hashable, Comparable {
    let question: RunQuestion
    let family: String
    let method: String

    init(_ row: GapRow) {
      question = row.problem.question
      family = row.instance.family ?? "files"
      method = row.method
    }

    static func < (left: Key, right: Key) -> Bool {
      (left.question.rank, left.family, left.method)
        < (right.question.rank, right.family, right.method)
    }
  }
}
