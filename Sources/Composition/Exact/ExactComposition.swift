import Bounds
import LinearModels
import ServerChains

/// Server chain composition solved exactly: a plan and a proven bound for every question, with a
/// backend of the user's choice.
///
/// Rates and response times are worked on from both sides: column generation and branching bound
/// them, searches make plans. Where all patterns can be listed the best plan is proven; beyond that
/// plan and bound come back with the gap between them, and the answer says why it ended. Chains of
/// a given placement and groups of servers are columns of a MILP; where there are too many, the
/// answer is the greedy one with termination `heuristic`, a simple bound, and the count in its
/// reason.
///
/// ```swift
/// let path = "instances/example/worked-example.instance.json"
/// let exact = ExactComposition(
///   instance: try InstanceFile.read(path: path), options: ExactOptions(solver: CBCSolver()))
/// let answer = try exact.rate(slotLimit: 6)
/// print(answer.termination, answer.value ?? 0, "jobs/s")  // optimal 1.6917293233082704 jobs/s
/// ```
public struct ExactComposition {
  /// The instance.
  public let instance: Instance
  /// How the methods may work.
  public let options: ExactOptions

  /// Exact methods for an instance.
  public init(instance: Instance, options: ExactOptions) {
    self.instance = instance
    self.options = options
  }

  var solverName: String { "\(options.solver.name) \(options.solver.version)" }

  /// The answer to a question, with a plan and a proven bound.
  ///
  /// - Parameters:
  ///   - question: What to answer.
  ///   - slotLimit: `n`, the most slots; for the questions that take one.
  ///   - placement: Where the blocks are, for those that take one; nil lets the question make it.
  ///   - reservation: Jobs that every chain has cache for, for those that take it.
  /// - Throws: `InputError` where the instance does not state what the question needs or what
  ///   belongs to it is missing, `SolverError` where the backend breaks down, `CompositionFault`
  ///   for a defect.
  public func answer(
    _ question: Question, slotLimit: Int? = nil, placement: Placement? = nil,
    reservation: Int? = nil
  ) throws -> ExactAnswer {
    if let placement, question.terms.placement != .none {
      return try allocation(on: placement, question: question, slotLimit: slotLimit)
    }
    return switch question {
    case .rate: try rate(slotLimit: slotLimit)
    case .slots: try slots()
    case .response: try response()
    case .cache:
      throw InputError(
        "missing; the question cache is about a placement, give one", field: "placement")
    case .disjoint: try disjointChains(reservation: reservation)
    }
  }

  /// The greatest total rate over placements and capacities: `V_n` with a slot limit n, `V_∞`
  /// without.
  ///
  /// - Throws: `SolverError` where the backend breaks down, `CompositionFault` for a defect.
  public func rate(slotLimit: Int? = nil) throws -> ExactAnswer {
    try rate(slotLimit: slotLimit, deadline: Deadline(limit: options.timeLimit))
  }

  private func rate(slotLimit: Int?, deadline: Deadline) throws -> ExactAnswer {
    guard let limits = JointLimits(instance) else { return uncoverable(.rate, slotLimit) }
    let slots = min(slotLimit ?? .max, limits.maximumSlots)
    let start = JointStart(
      instance: instance, slotLimit: slots, isOver: isOver(deadline.part(Self.greedyShare)))
    var answer = try joint(
      .mostRate(slotLimit: slots), start: start, bound: limits.rateBound(slots: slots),
      limits: limits, deadline: deadline)
    answer.slotLimit = slotLimit
    return answer
  }

  /// The fewest slots that reach the required rate `λ/ρ̄`.
  ///
  /// BPCA, the paper's Eq. 5 (Documentation/Problem.md, "Questions").
  ///
  /// - Throws: `InputError` where the instance does not state λ and ρ̄; otherwise as `rate`.
  public func slots() throws -> ExactAnswer {
    let deadline = Deadline(limit: options.timeLimit)
    let required = try requiredRate(for: .slots)
    guard let limits = JointLimits(instance) else { return uncoverable(.slots, nil) }
    let bound = limits.slotBound(rate: required)
    guard bound <= limits.maximumSlots else {
      return infeasible(
        .slots,
        "\(limits.maximumSlots) slots at most, none faster than \(limits.fastest.rate)/s, "
          + "cannot reach the required \(required)/s"
      )
    }
    let start = JointStart(
      instance: instance, rate: required, isOver: isOver(deadline.part(Self.greedyShare)))
    var answer = try joint(
      .fewestSlots(
        rate: required, known: start?.design.totalSlots ?? limits.maximumSlots, atLeast: bound),
      start: start, bound: Double(bound), limits: limits, deadline: deadline)
    try explainMissingPlan(&answer, rate: required, deadline: deadline)
    return answer
  }

  /// Tells what rate can be had where the pattern MILP found no plan of the fewest slots; this may
  /// prove that there is none.
  private func explainMissingPlan(
    _ answer: inout ExactAnswer, rate required: Double, deadline: Deadline
  ) throws {
    let isOpen =
      answer.termination == .heuristic
      && options.obstacle(to: PatternSpace(instance: instance)) == nil
    guard !(options.solver is any LiveProgramSolver), answer.design == nil,
      answer.termination == .infeasible || isOpen
    else { return }
    let bound = try rate(slotLimit: nil, deadline: deadline).bound
    if let bound, !Verifier.reaches(bound, required) { answer.termination = .infeasible }
    guard answer.termination == .infeasible else { return }
    let words = bound.map { "no plan's total rate is above \($0)/s" } ?? "no plan is fast enough"
    answer.reason = "\(words); the required rate λ/ρ̄ is \(required)/s"
  }

  private func joint(
    _ goal: MasterGoal, start: JointStart?, bound: Double, limits: JointLimits, deadline: Deadline
  ) throws -> ExactAnswer {
    var state = SearchState(goal: goal, incumbent: start?.design, bound: bound)
    state.settle(gap: options.relativeGap)
    if state.termination != nil {
      return answer(from: state, start: start, deadline: deadline, usedSolver: false)
    }
    if try searchJointly(&state, limits: limits, deadline: deadline) {
      return answer(from: state, start: start, deadline: deadline, usedSolver: true)
    }
    if let obstacle = options.obstacle(to: PatternSpace(instance: instance)) {
      state.termination = .heuristic
      state.reason = options.simply(obstacle)
      return answer(from: state, start: start, deadline: deadline, usedSolver: false)
    }
    var search = PatternSearch(instance: instance, options: options)
    state = try search.solve(
      goal, incumbent: start?.design, bound: bound, deadline: deadline)
    return answer(from: state, start: start, deadline: deadline, usedSolver: true)
  }

  /// - Returns: False where the backend keeps no linear program alive.
  private func searchJointly(
    _ state: inout SearchState, limits: JointLimits, deadline: Deadline
  ) throws -> Bool {
    switch state.goal {
    case .mostRate(let slots):
      guard var search = JointSearch(instance: instance, options: options) else { return false }
      try search.solve(&state, slots: slots, fewer: nil, deadline: deadline)
    case .fewestSlots(let rate, _, _):
      guard
        var search = FewestSlots(
          state, instance: instance, options: options, rate: rate, limits: limits,
          deadline: deadline)
      else { return false }
      state = try search.run()
    }
    return true
  }

  /// What the greedy start may take of a time limit.
  static let greedyShare = 0.3

  /// Tells whether a deadline has passed or a stop was asked for.
  func isOver(_ deadline: Deadline) -> () -> Bool {
    { [stop = options.stop] in deadline.isOver(or: stop) }
  }

  func answer(
    from state: SearchState, start: JointStart?, deadline: Deadline, usedSolver: Bool
  ) -> ExactAnswer {
    var effort = state.effort
    effort.seconds = deadline.elapsedSeconds
    let isStart = state.design != nil && state.design == start?.design
    return ExactAnswer(
      question: state.goal.question, slotLimit: nil, design: state.design, value: state.value,
      bound: state.bound, termination: state.termination ?? .heuristic, reason: state.reason,
      method: isStart ? start?.method ?? .jointSearch : .jointSearch, effort: effort,
      solver: usedSolver ? solverName + branchingSolverName(effort) : nil)
  }

  private func branchingSolverName(_ effort: ExactEffort) -> String {
    guard effort.usedBranchingSolver, let solver = options.branchingSolver else { return "" }
    return ", branching by \(solver.name) \(solver.version)"
  }

  func requiredRate(for question: Question) throws(InputError) -> Double {
    guard let required = instance.requiredRate else {
      throw question.missing(question.terms.missingField(of: instance) ?? "maximumLoad")
    }
    return required
  }

  func uncoverable(_ question: Question, _ slotLimit: Int?) -> ExactAnswer {
    var answer = infeasible(
      question,
      "the servers can hold \(instance.coverableBlocks) of \(instance.blocks) blocks "
        + "with one job's cache"
    )
    answer.slotLimit = slotLimit
    return answer
  }

  func infeasible(_ question: Question, _ reason: String) -> ExactAnswer {
    ExactAnswer(
      question: question, slotLimit: nil, design: nil, value: nil, bound: nil,
      termination: .infeasible, reason: reason, method: .patternMILP, effort: ExactEffort(),
      solver: nil)
  }
}

extension PlanMethod {
  /// Column generation, improvement search and branching on ends.
  static let jointSearch = PlanMethod(name: "joint-search")
  /// All designs, one by one.
  static let enumeration = PlanMethod(name: "enumeration")
  /// The pattern master with alignment cuts.
  static let patternMILP = PlanMethod(name: "pattern-milp")
}
