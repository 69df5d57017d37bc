import Bounds
import LinearModels
import ServerChains

/// Plans of small response time, and the bound beside them.
struct ResponseSearch {
  private let instance: Instance
  private let options: ExactOptions
  private let arrivalRate: Double
  private let maximumSlots: Int
  private(set) var judge: ResponseJudge
  private var considered: Set<Placement> = []
  private var searches: [PlacementImprovement] = []
  private var round = 0
  /// Whether the question was settled by going through all designs.
  private(set) var sawAllDesigns = false

  /// Moves of the shortest round.
  private static let movesPerRound = 50_000

  init(
    instance: Instance, options: ExactOptions, arrivalRate: Double, maximumSlots: Int,
    deadline: Deadline
  ) {
    self.instance = instance
    self.options = options
    self.arrivalRate = arrivalRate
    self.maximumSlots = maximumSlots
    let stop = options.stop
    judge = ResponseJudge(instance: instance, arrivalRate: arrivalRate) {
      deadline.isOver(or: stop)
    }
  }

  /// Judges the greedy placements, as far as time allows.
  ///
  /// - Parameter least: No mean response time is below it, in seconds.
  mutating func begin(least: Double, _ deadline: Deadline) {
    let stop = options.stop
    options.progress?(ExactProgress(bound: least, rounds: 0, phase: "greedy"))
    for placement in GreedyComposition.placements(
      of: instance, slotLimit: maximumSlots, count: .max, isOver: { deadline.isOver(or: stop) })
    where judge.best == nil || !deadline.isOver(or: stop) {
      consider(placement, deadline)
    }
    options.progress?(
      ExactProgress(
        design: judge.best?.design, incumbent: judge.best?.value, bound: least, rounds: 0,
        phase: "greedy"))
  }

  /// Judges a placement: GCA on it, all its slots and its fastest ones, and capacities made for
  /// response times.
  private mutating func consider(_ placement: Placement, _ deadline: Deadline) {
    guard considered.insert(placement).inserted else { return }
    let greedy = CacheAllocation.greedy(on: placement, of: instance)
    judge.consider(greedy)
    var slots = 0
    for composed in greedy.chains.dropLast() where !deadline.isOver(or: options.stop) {
      slots += composed.capacity
      judge.consider(greedy.fastestSlots(slots))
    }
    let room = instance.slots(on: placement)
    let graph = RoutingGraph(instance: instance, placement: placement)
    let chains =
      graph.chainCount <= Self.mostChains
      ? graph.chains(in: instance, slots: room) : greedy.chains.map(\.chain)
    var descent = CapacityDescent(chains, room: room, arrivalRate: arrivalRate)
    let composed = descent.run { [options] in deadline.isOver(or: options.stop) }
    guard !composed.isEmpty else { return }
    judge.consider(Design(placement: placement, chains: composed).withoutIdleServers)
  }

  /// Chains up to which all of a placement's are looked at, and not only those of GCA.
  private static let mostChains = 200.0

  /// Bounds on one core and plans on the other under a time limit, else one after the other.
  mutating func run(
    _ bounding: inout ResponseBounding, _ deadline: Deadline
  ) throws -> PlanTermination {
    if let ended = ended(at: bounding.certificate.bound) { return ended }
    var designs = DesignEnumeration(
      instance: instance, arrivalRate: arrivalRate, maximumSlots: maximumSlots,
      relativeGap: options.relativeGap, endLimit: options.endLimit)
    let fastest = bounding.bounds.fastestRate
    let simple = designs == nil ? [] : (1...maximumSlots).map { Double($0) * fastest }
    if let known = enumerate(
      &designs, frontier: simple, work: Self.firstWork, &bounding, deadline.part(0.3))
    {
      return known
    }
    if PatternSpace(instance: instance).count <= Double(options.columnLimit) {
      try proveFrontier(&bounding, deadline.part(0.4))
    } else if designs != nil {
      try bounding.certify(deadline: deadline.part(0.2)) { _, _, _ in }
    }
    if let ended = ended(at: bounding.certificate.bound) { return ended }
    let frontier = designs == nil ? [] : bounding.frontier
    if let known = enumerate(
      &designs, frontier: frontier, work: Self.mostWork, &bounding, deadline.part(0.5))
    {
      return known
    }
    guard deadline.isLimited, options.threads > 1 else {
      return try runInTurn(&bounding, deadline)
    }
    let board = SearchBoard(isMaximized: false, value: judge.best?.value, bound: 0)
    let (threads, gap) = (options.threads, options.relativeGap)
    return try TwoSidedSearch.run(&bounding, board: board) { side in
      try side.certify(deadline: deadline) { bound, _, rounds in
        board.tighten(bound, rounds: rounds)
      }
      try side.share(
        deadline: deadline, target: { Self.target(board.value, gap: gap) },
        report: { bound, _, rounds in board.tighten(bound, rounds: rounds) })
    } plans: {
      improve(deadline, jobs: nil) {
        board.offer($0)
        return (board.bound, board.isBounding ? threads - 1 : threads, board.rounds)
      }
    }
  }

  /// Slots of partial designs that are looked at with what is known of the greatest rates at once,
  /// and with proofs of them.
  private static let firstWork = 60_000_000
  private static let mostWork = 400_000_000

  /// Goes through all designs, where they are few.
  ///
  /// - Returns: nil where that does not settle the question.
  private mutating func enumerate(
    _ designs: inout DesignEnumeration?, frontier: [Double], work: Int,
    _ bounding: inout ResponseBounding, _ deadline: Deadline
  ) -> PlanTermination? {
    guard var enumeration = designs else { return nil }
    let (options, arrivalRate) = (options, arrivalRate)
    let isWhole = enumeration.run(
      &judge, frontier: frontier, work: work,
      isCalledOff: { deadline.isOver(or: options.stop) },
      report: { judge, jobs in
        bounding.raise(to: jobs / arrivalRate)
        options.progress?(
          ExactProgress(
            design: judge.best?.design, incumbent: judge.best?.value,
            bound: bounding.certificate.bound, rounds: bounding.rounds, phase: "all designs"))
      })
    designs = enumeration
    sawAllDesigns = isWhole && judge.leastOpen == .infinity
    if sawAllDesigns, judge.best == nil { return .infeasible }
    if sawAllDesigns, options.relativeGap == 0 { return .optimal }
    return ended(at: bounding.certificate.bound)
  }

  /// Proves `V_1, V_2, …` as far as time allows, and judges their plans.
  private mutating func proveFrontier(
    _ bounding: inout ResponseBounding, _ deadline: Deadline
  ) throws {
    try bounding.certify(deadline: deadline.part(0.3)) { _, _, _ in }
    let count = bounding.certificate.rates.count
    guard count > 0 else { return }
    var inner = options
    inner.progress = nil
    inner.timeLimit = deadline.remaining
    let points = try ExactComposition(instance: instance, options: inner)
      .frontier(slots: Array(1...count))
    bounding.tighten(points.map { $0.answer.bound ?? .infinity })
    for design in points.compactMap(\.answer.design) {
      judge.consider(design)
      consider(design.placement, deadline)
    }
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
    let target = Self.target(known?.value, gap: options.relativeGap)
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
    let stop = options.stop
    prepare(jobs: jobs ?? (judge.best?.value ?? 0) * arrivalRate, deadline)
    while true {
      let (bound, threads, rounds) = sides(judge.best?.value)
      if let ended = ended(at: bound) { return ended }
      if deadline.isOver { return .timeLimit }
      guard deadline.isLimited || round < options.searchRounds * 2 else { return .heuristic }
      let index = round % searches.count
      searches[index].run(
        moves: options.moves(Self.movesPerRound * JointSearch.luby(round / searches.count + 1)),
        threads: threads
      ) { deadline.isOver(or: stop) }
      for found in searches[index].latest { consider(found.placement, deadline) }
      round += 1
      options.progress?(
        ExactProgress(
          design: judge.best?.design, incumbent: judge.best?.value, bound: bound, rounds: rounds,
          phase: "improvement search, round \(round)"))
    }
  }

  private mutating func prepare(jobs: Double, _ deadline: Deadline) {
    let stop = options.stop
    let spread = jobs.squareRoot()
    let numbers = Set(
      [0.0, 1, 2, 3, 4, 6].map {
        max(1, min(maximumSlots, Int((jobs + $0 * spread).rounded(.up))))
      }
    ).sorted()
    func greedy(_ slots: Int) -> [Placement] {
      GreedyComposition.placements(
        of: instance, slotLimit: slots, count: 4, isOver: { deadline.isOver(or: stop) })
    }
    _ = fastPlacement(maximumSlots, greedy(maximumSlots), deadline)
    searches = numbers.map { slots in
      let greedy = greedy(slots)
      return PlacementImprovement(
        instance: instance, goal: .response(arrivalRate: arrivalRate, slotLimit: slots),
        starts: greedy
          + [judge.best?.design.placement, fastPlacement(slots, greedy, deadline)]
          .compactMap(\.self),
        seed: options.seed &+ UInt64(slots))
    }
  }

  /// A placement of so many fast slots.
  private mutating func fastPlacement(
    _ slots: Int, _ starts: [Placement], _ deadline: Deadline
  ) -> Placement? {
    let stop = options.stop
    var search = PlacementImprovement(
      instance: instance, goal: .rate(slotLimit: slots), starts: starts, seed: options.seed)
    search.run(moves: options.moves(Self.movesPerRound), threads: 1) { deadline.isOver(or: stop) }
    guard let placement = search.best?.placement else { return nil }
    consider(placement, deadline)
    return placement
  }

  /// How the question ends at a bound; nil where it goes on.
  private func ended(at bound: Double) -> PlanTermination? {
    let (value, gap) = (judge.best?.value, options.relativeGap)
    if Self.meets(bound, value: value, gap: 0) { return .optimal }
    if gap > 0, Self.meets(bound, value: value, gap: gap) { return .gapReached }
    return options.stop?.isStopRequested == true ? .interrupted : nil
  }

  /// The bound that is as close to the best value as is asked for.
  private static func target(_ value: Double?, gap: Double) -> Double {
    value.map { $0 * (1 - max(gap, PlanOutcome.closestGap)) } ?? .infinity
  }

  private static func meets(_ bound: Double, value: Double?, gap: Double) -> Bool {
    guard let value, let distance = PlanOutcome.gap(value: value, bound: bound) else {
      return false
    }
    return distance <= max(gap, PlanOutcome.closestGap)
  }
}
