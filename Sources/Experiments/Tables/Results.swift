/// What tables and figures are made of, computed once from the records of a log.
package struct Results: Sendable {
  package let log: LogIndex
  /// Every problem by every method.
  package let gapRows: [GapRow]
  /// Every problem once, its methods joined.
  package let problems: [GapRow]
  package let comparisons: [Comparison]
  package let scaling: [ScalingTable.Line]
  package let dispatchRows: [DispatchRow]

  package var records: [Record] { log.records }

  /// The results of records.
  ///
  /// - Complexity: O(n log n).
  package init(_ records: [Record]) {
    let log = LogIndex(records)
    self.log = log
    // Neither half waits for the other.
    (gapRows, comparisons) = Parallel.both {
      GapRow.rows(of: log)
    } and: {
      Comparison.all(in: log)
    }
    problems = GapSummary.bestOfMethods(gapRows)
    scaling = ScalingTable.lines(of: log)
    dispatchRows = DispatchRow.rows(of: log)
  }
}

/// The tables that can be made of a log, in the order of a page.
package enum TableKind: String, CaseIterable, Sendable {
  /// Gaps of groups.
  case summary
  /// Greedy, best and bound of every problem.
  case gap
  /// Exact methods beside each other: values, bounds, gaps and times.
  case methods
  /// Run times by method.
  case runtime
  /// Performance profiles at a few multiples of the fastest time.
  case profile
  /// Time against size.
  case scaling
  /// Response against load.
  case dispatch
  /// What was run and how it ended.
  case runs

  /// The tables of every kind that has any.
  package static func all(
    of results: Results, shift: Double = 1
  ) -> [(kind: TableKind, tables: [ReportTable])] {
    Parallel.map(allCases) { (kind: $0, tables: $0.tables(of: results, shift: shift)) }
      .filter { !$0.tables.isEmpty }
  }

  /// The tables of this kind; none where the log has nothing for them.
  package func tables(of results: Results, shift: Double = 1) -> [ReportTable] {
    switch self {
    case .gap: GapTable.tables(of: results.gapRows)
    case .methods: MethodsTable.tables(of: results.gapRows, shift: shift)
    case .profile: ProfileTable.tables(of: results.comparisons)
    case .runtime: RuntimeTable.tables(of: results.comparisons, shift: shift)
    case .scaling: ScalingTable.tables(of: results.scaling)
    case .dispatch: DispatchTable.tables(of: results.dispatchRows)
    case .summary: GapSummary.tables(of: results.problems)
    case .runs: RunsTable.tables(of: results.log)
    }
  }

  /// What a log must hold for this table, for the message where it does not.
  package var need: String {
    switch self {
    case .gap, .summary, .methods: "runs of the methods exact, bound, plain-milp or bprr-milp"
    case .runtime, .profile: "runs of the methods exact, plain-milp or bprr-milp"
    case .scaling: "runs of the question speed"
    case .dispatch: "runs of the question dispatch"
    case .runs: "records"
    }
  }
}
