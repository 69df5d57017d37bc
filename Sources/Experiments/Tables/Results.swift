/// What tables and figures are made of, computed once from the records of a log.
package struct Results: Sendable {
  package let records: [Record]
  package let labels: MethodLabels
  /// Every problem by every method.
  package let gapRows: [GapRow]
  /// Every problem once, its methods joined.
  package let problems: [GapRow]
  package let comparisons: [Comparison]
  package let scaling: [ScalingTable.Line]
  package let dispatchRows: [DispatchRow]

  /// The results of records.
  ///
  /// - Complexity: O(n log n).
  package init(_ records: [Record]) {
    self.records = records
    labels = MethodLabels(records)
    gapRows = GapRow.rows(of: records, labels: labels)
    problems = GapSummary.bestOfMethods(gapRows)
    comparisons = Comparison.all(in: records, labels: labels)
    scaling = ScalingTable.lines(of: records, labels: labels)
    dispatchRows = DispatchRow.rows(of: records, labels: labels)
  }
}

/// The tables that can be made of a log.
package enum TableKind: String, CaseIterable, Sendable {
  /// Greedy, best and bound of every problem.
  case gap
  /// Run times by method.
  case runtime
  /// Time against size.
  case scaling
  /// Response against load.
  case dispatch
  /// Gaps of groups.
  case summary
  /// What was run and how it ended.
  case runs

  /// The tables of this kind; none where the log has nothing for them.
  package func tables(of results: Results, shift: Double = 1) -> [ReportTable] {
    switch self {
    case .gap: GapTable.tables(of: results.gapRows)
    case .runtime: RuntimeTable.tables(of: results.comparisons, shift: shift)
    case .scaling: ScalingTable.tables(of: results.scaling)
    case .dispatch: DispatchTable.tables(of: results.dispatchRows)
    case .summary: GapSummary.tables(of: results.problems)
    case .runs: RunsTable.tables(of: results.records, labels: results.labels)
    }
  }

  /// What a log must hold for this table, for the message where it does not.
  package var need: String {
    switch self {
    case .gap, .summary: "runs of the methods exact, bound, plain-milp or bprr-milp"
    case .runtime: "runs of the methods exact, plain-milp or bprr-milp"
    case .scaling: "runs of the question speed"
    case .dispatch: "runs of the question dispatch"
    case .runs: "records"
    }
  }
}
