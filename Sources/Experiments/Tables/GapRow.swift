import ServerChains

/// One problem by one method: what greedy reaches, what was found, and what is proven.
///
/// An object, because tables, summaries and figures sort and group the same rows again and again.
package final class GapRow: Sendable {
  package let suite: String
  package let instance: InstanceStamp
  package let problem: Problem
  /// The method in a few words.
  package let method: String
  /// The greedy plan's value.
  package let greedy: Double?
  /// The best value found, over repetitions.
  package let best: Double?
  /// The tightest bound proven, over repetitions.
  package let bound: Double?
  /// Wall-clock seconds of each repetition; empty for a point of a frontier, which has none of its own.
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

  /// What the greedy plan is known to leave: (best − greedy)/best, or (greedy − best)/greedy where least is best.
  package var greedyGap: Double? {
    guard let greedy, let best else { return nil }
    let (gap, scale) =
      problem.question.isMaximized ? (best - greedy, best) : (greedy - best, greedy)
    return scale > 0 ? gap / scale : nil
  }

  /// What could be left beyond the best plan: (bound − best)/bound, or (best − bound)/best where least is best.
  ///
  /// A proven optimum has 0: what is left is the rounding that keeps the bound safe.
  package var certifiedGap: Double? {
    if isOptimal { return 0 }
    guard let best, let bound else { return nil }
    let (gap, scale) = problem.question.isMaximized ? (bound - best, bound) : (best - bound, best)
    return scale > 0 ? max(0, gap / scale) : nil
  }

  /// Every problem of a log by every method that gives a value or a bound, repetitions joined, in order of size and name.
  ///
  /// - Complexity: O(n log n).
  package static func rows(of records: [Record], labels: MethodLabels) -> [GapRow] {
    var greedy: [Problem: Double] = [:]
    for record in records where record.method.name == .greedy {
      if let value = record.outcome.value { greedy[Problem(of: record)] = value }
      guard case .frontier(let points) = record.outcome.points else { continue }
      for point in points { greedy[Problem(of: record, slots: point.slots)] = point.greedy }
    }
    var positions: [Key: Int] = [:]
    var rows: [GapRow] = []
    for record in records where record.method.name.isCompared {
      for row in made(of: record, method: labels[record.method]) {
        let key = Key(suite: row.suite, problem: row.problem, method: row.method)
        if let position = positions[key] {
          rows[position] = rows[position].joined(with: row)
        } else {
          positions[key] = rows.count
          rows.append(row)
        }
      }
    }
    for index in rows.indices where rows[index].greedy == nil {
      guard let value = greedy[rows[index].problem] else { continue }
      rows[index] = rows[index].joined(with: rows[index], greedy: value)
    }
    return rows.sorted { $0.precedes($1) }
  }

  private struct Key: Hashable {
    let suite: String
    let problem: Problem
    let method: String
  }

  private static func made(of record: Record, method: String) -> [GapRow] {
    let outcome = record.outcome
    let ended =
      outcome.status == .done
      ? outcome.termination?.rawValue ?? outcome.status.rawValue : outcome.status.rawValue
    guard case .frontier(let points) = outcome.points else {
      return [
        GapRow(
          suite: record.suite, instance: record.instance, problem: Problem(of: record),
          method: method, greedy: outcome.greedy, best: outcome.value,
          bound: outcome.bound, seconds: [record.effort.wallSeconds], ended: ended,
          isOptimal: outcome.status == .done && outcome.termination == .optimal)
      ]
    }
    return points.map { point in
      GapRow(
        suite: record.suite, instance: record.instance,
        problem: Problem(of: record, slots: point.slots),
        method: method, greedy: point.greedy, best: point.value, bound: point.bound,
        seconds: [], ended: point.termination.rawValue, isOptimal: point.termination == .optimal)
    }
  }

  /// One row for two of the same problem: the better value, the tighter bound, the times of both.
  func joined(with other: GapRow, greedy given: Double? = nil) -> GapRow {
    let isMaximized = problem.question.isMaximized
    func better(_ left: Double?, _ right: Double?, greatest: Bool) -> Double? {
      guard let left, let right else { return left ?? right }
      return greatest ? max(left, right) : min(left, right)
    }
    let isOptimal = isOptimal || other.isOptimal
    return GapRow(
      suite: suite, instance: instance, problem: problem, method: method,
      greedy: given ?? greedy ?? other.greedy,
      best: better(best, other.best, greatest: isMaximized),
      bound: better(bound, other.bound, greatest: !isMaximized),
      seconds: other === self ? seconds : seconds + other.seconds,
      ended: isOptimal ? PlanTermination.optimal.rawValue : ended, isOptimal: isOptimal)
  }

  /// Whether the row stands before another: by question, size, name, slots, load and method.
  private func precedes(_ other: GapRow) -> Bool {
    if problem.question != other.problem.question {
      return problem.question.rank < other.problem.question.rank
    }
    if instance.servers != other.instance.servers {
      return instance.servers < other.instance.servers
    }
    if instance.blocks != other.instance.blocks { return instance.blocks < other.instance.blocks }
    if instance.name != other.instance.name { return instance.name < other.instance.name }
    if problem.slots != other.problem.slots {
      return problem.slots ?? Int.max < other.problem.slots ?? Int.max
    }
    if problem.load != other.problem.load {
      return problem.load ?? -1 < other.problem.load ?? -1
    }
    if method != other.method { return method < other.method }
    return (instance.digest, suite) < (other.instance.digest, other.suite)
  }
}

extension MethodName {
  /// Whether the method answers a question whose value greedy has too.
  fileprivate var isCompared: Bool { isExact || self == .bound }
}

extension RunQuestion {
  /// The position among all questions.
  package var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
