import Bounds
import LinearModels
import ServerChains

/// Parts of the exact method by themselves, to compare it with.
package struct PlainComposition {
  private let exact: ExactComposition
  private var instance: Instance { exact.instance }
  private var options: ExactOptions { exact.options }

  /// Parts of an exact method with the options that the whole has.
  package init(_ exact: ExactComposition) { self.exact = exact }

  /// A question's pattern master as one MILP, given to the backend as it is: no start, no cut, no
  /// branching of ours.
  ///
  /// Its bound bounds the answer. Its point is a plan where the patterns can be given positions;
  /// where they cannot, there is no value.
  ///
  /// - Parameter question: `.rate` or `.slots`.
  /// - Throws: `InputError` where the model cannot be made, `SolverError` where the backend breaks
  ///   down.
  package func milp(_ question: Question, slotLimit: Int? = nil) throws -> ExactAnswer {
    let deadline = Deadline(limit: options.timeLimit)
    let master = try exact.patternMaster(question, slotLimit: slotLimit)
    var parameters = SolveParameters(
      timeLimit: deadline.remaining, relativeGap: options.relativeGap, threads: options.threads)
    parameters.stop = options.stop
    if let progress = options.progress {
      let scale = master.objectiveScale
      parameters.progress = { solve in
        progress(
          ExactProgress(
            design: nil, incumbent: nil, bound: solve.bound.map { $0 * scale }, rounds: 1,
            phase: "one MILP, \(solve.nodes) nodes"))
      }
    }
    let outcome = try options.solver.solve(master.model, parameters)
    var effort = ExactEffort()
    effort.columns = master.model.variableCount
    effort.rounds = 1
    effort.nodes = outcome.nodes ?? 0
    var answer = ExactAnswer(
      question: question, slotLimit: slotLimit, design: nil, value: nil,
      bound: outcome.bound.map { safe($0 * master.objectiveScale, question) },
      termination: PlanTermination(outcome.termination), reason: nil,
      method: PlanMethod(name: "plain-milp"), effort: effort, solver: exact.solverName)
    if let point = outcome.point {
      take(master.used(at: point), into: &answer)
    }
    answer.effort.seconds = deadline.elapsedSeconds
    return answer
  }

  /// An upper bound on `V_n` by column generation alone, without a plan.
  ///
  /// - Throws: `SolverError` where the backend breaks down or keeps no linear program alive.
  package func rateBound(slots: Int) throws -> ExactAnswer {
    let deadline = Deadline(limit: options.timeLimit)
    guard let limits = JointLimits(instance), var bounds = FrontierBound(instance: instance) else {
      return exact.uncoverable(.rate, slots)
    }
    let solver = try options.solver.keepingPrograms
    let useful = min(slots, limits.maximumSlots)
    let certificate = try bounds.certify(
      .atMost(useful), solver: solver, deadline: deadline, stop: options.stop)
    var effort = ExactEffort()
    effort.columns = bounds.patterns.count
    effort.rounds = certificate.rounds
    effort.seconds = deadline.elapsedSeconds
    return ExactAnswer(
      question: .rate, slotLimit: slots, design: nil, value: nil,
      bound: min(SafeBound.upper(certificate.bound), limits.rateBound(slots: useful)),
      termination: deadline.isOver ? .timeLimit : .heuristic, reason: nil,
      method: PlanMethod(name: "column-generation"), effort: effort, solver: exact.solverName)
  }

  /// The patterns of a solution as a design, where they can be given positions.
  private func take(
    _ used: [(pattern: Pattern, capacity: Int)], into answer: inout ExactAnswer
  ) {
    switch Alignment.find(used.map(\.pattern), serverCount: instance.servers.count) {
    case .aligned(let ends):
      let design = Alignment.design(of: used, ends: ends, instance: instance)
      answer.design = design
      answer.value = answer.question.value(of: design)
    case .impossible, .undecided:
      answer.reason =
        "the patterns of the MILP's solution cannot be given positions: its optimum is only a bound"
      if answer.termination == .optimal { answer.termination = .heuristic }
    }
  }

  private func safe(_ bound: Double, _ question: Question) -> Double {
    question == .slots ? SafeBound.wholeLower(bound) : SafeBound.upper(bound)
  }
}
