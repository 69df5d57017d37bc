import ServerChains

/// A log in a few lines: one row per experiment, method and question.
package struct LogSummary: Sendable {
  package struct Row: Sendable {
    package let experiment: String
    package let method: String
    package let question: RunQuestion
    package var runs = 0
    package var done = 0
    package var optimal = 0
    package var seconds = 0.0
    package var greedyGaps: [Double] = []
    package var certifiedGaps: [Double] = []
  }

  package private(set) var rows: [Row] = []

  /// - Complexity: O(records · rows).
  package init(_ records: some Sequence<Record>) {
    for record in records {
      let method = record.method.words
      let index =
        rows.firstIndex {
          $0.experiment == record.experiment && $0.method == method
            && $0.question == record.question
        } ?? rows.endIndex
      if index == rows.endIndex {
        rows.append(
          Row(experiment: record.experiment, method: method, question: record.question))
      }
      rows[index].add(record)
    }
  }
}

extension LogSummary.Row {
  fileprivate mutating func add(_ record: Record) {
    let outcome = record.outcome
    runs += 1
    seconds += record.effort.wallSeconds
    guard outcome.status == .done else { return }
    done += 1
    if outcome.termination == .optimal { optimal += 1 }
    if let gap = record.greedyGap { greedyGaps.append(gap) }
    if let gap = record.certifiedGap { certifiedGaps.append(gap) }
  }
}

extension Record {
  /// Whether a greater value is better; nil where the question has no best.
  private var isMaximized: Bool? {
    switch question {
    case .rate, .cache, .frontier: true
    case .slots, .disjoint, .response: false
    case .dispatch, .speed: nil
    }
  }

  /// What the greedy plan leaves on the table, as a share of the best: `(best − greedy)/best`, and where least is best
  /// `(greedy − value)/value`; nil where one of them is missing.
  package var greedyGap: Double? {
    guard let isMaximized, let value = outcome.value, let greedy = outcome.greedy, value > 0 else {
      return nil
    }
    return max(0, (isMaximized ? value - greedy : greedy - value) / value)
  }

  /// What could be left beyond the best plan found: `(bound − best)/bound`, and where least is best
  /// `(value − bound)/value`; 0 where it is proven best, nil where nothing is proven.
  package var certifiedGap: Double? {
    guard let isMaximized, let value = outcome.value, let bound = outcome.bound else { return nil }
    if outcome.termination == .optimal { return 0 }
    let scale = isMaximized ? bound : value
    return scale > 0 ? max(0, (isMaximized ? bound - value : value - bound) / scale) : nil
  }
}
