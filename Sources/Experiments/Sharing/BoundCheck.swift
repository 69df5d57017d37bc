import ServerChains

/// Proven bounds against values found elsewhere for the same problem.
enum BoundCheck {
  private struct Claim {
    let number: Double
    let record: Record
  }

  private struct Claims {
    var value: Claim?
    var bound: Claim?
  }

  /// The question behind a record is maximised; nil for one that has no bounds to check.
  private static func isMaximized(_ question: RunQuestion) -> Bool? {
    switch question {
    case .rate, .cache, .frontier: true
    case .slots, .disjoint, .response, .service: false
    case .dispatch, .speed: nil
    }
  }

  /// One sentence for every problem with a value that a bound forbids.
  static func contradictions(in records: [Record]) -> [String] {
    var claims: [Problem: Claims] = [:]
    var order: [Problem] = []
    let log = LogIndex(records)
    for index in records.indices where records[index].outcome.status == .done {
      let record = records[index]
      guard let isMaximized = isMaximized(record.question) else { continue }
      for (problem, value, bound) in statements(of: index, in: log) {
        if claims[problem] == nil { order.append(problem) }
        var known = claims[problem] ?? Claims()
        known.value = better(known.value, value, record, isGreaterBetter: isMaximized)
        known.bound = better(known.bound, bound, record, isGreaterBetter: !isMaximized)
        claims[problem] = known
      }
    }
    return order.compactMap { problem in
      guard let value = claims[problem]?.value, let bound = claims[problem]?.bound else {
        return nil
      }
      let slack = Verifier.relativeTolerance * max(abs(value.number), abs(bound.number))
      let excess =
        isMaximized(problem.question) == true
        ? value.number - bound.number : bound.number - value.number
      guard excess > slack else { return nil }
      return
        "the bound \(bound.number) of run \(bound.record.run) (\(bound.record.words)) rules out "
        + "the value \(value.number) of run \(value.record.run) (\(value.record.words))"
    }
  }

  private static func better(
    _ known: Claim?, _ number: Double?, _ record: Record, isGreaterBetter: Bool
  ) -> Claim? {
    guard let number else { return known }
    guard let known else { return Claim(number: number, record: record) }
    let isBetter = isGreaterBetter ? number > known.number : number < known.number
    return isBetter ? Claim(number: number, record: record) : known
  }

  /// Values and bounds of a record; a frontier's points are problems of the question `rate`.
  private static func statements(
    of index: Int, in log: LogIndex
  ) -> [(Problem, Double?, Double?)] {
    let outcome = log.records[index].outcome
    if case .frontier(let entries) = outcome.points {
      return entries.flatMap { entry in
        let problem = log.problem(index, .rate, slots: entry.slots)
        return [(problem, entry.value, entry.bound), (problem, entry.greedy, nil)]
      }
    }
    let problem = log.problem(index)
    return [(problem, outcome.value, outcome.bound), (problem, outcome.greedy, nil)]
  }
}
