import Bounds
import LinearModels
import ServerChains

extension ExactComposition {
  /// The fewest disjoint chains that reach the required rate with cache for `reservation` jobs on
  /// each.
  ///
  /// The paper's Eq. 7 (Documentation/Problem.md, "Questions").
  ///
  /// - Parameter reservation: `c ≥ 1`; nil takes the one of least `c·K(c)` among the greedy
  ///   placements, or 1.
  public func disjointChains(reservation: Int? = nil) throws -> ExactAnswer {
    let deadline = Deadline(limit: options.timeLimit)
    let required = try requiredRate(for: .disjoint)
    let reservation = reservation ?? surrogateReservation(isOver(deadline.part(Self.greedyShare)))
    precondition(reservation >= 1, "Disjoint chains reserve cache for at least one job.")
    let groups = DisjointGroups(instance: instance, reservation: reservation)
    let target = required / Double(reservation)
    let greedy = greedyGroups(groups, target: target)
    var answer = ExactAnswer(
      question: .disjoint, slotLimit: nil, design: greedy.map(groups.design),
      value: greedy.map { Double($0.count) }, bound: greedy == nil ? nil : 1,
      termination: .heuristic, reason: nil,
      method: PlanMethod(name: "gbp-cr", reservation: reservation, stop: "rate"),
      effort: ExactEffort(), solver: nil)
    let count = groups.count
    if greedy?.count == 1 {
      answer.termination = .optimal
    } else if count == 0 {
      answer.termination = .infeasible
      answer.reason = uncoverableReason(reservation: reservation)
    } else if count > Double(options.columnLimit) {
      answer.reason = options.tooMany(count, "groups of servers")
    } else {
      try solveDisjoint(&answer, groups: groups, target: target, deadline: deadline)
    }
    answer.effort.seconds = deadline.elapsedSeconds
    return answer
  }

  /// GBP-CR's chains, where they reach the target.
  private func greedyGroups(_ groups: DisjointGroups, target: Double) -> [[Int]]? {
    let chains = BlockPlacement(
      instance: instance, reservation: groups.reservation, stop: .rate
    ).chains
    let rate = chains.reduce(0) { $0 + groups.rate(of: $1) }
    return Verifier.reaches(rate, target) ? chains : nil
  }

  private func solveDisjoint(
    _ answer: inout ExactAnswer, groups: DisjointGroups, target: Double, deadline: Deadline
  ) throws {
    let columns = groups.all()
    let master = groupMaster(columns, groups: groups, deadline: deadline)
    let solution = try master.fewest(reaching: target, start: nil)
    answer.solver = solverName
    answer.effort = solution.effort
    if let counts = solution.counts {
      let chosen = zip(columns, counts).filter { $0.1 > 0 }.map(\.0)
      if Double(chosen.count) < answer.value ?? .infinity {
        answer.design = groups.design(of: chosen)
        answer.value = Double(chosen.count)
        answer.method = PlanMethod(
          name: "disjoint-milp", reservation: groups.reservation)
      }
    }
    answer.bound = max(1, solution.bound ?? 1)
    settle(&answer, solution)
    if answer.termination == .infeasible {
      answer.bound = nil
      answer.reason =
        "no disjoint chains with cache for \(groups.reservation) jobs each reach the required rate "
        + "\(target * Double(groups.reservation))/s"
    }
  }

  /// Best where plan and bound meet, whatever the backend says.
  private func settle(_ answer: inout ExactAnswer, _ solution: PackingMaster.Solution) {
    if let value = answer.value, let bound = answer.bound, bound >= value {
      (answer.termination, answer.reason, answer.bound) = (.optimal, nil, value)
    } else if options.relativeGap > 0, let gap = answer.gap, gap <= options.relativeGap {
      (answer.termination, answer.reason) = (.gapReached, nil)
    } else {
      (answer.termination, answer.reason) = solution.unsettled(hasPlan: answer.value != nil)
    }
  }

  private func uncoverableReason(reservation: Int) -> String {
    let held = instance.servers.indices.reduce(0) {
      $0 + instance.hosted(by: $1, reservation: reservation)
    }
    let jobs = reservation == 1 ? "one job's cache" : "cache for \(reservation) jobs"
    return "the servers can hold \(held) of \(instance.blocks) blocks with \(jobs)"
  }

  private func surrogateReservation(_ isOver: @escaping () -> Bool = { false }) -> Int {
    GreedyComposition.tunedBySurrogate(instance: instance, stop: .rate, isOver: isOver)?
      .reservation ?? 1
  }

  private func groupMaster(
    _ columns: [[Int]], groups: DisjointGroups, deadline: Deadline
  ) -> PackingMaster {
    PackingMaster(
      name: "\(instance.name)-disjoint",
      columns: columns.map { group in
        PackingMaster.Column(
          rate: groups.rate(of: group), limit: 1, uses: group.map { ($0, 1) })
      },
      capacities: Array(repeating: 1, count: instance.servers.count), options: options,
      deadline: deadline)
  }

  func disjointModel(reservation: Int?) throws(InputError) -> Model {
    let required = try requiredRate(for: .disjoint)
    let groups = DisjointGroups(
      instance: instance, reservation: reservation ?? surrogateReservation())
    try requireEnumerable(groups.count, "groups of servers")
    let master = groupMaster(groups.all(), groups: groups, deadline: Deadline(limit: nil))
    return master.model(.fewest(rate: required / Double(groups.reservation), atLeast: 1)).model
  }
}
