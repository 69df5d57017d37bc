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
    case .response, .service, .dispatch, .speed: "s"
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
    case .service: "least total service time of the requests"
    case .dispatch: "response time against load"
    case .speed: "speed"
    }
  }
}

/// What runs of different methods have in common: the question they answer.
package struct Problem: Hashable, Sendable {
  /// The position of the instance in its ``LogIndex``.
  package let instance: Int
  /// What is asked; a point of a frontier asks for `frontier`.
  package let question: RunQuestion
  /// `n`, the most jobs in service at once, for a frontier that of the point; nil without a limit.
  package let slots: Int?
  /// The arrival rate as a share of the plan's total rate; nil where none is set.
  package let load: Double?
  /// A parameter of the method that changes the problem and is not in the instance's digest.
  package let setting: Int

  /// By what problems are sorted; without a limit they stand last.
  var slotsKey: Int { slots ?? Int.max }

  /// By what problems are sorted; without a load they stand first.
  var loadKey: Int { load.map { Int(truncatingIfNeeded: $0.bitPattern) } ?? -1 }

  /// Instance and slots tell nearly all problems apart.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(instance)
    hasher.combine(slots ?? 0)
  }
}

extension RunMethod {
  /// The parameter that changes the problem: requests of the predecessor's MILP, reservation of
  /// disjoint chains.
  func setting(for question: RunQuestion) -> Int {
    if name == .bprrMILP { return integer("requests") ?? 3 }
    return question == .disjoint ? integer("reservation") ?? 0 : 0
  }
}

extension PlanTermination {
  /// Whether the question is settled: proven best, within the gap asked for, or proven impossible.
  package var isProof: Bool { self == .optimal || self == .gapReached || self == .infeasible }
}
