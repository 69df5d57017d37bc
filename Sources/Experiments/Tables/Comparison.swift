import ServerChains

/// Exact methods on the problems that all of them were given: what run times and profiles are made
/// of.
package struct Comparison: Sendable {
  /// One run of a method on a problem.
  package struct Run: Sendable {
    /// Wall-clock seconds; the limit where the problem was not solved.
    package let seconds: Double
    /// How the run counts: only a solved one has a time of its own.
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

  /// The name of the suite; runs of two suites are never compared.
  package let suite: String
  /// The question that all of the problems ask.
  package let question: RunQuestion
  /// The methods, in order of their names, each with runs of every problem.
  package let contenders: [Contender]
  /// How many problems are compared.
  package let problemCount: Int
  /// How many are left out because not every method was given them.
  package let leftOut: Int

  /// The position among the families of methods of this suite and question.
  package let family: Int

  /// A short word for files and links.
  package var key: String {
    "\(suite)-\(question.rawValue)" + (family > 0 ? "-\(family + 1)" : "")
  }

  /// A name for headings.
  package var heading: String { "\(suite), \(question.heading)" }

  /// A number of problems in words that stay on one line.
  static func words(_ problems: Int) -> String {
    "\(problems)\u{A0}problem\(problems == 1 ? "" : "s")"
  }

  /// Every suite and question with exact methods, in order of their names.
  ///
  /// Methods without a common problem are not compared: each family of methods is a comparison of
  /// its own.
  ///
  /// - Complexity: O(n log n).
  package static func all(in log: LogIndex) -> [Comparison] {
    let entries = Entry.all(in: log)
    return entries.chunked { $0.isSameQuestion(as: $1) }.flatMap {
      comparisons(of: $0, in: log)
    }
  }

  /// The comparisons of one suite and question.
  private static func comparisons(of entries: ArraySlice<Entry>, in log: LogIndex) -> [Comparison] {
    guard let first = entries.first else { return [] }
    let problems = entries.chunked { $0.isSameProblem(as: $1) }
    return families(of: problems).enumerated().map { number, family in
      var runs: [[[Run]]] = Array(repeating: [], count: family.count)
      var leftOut = 0
      for problem in problems where problem.contains(where: { family.contains($0.label) }) {
        let byMethod = problem.chunked { $0.label == $1.label }
        guard byMethod.count == family.count else {
          leftOut += 1
          continue
        }
        for (position, entries) in byMethod.enumerated() {
          runs[position].append(entries.map { run($0.record, in: log) })
        }
      }
      return Comparison(
        suite: log.suites[first.suite], question: log.records[first.record].question,
        contenders: zip(family, runs).map {
          Contender(method: log.labels.names[$0], runs: $1)
        },
        problemCount: runs.first?.count ?? 0, leftOut: leftOut, family: number)
    }
  }

  /// What a record says of its time.
  private static func run(_ index: Int, in log: LogIndex) -> Run {
    let ending = Ending(
      log.records[index].outcome.status, log.records[index].outcome.termination,
      log.records[index].outcome.points)
    return Run(
      seconds: ending == .solved
        ? log.records[index].effort.wallSeconds : log.records[index].limits.seconds,
      ending: ending)
  }

  /// Methods that were given a common problem, directly or through others, in order of their names.
  private static func families(of problems: [ArraySlice<Entry>]) -> [[Int]] {
    var families: [Set<Int>] = []
    var seen: Set<Set<Int>> = []
    for problem in problems {
      var joined = Set(problem.lazy.map(\.label))
      guard seen.insert(joined).inserted else { continue }
      families.removeAll { family in
        guard !family.isDisjoint(with: joined) else { return false }
        joined.formUnion(family)
        return true
      }
      families.append(joined)
    }
    return families.map { $0.sorted() }.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// A run with its place: those of a suite and question stand together, in these those of a
  /// problem, in these those of a method.
  private struct Entry {
    let key: SortKey
    let suite: Int
    let label: Int
    let record: Int

    static func all(in log: LogIndex) -> [Entry] {
      log.records.indices.filter { log.records[$0].method.name.isExact }
        .map { Entry($0, in: log) }.sorted { $0.key < $1.key }
    }

    private init(_ index: Int, in log: LogIndex) {
      let (place, problem) = (log.places[index], log.problem(index))
      (suite, label, record) = (place.suite, place.label, index)
      key = SortKey([
        suite, problem.question.rank, problem.instance, problem.slotsKey, problem.loadKey,
        problem.setting, label, index, 0, 0,
      ])
    }

    func isSameQuestion(as other: Entry) -> Bool { key.isSame(as: other.key, to: 2) }

    func isSameProblem(as other: Entry) -> Bool { key.isSame(as: other.key, to: 6) }
  }
}

extension RandomAccessCollection where SubSequence == ArraySlice<Element>, Index == Int {
  /// The stretches in which every two neighbours belong together.
  func chunked(_ belong: (Element, Element) -> Bool) -> [ArraySlice<Element>] {
    guard var start = indices.first else { return [] }
    var chunks: [ArraySlice<Element>] = []
    for index in indices.dropFirst() where !belong(self[index - 1], self[index]) {
      chunks.append(self[start..<index])
      start = index
    }
    chunks.append(self[start..<endIndex])
    return chunks
  }
}

extension Comparison.Ending {
  /// How an outcome is counted; a frontier is solved where all of its points are.
  fileprivate init(_ status: RunStatus, _ termination: PlanTermination?, _ points: RunPoints) {
    guard status == .done else {
      self = status == .timedOut ? .limited : .failed
      return
    }
    var terminations = termination.map { [$0] } ?? []
    if terminations.isEmpty, case .frontier(let points) = points {
      terminations = points.map(\.termination)
    }
    let isProven = !terminations.isEmpty && terminations.allSatisfy(\.isProof)
    let isLimited = terminations.contains { $0 == .timeLimit || $0 == .nodeLimit }
    self = isProven ? .solved : isLimited ? .limited : .unproven
  }
}
