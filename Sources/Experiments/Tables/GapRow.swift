import ServerChains

/// One problem by one method: what greedy reaches, what was found, and what is proven.
///
/// An object, because tables, summaries and figures sort and group the same rows again and again.
package final class GapRow: Sendable {
  /// The name of the suite; a problem of two suites has a row for each.
  package let suite: String
  /// The instance of the problem.
  package let instance: InstanceStamp
  /// The question with its slots and load; values and bounds are in the question's unit.
  package let problem: Problem
  /// The method in a few words.
  package let method: String
  /// The greedy plan's value.
  package let greedy: Double?
  /// The best value found, over repetitions.
  package let best: Double?
  /// The tightest bound proven, over repetitions.
  package let bound: Double?
  /// Wall-clock seconds of each repetition; empty for a point of a frontier, which has none of its
  /// own.
  package let seconds: [Double]
  /// Why the method ended, or how the run did.
  package let ended: String
  /// Whether the value is proven best.
  package let isOptimal: Bool

  private init(
    suite: String, instance: InstanceStamp, problem: Problem, method: String, greedy: Double?,
    best: Double?, bound: Double?, seconds: [Double], ended: String, isOptimal: Bool
  ) {
    self.suite = suite
    self.instance = instance
    self.problem = problem
    self.method = method
    self.greedy = greedy
    self.best = best
    self.bound = bound
    self.seconds = seconds
    self.ended = ended
    self.isOptimal = isOptimal
  }

  /// What the greedy plan is known to leave: (best − greedy)/best, or (greedy − best)/greedy where
  /// least is best.
  package var greedyGap: Double? {
    guard let greedy, let best else { return nil }
    let (gap, scale) =
      problem.question.isMaximized ? (best - greedy, best) : (greedy - best, greedy)
    return scale > 0 ? gap / scale : nil
  }

  /// What could be left beyond the best plan: (bound − best)/bound, or (best − bound)/best where
  /// least is best.
  package var certifiedGap: Double? {
    if isOptimal { return 0 }
    guard let best, let bound else { return nil }
    let (gap, scale) = problem.question.isMaximized ? (bound - best, bound) : (best - bound, best)
    return scale > 0 ? max(0, gap / scale) : nil
  }

  /// Every problem of a log by every method that gives a value or a bound, repetitions joined, in
  /// order of size and name.
  ///
  /// - Complexity: O(n log n).
  package static func rows(of log: LogIndex) -> [GapRow] {
    let greedy = greedyValues(of: log)
    var rows: [GapRow] = []
    var last: GapPlace?
    for place in GapPlace.all(in: log) {
      var row = made(of: place, in: log, greedy: greedy)
      if let last, last.isSameRow(as: place) { row = rows.removeLast().joined(with: row) }
      rows.append(row)
      last = place
    }
    return rows
  }

  /// The greedy plan's value for each problem that it was asked by itself.
  private static func greedyValues(of log: LogIndex) -> [Problem: Double] {
    var values: [Problem: Double] = [:]
    for index in log.records.indices where log.records[index].method.name == .greedy {
      let outcome = log.records[index].outcome
      if let value = outcome.value { values[log.problem(index)] = value }
      guard case .frontier(let points) = outcome.points else { continue }
      for point in points {
        values[log.problem(index, .frontier, slots: point.slots)] = point.greedy
      }
    }
    return values
  }

  private static func made(
    of place: GapPlace, in log: LogIndex, greedy: [Problem: Double]
  ) -> GapRow {
    // Field by field: a copy of a record or its outcome costs more than the row.
    let (records, index) = (log.records, place.record)
    let method = log.labels.names[log.places[index].label]
    guard let number = place.point, case .frontier(let points) = records[index].outcome.points
    else {
      let problem = log.problem(index)
      let (status, termination) = (
        records[index].outcome.status, records[index].outcome.termination
      )
      return GapRow(
        suite: records[index].suite, instance: log.instances[problem.instance], problem: problem,
        method: method, greedy: records[index].outcome.greedy ?? greedy[problem],
        best: records[index].outcome.value, bound: records[index].outcome.bound,
        seconds: [records[index].effort.wallSeconds],
        ended: (status == .done ? termination?.rawValue : nil) ?? status.rawValue,
        isOptimal: status == .done && termination == .optimal)
    }
    let point = points[number]
    let problem = log.problem(index, .frontier, slots: point.slots)
    return GapRow(
      suite: records[index].suite, instance: log.instances[problem.instance], problem: problem,
      method: method, greedy: point.greedy ?? greedy[problem], best: point.value,
      bound: point.bound, seconds: [], ended: point.termination.rawValue,
      isOptimal: point.termination == .optimal)
  }

  /// One row for two of the same problem: the better value, the tighter bound, the times of both.
  func joined(with other: GapRow) -> GapRow {
    let isMaximized = problem.question.isMaximized
    func better(_ left: Double?, _ right: Double?, greatest: Bool) -> Double? {
      guard let left, let right else { return left ?? right }
      return greatest ? max(left, right) : min(left, right)
    }
    let isOptimal = isOptimal || other.isOptimal
    return GapRow(
      suite: suite, instance: instance, problem: problem, method: method,
      greedy: greedy ?? other.greedy,
      best: better(best, other.best, greatest: isMaximized),
      bound: better(bound, other.bound, greatest: !isMaximized),
      seconds: seconds + other.seconds,
      ended: isOptimal ? PlanTermination.optimal.rawValue : ended, isOptimal: isOptimal)
  }
}

/// A row to be, with its place: by question, size, name, slots, load and method.
private struct GapPlace {
  let key: SortKey
  let record: Int
  /// The point of a frontier.
  let point: Int?

  /// Every row to be, in order; repetitions of a run stand together.
  static func all(in log: LogIndex) -> [GapPlace] {
    var places: [GapPlace] = []
    places.reserveCapacity(log.records.count)
    for index in log.records.indices where log.records[index].method.name.isCompared {
      if case .frontier(let points) = log.records[index].outcome.points {
        for (number, point) in points.enumerated() {
          places.append(
            GapPlace(index, in: log, log.problem(index, .frontier, slots: point.slots), number))
        }
      } else {
        places.append(GapPlace(index, in: log, log.problem(index), nil))
      }
    }
    return places.sorted { $0.key < $1.key }
  }

  private init(_ index: Int, in log: LogIndex, _ problem: Problem, _ point: Int?) {
    let place = log.places[index]
    key = SortKey([
      problem.question.rank, place.name, problem.slotsKey, problem.loadKey, place.label,
      place.instance, problem.setting, place.suite, index, point ?? 0,
    ])
    record = index
    self.point = point
  }

  /// Whether both are runs of the same method on the same problem, in the same suite.
  func isSameRow(as other: GapPlace) -> Bool { key.isSame(as: other.key, to: 8) }
}

extension MethodName {
  /// Whether the method answers a question whose value greedy has too.
  fileprivate var isCompared: Bool { isExact || self == .bound }
}

extension RunQuestion {
  /// The position among all questions.
  package var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
