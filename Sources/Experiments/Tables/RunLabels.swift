import ServerChains

extension MethodName {
  /// Whether the method looks for a best plan and a proof, so that its time can be compared.
  package var isExact: Bool { self == .exact || self == .plainMILP || self == .bprrMILP }
}

extension RunQuestion {
  /// Whether a greater value is better.
  package var isMaximized: Bool { self == .rate || self == .cache || self == .frontier }

  /// The unit of value, bound and greedy value; nil for counts.
  package var unit: String? {
    switch self {
    case .rate, .cache, .frontier: "jobs/s"
    case .response, .dispatch, .speed: "s"
    case .slots, .disjoint: nil
    }
  }

  /// Decimals that tell values apart.
  package var decimals: Int { unit == nil ? 0 : 6 }

  /// What is asked, as a heading.
  package var heading: String {
    switch self {
    case .rate: "greatest total rate"
    case .frontier: "frontier V_n"
    case .cache: "greatest total rate on the greedy placement"
    case .slots: "fewest slots"
    case .disjoint: "fewest disjoint chains"
    case .response: "least mean response time"
    case .dispatch: "response time against load"
    case .speed: "speed"
    }
  }
}

/// What runs of different methods have in common: the question they answer.
package struct Problem: Hashable, Sendable {
  /// The instance's digest.
  package let digest: String
  package let question: RunQuestion
  package let slots: Int?
  package let load: Double?

  /// The problem of a run.
  package init(of record: Record) {
    digest = record.instance.digest
    question = record.question
    slots = record.slots
    load = record.load
  }

  /// A point of a frontier.
  package init(of record: Record, slots: Int) {
    digest = record.instance.digest
    question = .frontier
    self.slots = slots
    load = nil
  }
}

extension PlanTermination {
  /// Whether the question is settled: proven best, within the gap asked for, or proven impossible.
  package var isProof: Bool { self == .optimal || self == .gapReached || self == .infeasible }
}
