import ServerChains

/// Run times of exact methods on the same problems.
package enum RuntimeTable {
  /// One table for each suite and question.
  ///
  /// - Parameter shift: of the geometric mean, in seconds.
  /// - Complexity: O(n log n).
  package static func tables(of comparisons: [Comparison], shift: Double) -> [ReportTable] {
    comparisons.map { comparison in
      var table = ReportTable(
        key: "runtime-\(comparison.key)", title: "Run time: \(comparison.heading)",
        columns: [
          .text("method"), .number("runs"), .number("solved"), .number("timed out"),
          .number("unproven"), .number("failed"),
          .number("shifted geometric mean", unit: "s", decimals: 3),
          .number("median", unit: "s", decimals: 3), .number("longest", unit: "s", decimals: 3),
        ])
      for contender in comparison.contenders {
        let runs = contender.runs.flatMap { $0 }
        let times = runs.map(\.seconds)
        func count(_ ending: Comparison.Ending) -> ReportTable.Cell {
          .count(runs.count { $0.ending == ending })
        }
        table.add([
          .text(contender.method), .count(runs.count), count(.solved), count(.limited),
          count(.unproven), count(.failed),
          .optional(Statistics.shiftedGeometricMean(times, shift: shift)),
          .optional(Statistics.median(times)), .optional(times.max()),
        ])
      }
      let shown = NumberText.shortest(shift)
      table.notes = [
        "\(Comparison.words(comparison.problemCount)). The geometric mean is shifted by \(shown) "
          + "s: exp(mean(log(t + \(shown)))) − \(shown). A run without a proof counts "
          + "with its time limit."
      ]
      if comparison.leftOut > 0 {
        table.notes.append(
          "\(comparison.leftOut) more problems are left out because not every "
            + "method was given them."
        )
      }
      return table
    }
  }
}
