import ServerChains

/// Proven bounds against values found elsewhere for the same problem.
enum BoundCheck {
  /// What a bound is about; a frontier's points are problems of the question `rate`.
  private struct Problem: Hashable {
    let digest: String
    let question: RunQuestion
    let slots: Int?
    /// Parameters that change the problem and are not in the digest.
    let setting: String
  }

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
    case .slots, .disjoint, .response: false
    case .dispatch, .speed: nil
    }
  }

  /// One sentence for every problem with a value that a bound forbids.
  static func contradictions(in records: [Record]) -> [String] {
    var claims: [Problem: Claims] = [:]
    var order: [Problem] = []
    for record in records where record.outcome.status == .done {
      guard let isMaximized = isMaximized(record.question) else { continue }
      for (problem, value, bound) in statements(of: record) {
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

  private static func statements(of record: Record) -> [(Problem, Double?, Double?)] {
    let outcome = record.outcome
    if case .frontier(let entries) = outcome.points {
      return entries.flatMap { entry in
        let problem = Problem(
          digest: record.instance.digest, question: .rate, slots: entry.slots, setting: "")
        return [(problem, entry.value, entry.bound), (problem, entry.greedy, nil)]
      }
    }
    var setting = ""
    if record.method.name == .bprrMILP {
      setting = "bprr \(record.method.integer("requests") ?? 3)"
    } else if record.question == .disjoint {
      setting = "reservation \(record.method.integer("reservation") ?? 0)"
    }
    let problem = Problem(
      digest: record.instance.digest, question: record.question, slots: record.slots,
      setting: setting)
    return [(problem, outcome.value, outcome.bound), (problem, outcome.greedy, nil)]
  }
}
