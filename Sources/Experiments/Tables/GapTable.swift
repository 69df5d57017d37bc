/// The gap table: greedy, best and bound of every problem, one table for each question.
package enum GapTable {
  /// The tables of a log, in the order of the questions.
  ///
  /// - Complexity: O(n log n).
  package static func tables(of rows: [GapRow]) -> [ReportTable] {
    byQuestion(rows).map { question, rows in table(of: rows, question) }
  }

  /// Rows of each question that has any.
  static func byQuestion(_ rows: [GapRow]) -> [(RunQuestion, [GapRow])] {
    RunQuestion.allCases.compactMap { question in
      let kept = rows.filter { $0.problem.question == question }
      return kept.isEmpty ? nil : (question, kept)
    }
  }

  private static func table(of rows: [GapRow], _ question: RunQuestion) -> ReportTable {
    let (unit, decimals) = (question.unit, question.decimals)
    let load: ReportTable.Column =
      question == .response
      ? .number("arrival rate", unit: "jobs/s", decimals: 3) : .number("load", decimals: 3)
    var table = ReportTable(
      key: "gap-\(question.rawValue)", title: "Gaps: \(question.heading)",
      columns: [
        .text("instance"), .number("servers"), .number("slots"), load, .text("method"),
        .number("greedy", unit: unit, decimals: decimals),
        .number("best", unit: unit, decimals: decimals),
        .number("bound", unit: unit, decimals: decimals), .percent("greedy gap"),
        .percent("certified gap"), .number("time", unit: "s", decimals: 2), .text("ended"),
      ])
    for row in rows {
      table.add([
        .text(row.instance.name), .count(row.instance.servers),
        .optional(row.problem.slots.map(Double.init)), .optional(row.problem.load),
        .text(row.method), .optional(row.greedy), .optional(row.best), .optional(row.bound),
        .optional(row.greedyGap), .optional(row.certifiedGap),
        .optional(Statistics.median(row.seconds)), .text(row.ended),
      ])
    }
    var unused: Set<String> = []
    if rows.allSatisfy({ $0.problem.slots == nil }) { unused.insert("slots") }
    if rows.allSatisfy({ $0.problem.load == nil }) { unused.insert(load.title) }
    if rows.allSatisfy({ $0.seconds.isEmpty }) { unused.insert("time") }
    table.notes = [definition(of: question)]
    if let method = rows.first?.method, rows.allSatisfy({ $0.method == method }) {
      unused.insert("method")
      table.notes.append("Method: \(method).")
    }
    return table.without(unused)
  }

  /// How the gaps of a question are defined.
  static func definition(of question: RunQuestion) -> String {
    question.isMaximized
      ? "Greedy gap = (best − greedy)/best, certified gap = (bound − best)/bound."
      : "Greedy gap = (greedy − best)/greedy, certified gap = (best − bound)/best."
  }
}
