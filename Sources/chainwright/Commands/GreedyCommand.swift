import Composition
import LinearModels
import ServerChains

/// `greedy`: GBP-CR and GCA.
enum GreedyCommand: Command {
  static let name = "greedy"
  static let summary = "Compose chains greedily as arXiv 2604.14993 does: GBP-CR, then GCA."
  static let discussion = [
    "GBP-CR(c) places blocks with cache for c jobs on each of them, the fastest servers per block "
      + "first, until the disjoint chains reach λ/ρ̄ (--stop rate) or the servers run out (--stop "
      + "all). GCA then gives the fastest chain all the slots it can have, again and again.",
    "With --reservation auto every c is tried and judged by --criterion: the lower or upper bound "
      + "of the mean response time, that time itself by JFFC's chain (exact) or by a simulation "
      + "of 100000 jobs (simulated), or c·K(c), the slots of the disjoint chains (surrogate).",
  ]
  static let positionals = [Positional(name: "INSTANCE", help: "The instance file.")]
  static let options: [Option] = [
    .value("--reservation", "auto|C", default: "auto", "Jobs to reserve cache for, or auto."),
    .value(
      "--criterion", "NAME", default: "lower",
      allowed: ReservationCriterion.allCases.map(\.rawValue),
      "What --reservation auto makes least."),
    .value(
      "--stop", "WHEN", default: "rate", allowed: ChainStop.allCases.map(\.rawValue),
      "When GBP-CR stops making chains."),
    PlanOutput.option, .json,
  ]
  static let examples = [
    "chainwright greedy instances/example/worked-example.instance.json",
    "chainwright greedy cluster.instance.json --reservation 4 --stop all -o cluster.plan.json",
  ]

  static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
    let criterion = ReservationCriterion(rawValue: arguments.text("--criterion") ?? "") ?? .lower
    let stop = ChainStop(rawValue: arguments.text("--stop") ?? "") ?? .rate
    let reservation = try fixedReservation(arguments)
    let path = arguments.positional("INSTANCE")
    let instance = try InstanceFile.read(path: path)
    let began = ContinuousClock.now
    guard instance.coverableBlocks == instance.blocks else {
      try show(nil, instance, reason: uncoverable(instance), began, arguments)
      return .done
    }
    if let reservation {
      let composition = GreedyComposition(
        instance: instance, reservation: reservation, stop: stop)
      try show(
        composition, instance, stop: stop,
        reason: composition.design.chains.isEmpty
          ? "no chain holds all \(instance.blocks) blocks with cache for \(reservation) jobs" : nil,
        began, arguments)
      return .done
    }
    try requireLoad(instance, criterion: criterion, path: path)
    let choice = try Interruption.run { token in
      try GreedyChoice(instance: instance, criterion: criterion, stop: stop, token: token)
    } salvage: { _ in
      nil
    }
    try show(
      choice.composition, instance, criterion: choice.isTuned ? criterion : nil,
      stop: choice.isTuned ? stop : .all, reason: choice.reason, isWhole: choice.isWhole, began,
      arguments)
    return .done
  }

  private static func fixedReservation(_ arguments: ParsedArguments) throws(UsageError) -> Int? {
    guard arguments.text("--reservation") != "auto" else { return nil }
    guard !arguments.isGiven("--criterion") else {
      throw arguments.error("--criterion judges --reservation auto only; leave one of them out")
    }
    return try arguments.integer("--reservation", in: 1...1_000_000_000)
  }

  private static func requireLoad(
    _ instance: Instance, criterion: ReservationCriterion, path: String
  ) throws(InputError) {
    let missing =
      instance.arrivalRate == nil
      ? "arrivalRate" : criterion == .surrogate && instance.maximumLoad == nil ? "maximumLoad" : nil
    if let missing {
      throw InputError(
        "missing; --reservation auto needs it, add it or give --reservation C", field: missing,
        file: path)
    }
  }

  private static func uncoverable(_ instance: Instance) -> String {
    "the servers can hold \(instance.coverableBlocks) of \(instance.blocks) "
      + "blocks with one job's cache"
  }

  private static func show(
    _ composition: GreedyComposition?, _ instance: Instance,
    criterion: ReservationCriterion? = nil, stop: ChainStop = .all, reason: String?,
    isWhole: Bool = true, _ began: ContinuousClock.Instant, _ arguments: ParsedArguments
  ) throws {
    let design =
      composition?.design
      ?? Design(placement: Placement(serverCount: instance.servers.count), chains: [])
    let outcome = PlanOutcome(
      question: .rate, value: design.chains.isEmpty ? nil : design.totalRate, bound: nil,
      termination: !isWhole ? .interrupted : composition == nil ? .infeasible : .heuristic,
      seconds: (ContinuousClock.now - began) / .seconds(1), reason: reason,
      response: composition?.response.map { $0.lower...$0.upper })
    let plan = Plan(
      design: design, for: instance,
      method: PlanMethod(
        name: "gbp-cr+gca", reservation: composition?.reservation,
        criterion: criterion?.rawValue, stop: stop.rawValue),
      outcome: outcome)
    try PlanOutput(instance: instance, plan: plan).show(arguments)
  }
}

/// The greedy plan of the best reservation, as far as the choice came.
private struct GreedyChoice: Sendable {
  let composition: GreedyComposition?
  /// Whether the plan is the criterion's choice: it bears the load.
  let isTuned: Bool
  /// Whether every reservation was tried.
  let isWhole: Bool

  init(
    instance: Instance, criterion: ReservationCriterion, stop: ChainStop, token: StopToken
  ) throws(InputError) {
    let isOver: @Sendable () -> Bool = { token.isStopRequested }
    let tuned = try GreedyComposition.tuned(
      instance: instance, criterion: criterion, stop: stop, isOver: isOver)
    isTuned = tuned != nil
    composition = tuned ?? GreedyComposition.ofGreatestRate(instance: instance, isOver: isOver)
    isWhole = !token.isStopRequested
  }

  var reason: String? {
    guard !isTuned else { return nil }
    return isWhole
      ? "no reservation bears the load; this is the greedy plan of the greatest rate"
      : "no reservation tried so far bears the load"
  }
}
