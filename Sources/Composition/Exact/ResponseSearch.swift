import Bounds
import Dispatch
import LinearModels
import ServerChains
import Synchronization

extension ExactComposition {
  /// The least mean response time: a plan, and a certificate that holds for every design under
  /// JFFC.
  ///
  /// Plans come from greedy placements and from improvement searches for several numbers of slots;
  /// each is judged by its exact response under JFFC where the chain is small, else by the upper
  /// bound of Documentation/Problem.md, "JFFC and its bounds".
  ///
  /// - Throws: `InputError` where the instance states no arrival rate; `SolverError` where the
  ///   backend keeps no linear program alive.
  public func response() throws -> ExactAnswer {
    guard let arrivalRate = instance.arrivalRate else {
      throw InputError(
        "missing; the question response needs it, add it to the instance", field: "arrivalRate")
    }
    let solver = try options.solver.keepingPrograms
    let deadline = Deadline(limit: options.timeLimit)
    guard let limits = JointLimits(instance), var bounds = FrontierBound(instance: instance) else {
      return uncoverable(.response, nil)
    }
    var search = ResponseSearch(
      instance: instance, options: options, arrivalRate: arrivalRate,
      maximumSlots: limits.maximumSlots)
    if let design = search.judge.best?.design {
      bounds.add(design.chains.map { Pattern(parts: $0.chain.hops, in: instance) })
    }
    var bounding = ResponseBounding(
      bounds: bounds, arrivalRate: arrivalRate, maximumSlots: limits.maximumSlots, solver: solver,
      stop: options.stop)
    let termination = try search.run(&bounding, deadline)
    let greatestRate = bounding.certificate.greatestRate
    if greatestRate <= arrivalRate {
      return infeasible(
        .response,
        "no design serves \(arrivalRate) jobs/s: the greatest rate is \(greatestRate)/s")
    }
    var effort = ExactEffort()
    effort.rounds = bounding.rounds
    effort.columns = bounding.bounds.patterns.count
    effort.seconds = deadline.elapsedSeconds
    var answer = answer(search.judge, bounding.certificate, termination, effort)
    if termination == .heuristic, let fault = bounding.bounds.fault { answer.reason = fault }
    return answer
  }

  private func answer(
    _ judge: ResponseJudge, _ certificate: ResponseCertificate, _ termination: PlanTermination,
    _ effort: ExactEffort
  ) -> ExactAnswer {
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
        "certificate for every design under JFFC; plan by improvement search under JFFC"
    }
    return answer
  }
}

/// Plans of small response time, and the bound beside them.
struct ResponseSearch {
  private let instance: Instance
  private let options: ExactOptions
  private let arrivalRate: Double
  private let maximumSlots: Int
  private(set) var judge: ResponseJudge
  private var searches: [PlacementImprovement] = []
  private var round = 0

  /// Moves of the shortest round.
  private static let movesPerRound = 50_000

  init(instance: Instance, options: ExactOptions, arrivalRate: Double, maximumSlots: Int) {
    self.instance = instance
    self.options = options
    self.arrivalRate = arrivalRate
    self.maximumSlots = maximumSlots
    judge = ResponseJudge(instance: instance, arrivalRate: arrivalRate)
    for placement in GreedyComposition.placements(
      of: instance, slotLimit: maximumSlots, count: .max)
    {
      judge.consider(placement)
    }
  }

  /// Bounds on one core and plans on the other under a time limit, else one after the other.
  mutating func run(
    _ bounding: inout ResponseBounding, _ deadline: Deadline
  ) throws -> PlanTermination {
    guard deadline.isLimited, options.threads > 1 else {
      return try runInTurn(&bounding, deadline)
    }
    let board = ResponseBoard(value: judge.best?.value)
    let outcome = Mutex<Result<ResponseBounding, any Error>?>(nil)
    let enough = StopToken()
    bounding.stop = enough
    let group = DispatchGroup()
    DispatchQueue.global().async(group: group) { [bounding, gap = options.relativeGap] in
      var work = bounding
      let result = Result<ResponseBounding, any Error> {
        try work.certify(deadline: deadline) { bound, _, rounds in board.tighten(bound, rounds) }
        try work.share(
          deadline: deadline, target: { board.target(gap: gap) },
          report: { bound, _, rounds in board.tighten(bound, rounds) })
        return work
      }
      outcome.withLock { $0 = result }
      board.endBounding()
    }
    let threads = options.threads
    let termination = improve(deadline, jobs: nil) {
      board.offer($0)
      return (board.bound, board.isBounding ? threads - 1 : threads, board.rounds)
    }
    enough.requestStop()
    group.wait()
    if let finished = outcome.withLock({ $0 }) { bounding = try finished.get() }
    return termination
  }

  private mutating func runInTurn(
    _ bounding: inout ResponseBounding, _ deadline: Deadline
  ) throws -> PlanTermination {
    let (options, known) = (options, judge.best)
    func report(_ bound: Double, _ phase: String, _ rounds: Int) {
      options.progress?(
        ExactProgress(
          design: known?.design, incumbent: known?.value, bound: bound, rounds: rounds,
          phase: phase))
    }
    try bounding.certify(deadline: deadline.part(0.3), report: report)
    let target = ResponseBoard.target(known?.value, gap: options.relativeGap)
    try bounding.share(deadline: deadline.part(0.5), target: { target }, report: report)
    let (bound, rounds) = (bounding.certificate.bound, bounding.rounds)
    return improve(deadline, jobs: bound * arrivalRate) { _ in (bound, options.threads, rounds) }
  }

  /// Improvement searches for numbers of slots around the mean number of jobs.
  ///
  /// - Parameters:
  ///   - jobs: That mean, where a bound of it is known.
  ///   - sides: Takes the best value, gives the bound so far, how many threads may be used, and the
  ///     LPs solved.
  private mutating func improve(
    _ deadline: Deadline, jobs: Double?,
    sides: (Double?) -> (bound: Double, threads: Int, rounds: Int)

  ) -> PlanTermination {
    prepare(jobs: jobs ?? (judge.best?.value ?? 0) * arrivalRate)
    let stop = options.stop
    while true {
      let (bound, threads, rounds) = sides(judge.best?.value)
      if ResponseBoard.meets(bound, value: judge.best?.value, gap: 0) { return .optimal }
      if options.relativeGap > 0,
        ResponseBoard.meets(bound, value: judge.best?.value, gap: options.relativeGap)
      {
        return .gapReached
      }
      if stop?.isStopRequested == true { return .interrupted }
      if deadline.isOver { return .timeLimit }
      guard deadline.isLimited || round < options.searchRounds * 2 else { return .heuristic }
      let index = round % searches.count
      searches[index].run(
        moves: options.moves(Self.movesPerRound * JointSearch.luby(round / searches.count + 1)),
        threads: threads
      ) { deadline.isOver(or: stop) }
      for found in searches[index].latest { judge.consider(found.placement) }
      round += 1
      options.progress?(
        ExactProgress(
          design: judge.best?.design, incumbent: judge.best?.value, bound: bound, rounds: rounds,
          phase: "improvement search, round \(round)"))
    }
  }

  private mutating func prepare(jobs: Double) {
    let spread = jobs.squareRoot()
    let numbers = Set(
      [0.0, 1, 2, 3, 4, 6].map {
        max(1, min(maximumSlots, Int((jobs + $0 * spread).rounded(.up))))
      }
    ).sorted()
    searches = numbers.map { slots in
      PlacementImprovement(
        instance: instance, goal: .response(arrivalRate: arrivalRate, slotLimit: slots),
        starts: GreedyComposition.placements(of: instance, slotLimit: slots, count: 4)
          + (judge.best.map { [$0.design.placement] } ?? []),
        seed: options.seed &+ UInt64(slots))
    }
  }
}

/// What the two sides of the question `response` tell each other while they run side by side.
private final class ResponseBoard: Sendable {
  private struct Figures {
    var value: Double?
    var bound = 0.0
    var rounds = 0
    var isBounding = true
  }

  private let figures: Mutex<Figures>

  init(value: Double?) { figures = Mutex(Figures(value: value)) }

  var bound: Double { figures.withLock { $0.bound } }
  var rounds: Int { figures.withLock { $0.rounds } }
  var isBounding: Bool { figures.withLock { $0.isBounding } }

  func offer(_ value: Double?) { figures.withLock { $0.value = value } }
  func tighten(_ bound: Double, _ rounds: Int) {
    figures.withLock {
      $0.bound = max($0.bound, bound)
      $0.rounds = rounds
    }
  }
  func endBounding() { figures.withLock { $0.isBounding = false } }

  /// The bound that is as close to the best value as is asked for.
  func target(gap: Double) -> Double { Self.target(figures.withLock { $0.value }, gap: gap) }

  static func target(_ value: Double?, gap: Double) -> Double {
    value.map { $0 * (1 - max(gap, Verifier.relativeTolerance)) } ?? .infinity
  }

  static func meets(_ bound: Double, value: Double?, gap: Double) -> Bool {
    guard let value, let distance = PlanOutcome.gap(value: value, bound: bound) else {
      return false
    }
    return distance <= max(gap, 2 * Verifier.relativeTolerance)
  }
}
