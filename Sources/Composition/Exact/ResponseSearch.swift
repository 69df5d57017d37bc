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
  private var searches: [PlacementImprovement] = []
  private var round = 0

  /// Moves of the shortest round.
  private static let movesPerRound = 50_000

  /// - Parameter least: No design has a smaller response time.
  init(
    instance: Instance, options: ExactOptions, arrivalRate: Double, maximumSlots: Int,
    least: Double, deadline: Deadline
  ) {
    self.instance = instance
    self.options = options
    self.arrivalRate = arrivalRate
    self.maximumSlots = maximumSlots
    let stop = options.stop
    let isCalledOff: @Sendable () -> Bool = { deadline.isOver(or: stop) }
    options.progress?(ExactProgress(bound: least, rounds: 0, phase: "greedy"))
    judge = ResponseJudge(
      instance: instance, arrivalRate: arrivalRate, isCalledOff: isCalledOff)
    for placement in GreedyComposition.placements(
      of: instance, slotLimit: maximumSlots, count: .max)
    where judge.best == nil || !isCalledOff() {
      judge.consider(placement)
    }
    options.progress?(
      ExactProgress(
        design: judge.best?.design, incumbent: judge.best?.value, bound: least, rounds: 0,
        phase: "greedy"))
  }

  /// Bounds on one core and plans on the other under a time limit, else one after the other.
  mutating func run(
    _ bounding: inout ResponseBounding, _ deadline: Deadline
  ) throws -> PlanTermination {
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
    prepare(jobs: jobs ?? (judge.best?.value ?? 0) * arrivalRate)
    let stop = options.stop
    while true {
      let (bound, threads, rounds) = sides(judge.best?.value)
      if Self.meets(bound, value: judge.best?.value, gap: 0) { return .optimal }
      if options.relativeGap > 0,
        Self.meets(bound, value: judge.best?.value, gap: options.relativeGap)
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

  /// The bound that is as close to the best value as is asked for.
  private static func target(_ value: Double?, gap: Double) -> Double {
    value.map { $0 * (1 - max(gap, Verifier.relativeTolerance)) } ?? .infinity
  }

  private static func meets(_ bound: Double, value: Double?, gap: Double) -> Bool {
    guard let value, let distance = PlanOutcome.gap(value: value, bound: bound) else {
      return false
    }
    return distance <= max(gap, 2 * Verifier.relativeTolerance)
  }
}
