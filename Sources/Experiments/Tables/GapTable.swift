/// The gap table: greedy, best and bound of every problem, one table for each question.
package enum GapTable {
  /// The tables of a log, in the order of the questions.
  ///
  /// - Complexity: O(n log n).
  package static func tables(of rows: [GapRow]) -> [ReportTable] {
    byQuestion(rows).map { table(of: $1, $0) }
  }

  /// Rows of each question that has any, in the order of questions.
  static func byQuestion(_ rows: [GapRow]) -> [(RunQuestion, [GapRow])] {
    var groups: [[GapRow]] = Array(repeating: [], count: RunQuestion.allCases.count)
    for row in rows { groups[row.problem.question.rank].append(row) }
    return zip(RunQuestion.allCases, groups).filter { !$0.1.isEmpty }
  }

  private static func table(of rows: [GapRow], _ question: RunQuestion) -> ReportTable {
    let methods = Set(rows.lazy.map(\.method))
    let shown = fields(of: question).filter { field in
      switch field.column.title {
      case "slots": rows.contains { $0.problem.slots != nil }
      case "load", "arrival rate": rows.contains { $0.problem.load != nil }
      case "time": rows.contains { !$0.seconds.isEmpty }
      case "method": methods.count > 1
      default: true
      }
    }
    var table = ReportTable(
      key: "gap-\(question.rawValue)", title: "Gaps: \(question.heading)",
      columns: shown.map(\.column))
    for row in rows { table.add(shown.map { $0.cell(row) }) }
    table.notes = [definition(of: question)]
    if let method = methods.first, methods.count == 1 { table.notes.append("Method: \(method).") }
    return table
  }

  /// A column with what stands in it.
  private struct Field {
    let column: ReportTable.Column
    let cell: (GapRow) -> ReportTable.Cell
  }

  private static func fields(of question: RunQuestion) -> [Field] {
    let (unit, decimals) = (question.unit, question.decimals)
    return [
      Field(column: .text("instance")) { .text($0.instance.name) },
      Field(column: .number("servers")) { .count($0.instance.servers) },
      Field(column: .number("slots")) { .optional($0.problem.slots.map(Double.init)) },
      Field(
        column: question == .response
          ? .number("arrival rate", unit: "jobs/s", decimals: 3) : .number("load", decimals: 3)
      ) { .optional($0.problem.load) },
      Field(column: .text("method")) { .text($0.method) },
      Field(column: .number("greedy", unit: unit, decimals: decimals)) { .optional($0.greedy) },
      Field(column: .number("best", unit: unit, decimals: decimals)) { .optional($0.best) },
      Field(column: .number("bound", unit: unit, decimals: decimals)) { .optional($0.bound) },
      Field(column: .percent("greedy gap")) { .optional($0.greedyGap) },
      Field(column: .percent("certified gap")) { .optional($0.certifiedGap) },
      Field(column: .number("time", unit: "s", decimals: 2)) {
        .optional(Statistics.median($0.seconds))
      },
      Field(column: .text("ended")) { .text($0.ended) },
    ]
  }

  /// How the gaps of a question are defined.
  static func definition(of question: RunQuestion) -> String {
    question.isMaximized
      ? "Greedy gap = (best − greedy)/best, certified gap = (bound − best)/bound."
      : "Greedy gap = (greedy − best)/greedy, certified gap = (best − bound)/best."
  }
}
