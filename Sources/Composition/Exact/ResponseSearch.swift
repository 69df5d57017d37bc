import LinearModels
import Queueing
import ServerChains

/// A proof of how small the mean response time of *any* design can be (problem.md, section 2).
///
/// With n jobs in the system, whatever the placement, the capacities and the dispatch, jobs leave at a rate of at most
/// `V_n ≤ U_n`. The birth–death chain with death rates `U_1, U_2, …` therefore has no more jobs, and by Little's law no
/// longer response, than any design.
struct ResponseCertificate {
  /// Safe: no design's mean response time is below it, in seconds.
  private(set) var bound = 0.0
  /// `U_n` for n = 1, 2, … as far as they were computed.
  private(set) var rates: [Double] = []
  private let arrivalRate: Double
  private let maximumSlots: Int

  init(arrivalRate: Double, maximumSlots: Int) {
    self.arrivalRate = arrivalRate
    self.maximumSlots = maximumSlots
  }

  /// The greatest rate any number of slots could have, as far as is known.
  var greatestRate: Double {
    guard let last = rates.last else { return .infinity }
    return last * Double(maximumSlots) / Double(rates.count)
  }

  /// Takes `U_n` for the next n; tells how much of the bound, relatively, later ones could still add.
  mutating func add(_ rate: Double) -> Double {
    rates.append(max(rate, rates.last ?? 0))
    // n/m · V_m bounds V_n for n > m: a design's m fastest slots have at least m/n of its rate.
    let count = Double(rates.count)
    let last = rates[rates.count - 1]
    let later = stride(from: rates.count + 1, through: maximumSlots, by: 1).map {
      last * Double($0) / count
    }
    guard
      let proven = BirthDeathChain.meanResponse(
        deathRates: rates + later, arrivalRate: arrivalRate)
    else { return 0 }
    bound = max(bound, proven * (1 - Verifier.relativeTolerance))
    // If all later rates were this one, the bound would be as great as it can become.
    guard
      let greatest = BirthDeathChain.meanResponse(deathRates: rates, arrivalRate: arrivalRate)
    else { return .infinity }
    return greatest / proven - 1
  }
}

/// Designs judged by their response time under JFFC.
struct ResponseJudge {
  let instance: Instance
  let arrivalRate: Double
  private(set) var best: (design: Design, value: Double, bounds: ResponseBounds)?

  /// States up to which the response is computed exactly rather than bounded.
  private static let stateLimit = 100_000

  init(instance: Instance, arrivalRate: Double) {
    self.instance = instance
    self.arrivalRate = arrivalRate
  }

  /// Judges a design by its exact mean response where the chain is small enough, else by the upper bound.
  mutating func consider(_ design: Design) {
    guard let bounds = ResponseBounds(of: design, arrivalRate: arrivalRate),
      bounds.lower < best?.value ?? .infinity,
      let system = ChainSystem(of: design, instance: instance)
    else { return }
    var value = bounds.upper
    if case .solved(let exact) = ExactChain.solve(
      system, arrivalRate: arrivalRate, stateLimit: Self.stateLimit)
    {
      value = min(max(exact.meanResponse, bounds.lower), bounds.upper)
    }
    if value < best?.value ?? .infinity { best = (design, value, bounds) }
  }

  /// Judges a placement with GCA on it: all its slots, and its fastest ones.
  mutating func consider(_ placement: Placement) {
    let design = CacheAllocation.greedy(on: placement, of: instance)
    consider(design)
    var slots = 0
    for composed in design.chains.dropLast() {
      slots += composed.capacity
      consider(design.fastestSlots(slots))
    }
  }
}

extension ExactComposition {
  /// The least mean response time: a plan, and a certificate that holds for every design and every dispatch.
  ///
  /// Plans come from greedy placements and from improvement searches for several numbers of slots; each is judged by its
  /// exact response under JFFC where the chain is small, else by the upper bound of section 5.
  ///
  /// - Throws: `InputError` where the instance states no arrival rate; `SolverError` where the backend keeps no linear
  ///   program alive.
  public func response() throws -> ExactAnswer {
    guard let arrivalRate = instance.arrivalRate else {
      throw InputError(
        "missing; the question response needs it, add it to the instance", field: "arrivalRate")
    }
    guard let solver = options.solver as? any LiveProgramSolver else {
      throw SolverError.unavailable(
        "\(options.solver.name) keeps no linear program alive; use --solver glpk or cbc")
    }
    let deadline = Deadline(limit: options.timeLimit)
    guard let limits = JointLimits(instance), var bounds = FrontierBound(instance: instance) else {
      return uncoverable(.response, nil)
    }
    var certificate = ResponseCertificate(
      arrivalRate: arrivalRate, maximumSlots: limits.maximumSlots)
    var judge = ResponseJudge(instance: instance, arrivalRate: arrivalRate)
    for placement in GreedyComposition.placements(
      of: instance, slotLimit: limits.maximumSlots, count: .max)
    {
      judge.consider(placement)
    }
    var effort = ExactEffort()
    try certify(&certificate, &bounds, judge, solver, deadline, &effort)
    effort.columns = bounds.patterns.count
    if certificate.greatestRate <= arrivalRate {
      return infeasible(
        .response,
        "no design serves \(arrivalRate) jobs/s: the greatest rate is \(certificate.greatestRate)/s"
      )
    }
    let termination = search(&judge, certificate, limits, deadline)
    return responseAnswer(judge, certificate, termination, effort, deadline)
  }

  private func report(_ judge: ResponseJudge, _ certificate: ResponseCertificate, _ phase: String) {
    options.progress?(
      ExactProgress(
        design: judge.best?.design, incumbent: judge.best?.value, bound: certificate.bound,
        rounds: certificate.rates.count, phase: phase))
  }

  /// Computes `U_1, U_2, …` until later ones could hardly raise the bound.
  private func certify(
    _ certificate: inout ResponseCertificate, _ bounds: inout FrontierBound,
    _ judge: ResponseJudge, _ solver: any LiveProgramSolver, _ deadline: Deadline,
    _ effort: inout ExactEffort
  ) throws {
    if let design = judge.best?.design {
      bounds.add(design.chains.map { Pattern(parts: $0.chain.hops, in: instance) })
    }
    for slots in stride(from: 1, through: instance.maximumSlots, by: 1) {
      let share = deadline.remaining.map { $0 / 2 }
      let point = try bounds.certify(
        .atMost(slots), solver: solver, deadline: Deadline(limit: share), gap: 1e-5,
        stop: options.stop)
      effort.rounds += point.rounds
      let open = certificate.add(point.bound)
      report(judge, certificate, "certificate, U_\(slots)")
      if open < 1e-4 || deadline.isOver || options.stop?.isStopRequested == true { return }
    }
  }

  /// Improvement searches for numbers of slots around the mean number of jobs.
  private func search(
    _ judge: inout ResponseJudge, _ certificate: ResponseCertificate, _ limits: JointLimits,
    _ deadline: Deadline
  ) -> PlanTermination {
    let jobs = certificate.bound * (instance.arrivalRate ?? 0)
    let spread = jobs.squareRoot()
    let numbers = Set(
      [
        jobs, jobs + spread, jobs + 2 * spread, jobs + 3 * spread, jobs + 4 * spread,
        jobs + 6 * spread,
      ]
      .map { max(1, min(limits.maximumSlots, Int($0.rounded(.up)))) }
    ).sorted()
    var searches = numbers.map { slots in
      PlacementImprovement(
        instance: instance, slotLimit: slots,
        starts: GreedyComposition.placements(of: instance, slotLimit: slots, count: 4)
          + (judge.best.map { [$0.design.placement] } ?? []),
        seed: options.seed &+ UInt64(slots))
    }
    var round = 0
    while true {
      if let value = judge.best?.value {
        let gap = PlanOutcome.gap(value: value, bound: certificate.bound) ?? 1
        if gap <= 2 * Verifier.relativeTolerance { return .optimal }
        if options.relativeGap > 0, gap <= options.relativeGap { return .gapReached }
      }
      if options.stop?.isStopRequested == true { return .interrupted }
      if deadline.isOver { return .timeLimit }
      guard deadline.isLimited || round < options.searchRounds * 2 else { return .heuristic }
      let index = round % searches.count
      searches[index].run(moves: 50_000, threads: options.threads)
      if let placement = searches[index].best?.placement { judge.consider(placement) }
      round += 1
      report(judge, certificate, "improvement search, round \(round)")
    }
  }

  private func responseAnswer(
    _ judge: ResponseJudge, _ certificate: ResponseCertificate, _ termination: PlanTermination,
    _ effort: ExactEffort, _ deadline: Deadline
  ) -> ExactAnswer {
    var effort = effort
    effort.seconds = deadline.elapsedSeconds
    var answer = ExactAnswer(
      question: .response, slotLimit: nil, design: judge.best?.design, value: judge.best?.value,
      bound: certificate.bound, termination: termination, reason: nil, method: .jointSearch,
      effort: effort, solver: solverName)
    answer.response = judge.best?.bounds
    if judge.best == nil {
      answer.reason =
        "no stable plan was found; the greatest rate could be \(certificate.greatestRate)/s"
    } else if termination == .heuristic {
      answer.reason =
        "certificate for every design and dispatch; plan by improvement search under JFFC"
    }
    return answer
  }
}
