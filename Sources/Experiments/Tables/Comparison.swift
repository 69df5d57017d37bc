/// Exact methods on the problems that all of them were given: what run times and profiles are made of.
package struct Comparison: Sendable {
  /// One run of a method on a problem.
  package struct Run: Sendable {
    /// Wall-clock seconds; the limit where the problem was not solved.
    package let seconds: Double
    package let ending: Ending

    /// Whether it ended with a proof.
    package var isSolved: Bool { ending == .solved }
  }

  /// How a run ended.
  package enum Ending: Sendable {
    /// With a proof.
    case solved
    /// At a limit, its own or the hard one.
    case limited
    /// By itself, without a proof.
    case unproven
    /// By a fault, a crash or for want of memory.
    case failed
  }

  /// A method with its runs by problem.
  package struct Contender: Sendable {
    /// The method in a few words.
    package let method: String
    /// One list of repetitions for each problem, in the order of the comparison's problems.
    package let runs: [[Run]]
  }

  package let suite: String
  package let question: RunQuestion
  package let contenders: [Contender]
  /// How many problems are compared.
  package let problemCount: Int
  /// How many are left out because not every method was given them.
  package let leftOut: Int

  /// A name for headings.
  package var heading: String { "\(suite), \(question.heading)" }

  /// Every suite and question with exact methods, in order of their names.
  ///
  /// Methods without a common problem are not compared: each family of methods is a comparison of its own.
  ///
  /// - Complexity: O(n log n).
  package static func all(
    in records: [Record], labels: MethodLabels
  ) -> [Comparison] {
    struct Key: Hashable {
      let suite: String
      let question: RunQuestion
    }
    var groups: [Key: [String: [Problem: [Run]]]] = [:]
    for record in records where record.method.name.isExact {
      let key = Key(suite: record.suite, question: record.question)
      groups[key, default: [:]][labels[record.method], default: [:]][
        Problem(of: record), default: []
      ].append(Run(of: record))
    }
    let keys = groups.keys.sorted {
      ($0.suite, $0.question.rank) < ($1.suite, $1.question.rank)
    }
    return keys.flatMap { key in
      comparisons(of: groups[key] ?? [:], suite: key.suite, question: key.question)
    }
  }

  private static func comparisons(
    of runs: [String: [Problem: [Run]]], suite: String, question: RunQuestion
  ) -> [Comparison] {
    return families(of: runs).map { methods in
      var counts: [Problem: Int] = [:]
      for method in methods {
        for problem in (runs[method] ?? [:]).keys { counts[problem, default: 0] += 1 }
      }
      let order = sorted(counts.filter { $0.value == methods.count }.keys)
      return Comparison(
        suite: suite, question: question,
        contenders: methods.map { method in
          Contender(method: method, runs: order.map { runs[method]?[$0] ?? [] })
        },
        problemCount: order.count, leftOut: counts.count - order.count)
    }
  }

  /// Methods that were given a common problem, directly or through others, in order of their names.
  private static func families(of runs: [String: [Problem: [Run]]]) -> [[String]] {
    var families: [(methods: [String], problems: Set<Problem>)] = []
    for (method, own) in runs.sorted(by: { $0.key < $1.key }) {
      var joined = (methods: [method], problems: Set(own.keys))
      families.removeAll { family in
        guard !family.problems.isDisjoint(with: own.keys) else { return false }
        joined = (family.methods + joined.methods, joined.problems.union(family.problems))
        return true
      }
      families.append(joined)
    }
    return families.map { $0.methods.sorted() }.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private static func sorted(_ problems: some Sequence<Problem>) -> [Problem] {
    problems.sorted {
      ($0.digest, $0.slots ?? Int.max, $0.load ?? -1)
        < ($1.digest, $1.slots ?? Int.max, $1.load ?? -1)
    }
  }
}

extension Comparison.Run {
  /// What a record says of its time.
  init(of record: Record) {
    ending = Comparison.Ending(of: record.outcome)
    seconds = ending == .solved ? record.effort.wallSeconds : record.limits.seconds
  }
}

extension Comparison.Ending {
  /// How an outcome is counted; a frontier is solved where all of its points are.
  init(of outcome: RunOutcome) {
    guard outcome.status == .done else {
      self = outcome.status == .timedOut ? .limited : .failed
      return
    }
    var terminations = outcome.termination.map { [$0] } ?? []
    if terminations.isEmpty, case .frontier(let points) = outcome.points {
      terminations = points.map(\.termination)
    }
    let isProven = !terminations.isEmpty && terminations.allSatisfy(\.isProof)
    let isLimited = terminations.contains { $0 == .timeLimit || $0 == .nodeLimit }
    self = isProven ? .solved : isLimited ? .limited : .unproven
  }
}
