import Bounds
import LinearModels
import Queueing
import ServerChains

/// Plans of small response time, and the bound beside them.
struct ResponseSearch {
  let instance: Instance
  let options: ExactOptions
  let arrivalRate: Double
  let maximumSlots: Int
  var judge: ResponseJudge
  private var considered: Set<Placement> = []
  private var searches: [PlacementImprovement] = []
  private var round = 0
  /// Whether the question was settled by going through all designs.
  var sawAllDesigns = false

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
    var stable: [(jobs: Double, design: Design)] = []
    var unstable: [(rate: Double, design: Design)] = []
    for placement in GreedyComposition.placements(
      of: instance, slotLimit: maximumSlots, count: .max, isOver: { deadline.isOver(or: stop) })
    where judge.best == nil || !deadline.isOver(or: stop) {
      guard let greedy = considerGreedy(on: placement, deadline) else { continue }
      if let bounds = ResponseBounds(of: greedy, arrivalRate: arrivalRate) {
        stable.append((bounds.lower, greedy))
      } else {
        unstable.append((greedy.totalRate, greedy))
      }
    }
    // The sorts keep the order of those alike.
    let promising =
      stable.sorted { $0.jobs < $1.jobs }.prefix(Self.mostDescents).map(\.design)
      + unstable.sorted { $0.rate > $1.rate }.prefix(Self.mostDescents / 2).map(\.design)
    for greedy in promising where !deadline.isOver(or: stop) { descend(from: greedy, deadline) }
    options.progress?(
      ExactProgress(
        design: judge.best?.design, incumbent: judge.best?.value, bound: least, rounds: 0,
        phase: "greedy"))
  }

  /// Greedy placements for which capacities are made.
  private static let mostDescents = 8

  /// Judges a placement: GCA on it, and capacities made for response times.
  mutating func consider(_ placement: Placement, _ deadline: Deadline) {
    guard let greedy = considerGreedy(on: placement, deadline) else { return }
    descend(from: greedy, deadline)
  }

  /// Judges GCA on a placement, all its slots and its fastest ones.
  ///
  /// - Returns: GCA's design; nil where the placement was judged before.
  private mutating func considerGreedy(on placement: Placement, _ deadline: Deadline) -> Design? {
    guard considered.insert(placement).inserted else { return nil }
    let greedy = CacheAllocation.greedy(on: placement, of: instance)
    judge.consider(greedy)
    var slots = 0
    for composed in greedy.chains.dropLast() where !deadline.isOver(or: options.stop) {
      slots += composed.capacity
      judge.consider(greedy.fastestSlots(slots))
    }
    return greedy
  }

  /// Judges a placement with capacities made for response times.
  private mutating func descend(from greedy: Design, _ deadline: Deadline) {
    let placement = greedy.placement
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
    if let ended = try settleByDesigns(&bounding, deadline) { return ended }
    guard deadline.isLimited, options.threads > 1 else {
      return try runInTurn(&bounding, deadline)
    }
    let board = SearchBoard(
      isMaximized: false, value: judge.best?.value, bound: bounding.certificate.bound)
    let (threads, gap, progress) = (options.threads, options.relativeGap, options.progress)
    return try TwoSidedSearch.run(&bounding, board: board) { side in
      func report(_ bound: Double, _ phase: String, _ rounds: Int) {
        board.show(bound, phase, rounds: rounds, to: progress)
      }
      try side.certify(deadline: deadline, report: report)
      try side.share(
        deadline: deadline, target: { Self.target(board.value, gap: gap) }, report: report)
    } plans: {
      improve(deadline, jobs: nil) { judge in
        board.offer(judge.best?.value, judge.best?.design)
        return (board.bound, board.isBounding ? threads - 1 : threads, board.rounds)
      }
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
  ///   - sides: Takes what is known of plans, gives the bound so far, how many threads may be used,
  ///     and the LPs solved.
  private mutating func improve(
    _ deadline: Deadline, jobs: Double?,
    sides: (ResponseJudge) -> (bound: Double, threads: Int, rounds: Int)
  ) -> PlanTermination {
    let stop = options.stop
    prepare(jobs: jobs ?? (judge.best?.value ?? 0) * arrivalRate, deadline)
    while true {
      let (bound, threads, rounds) = sides(judge)
      if round > 0 {
        options.progress?(
          ExactProgress(
            design: judge.best?.design, incumbent: judge.best?.value, bound: bound, rounds: rounds,
            phase: "improvement search, round \(round)"))
      }
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
  func ended(at bound: Double) -> PlanTermination? {
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
