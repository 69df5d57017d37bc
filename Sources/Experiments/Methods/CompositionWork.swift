import Composition
import ServerChains

/// The methods that compose.
extension MethodWork {
  func exact() throws -> RunResult {
    let composition = ExactComposition(instance: instance, options: try options())
    guard let question = request.question.composed else { return try frontier(composition) }
    // A placement that a question is about is the greedy one.
    let answer = try composition.answer(
      question, slotLimit: request.slots,
      placement: question.terms.placement == .required ? try greedyPlacement() : nil,
      reservation: method.integer("reservation"))
    trajectory.add(value: answer.value, bound: answer.bound)
    return try result(of: answer, greedy: try greedyValue())
  }

  /// The placement of the greedy plan of the greatest rate.
  private func greedyPlacement() throws(InputError) -> Placement {
    guard let greedy = GreedyComposition.ofGreatestRate(instance: instance) else {
      throw InputError(
        "no greedy placement has a chain; take an instance with more memory", field: "servers")
    }
    return greedy.design.placement
  }

  /// The greedy plan's value for the question.
  private func greedyValue() throws(InputError) -> Double? {
    switch request.question {
    case .rate:
      if let slots = request.slots {
        return GreedyComposition.fastest(slotLimit: slots, of: instance)?.design.totalRate
      }
      return GreedyComposition.ofGreatestRate(instance: instance)?.design.totalRate
    case .slots:
      guard let required = instance.requiredRate else { return nil }
      return GreedyComposition.fewestSlots(reaching: required, of: instance)
        .map { Double($0.slots) }
    case .response:
      return try GreedyComposition.judgedResponse(of: instance)
    case .cache:
      let placement = try greedyPlacement()
      return request.slots.map {
        CacheAllocation.greedy(on: placement, of: instance, slotLimit: $0).totalRate
      } ?? CacheAllocation.greedy(on: placement, of: instance).totalRate
    case .disjoint, .frontier, .service, .dispatch, .speed:
      return nil
    }
  }

  private func frontier(_ composition: ExactComposition) throws -> RunResult {
    let points = try composition.frontier(slots: Array(1...(request.slots ?? 1)))
    for point in points where point.answer.design != nil {
      _ = try point.answer.plan(for: instance)
    }
    let entries = points.map {
      FrontierEntry(
        slots: $0.slots, value: $0.answer.value, bound: $0.answer.bound, greedy: $0.greedy,
        termination: $0.answer.termination)
    }
    guard let last = points.last else { return .failed("a frontier has at least one point") }
    var result = try result(of: last.answer, greedy: last.greedy)
    result.outcome.points = .frontier(entries)
    // Proven as a whole only where every point is.
    result.outcome.termination =
      entries.map(\.termination).first { $0 != .optimal } ?? last.answer.termination
    result.nodes = points.reduce(0) { $0 + $1.answer.effort.nodes }
    return result
  }

  func greedy() throws -> RunResult {
    guard request.question == .frontier else {
      let value = try greedyValue()
      return RunResult(
        RunOutcome(
          status: .done, termination: value == nil ? .infeasible : .heuristic, value: value,
          greedy: value))
    }
    let slots = Array(1...(request.slots ?? 1))
    let designs = GreedyComposition.fastest(slotLimits: slots, of: instance)
    let entries = zip(slots, designs).map { slots, found in
      let value = found?.design.totalRate
      return FrontierEntry(
        slots: slots, value: value, bound: nil, greedy: value,
        termination: value == nil ? .infeasible : .heuristic)
    }
    let last = entries.last?.value
    return RunResult(
      RunOutcome(
        status: .done, termination: last == nil ? .infeasible : .heuristic, value: last,
        greedy: last, points: .frontier(entries)))
  }

  func bound() throws -> RunResult {
    let composition = PlainComposition(
      ExactComposition(instance: instance, options: try options()))
    let slots = request.slots ?? 1
    guard request.question == .frontier else {
      let answer = try composition.rateBound(slots: slots)
      return try result(of: answer, greedy: try greedyValue())
    }
    var entries: [FrontierEntry] = []
    var columns = 0
    for count in 1...slots {
      let answer = try composition.rateBound(slots: count)
      columns = max(columns, answer.effort.columns)
      entries.append(
        FrontierEntry(
          slots: count, value: nil, bound: answer.bound, greedy: nil,
          termination: answer.termination))
    }
    return RunResult(
      RunOutcome(
        status: .done, termination: entries.last?.termination, bound: entries.last?.bound,
        points: .frontier(entries)), columns: columns)
  }

  func plainMILP() throws -> RunResult {
    let answer = try PlainComposition(
      ExactComposition(instance: instance, options: try options())
    ).milp(request.question == .slots ? .slots : .rate, slotLimit: request.slots)
    return try result(of: answer, greedy: try greedyValue())
  }

  func bprrMILP() throws -> RunResult {
    let answer = try BPRRComparison(
      instance: instance, requests: method.integer("requests") ?? 3
    ).solve(try options())
    let plan = answer.design.map {
      Plan(design: $0, for: instance, method: PlanMethod(name: "bprr-milp"), outcome: nil)
    }
    return RunResult(
      RunOutcome(
        status: .done, message: answer.words, termination: answer.termination,
        value: answer.value, bound: answer.bound, trajectory: trajectory.points,
        plan: request.keepsPlan ? plan.map(PlanFile.document) : nil),
      nodes: answer.nodes, columns: answer.columns)
  }

  /// The median time of several greedy compositions.
  func greedySpeed() -> RunResult {
    let reservation = method.integer("reservation") ?? 1
    let count = method.integer("compositions") ?? 5
    var seconds: [Double] = []
    for _ in 0..<count {
      let began = ContinuousClock.now
      let composed = GreedyComposition(instance: instance, reservation: reservation, stop: .all)
      seconds.append((ContinuousClock.now - began) / .seconds(1))
      guard !composed.design.chains.isEmpty else {
        return .failed("reservation \(reservation) leaves no chain; reserve for fewer jobs")
      }
    }
    seconds.sort()
    let median = (seconds[(count - 1) / 2] + seconds[count / 2]) / 2
    return RunResult(RunOutcome(status: .done, value: median))
  }
}
