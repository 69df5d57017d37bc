import LinearModels
import ServerChains

/// The lower side of the question `response`, better the longer one works: first bounds for every design and every dispatch,
/// then for every dispatch that leaves a job on the chain where it was started.
struct ResponseBounding: Sendable {
  private(set) var certificate: ResponseCertificate
  private(set) var bounds: FrontierBound
  /// LPs of column generation solved.
  private(set) var rounds = 0
  private let arrivalRate: Double
  private let maximumSlots: Int
  private let solver: any LiveProgramSolver
  var stop: StopToken?

  /// How much later numbers of slots may still add, relatively, when no more are computed.
  private static let openShare = 1e-4

  init(
    bounds: FrontierBound, arrivalRate: Double, maximumSlots: Int,
    solver: any LiveProgramSolver, stop: StopToken?
  ) {
    self.bounds = bounds
    self.arrivalRate = arrivalRate
    self.maximumSlots = maximumSlots
    self.solver = solver
    self.stop = stop
    certificate = ResponseCertificate(arrivalRate: arrivalRate, maximumSlots: maximumSlots)
  }

  /// Computes `U_1, U_2, …` until later ones could hardly raise the bound.
  mutating func certify(
    deadline: Deadline, report: (Double, _ phase: String, _ rounds: Int) -> Void
  ) throws {
    for slots in 1...maximumSlots {
      let share = deadline.remaining.map { $0 / 2 }
      let point = try bounds.certify(
        .atMost(slots), solver: solver, deadline: Deadline(limit: share), gap: 1e-5, stop: stop)
      rounds += point.rounds
      let open = certificate.add(point.bound)
      report(certificate.bound, "certificate, U_\(slots)", rounds)
      if open < Self.openShare || isOver(deadline) { return }
    }
  }

  /// Bounds that give all numbers of jobs one placement, for several numbers of fast slots.
  ///
  /// - Parameter isWanted: Whether a better bound than this mean response time matters.
  mutating func share(
    deadline: Deadline, isWanted: (Double) -> Bool,
    report: (Double, _ phase: String, _ rounds: Int) -> Void
  ) throws {
    let jobs = certificate.bound * arrivalRate
    let first = Int(jobs.rounded(.up))
    let followed = Int((jobs + 4 * jobs.squareRoot()).rounded(.up)) + 2
    for fast in [first, first + 1, first + 2] {
      guard fast >= 1, fast < maximumSlots, isWanted(certificate.bound), !isOver(deadline) else {
        return
      }
      let slow = min(max(4, followed - fast), maximumSlots - fast)
      let rates = (1...fast + slow).map { certificate.rate(of: $0) }
      let tradeoff = try RateTradeoff(
        fastSlots: fast, rates: rates, bounds: &bounds, solver: solver,
        deadline: deadline.part(0.5), stop: stop)
      rounds += tradeoff.rounds
      var shared = SharedPlacementBound(
        arrivalRate: arrivalRate, fastestTime: bounds.fastestTime, tradeoff: tradeoff,
        slowSlots: slow, hasMoreSlots: fast + slow < maximumSlots, solver: solver)
      try shared.run { [arrivalRate] jobs in !isOver(deadline) && isWanted(jobs / arrivalRate) }
      certificate.raise(to: shared.bound / arrivalRate)
      report(certificate.bound, "one placement for all, \(fast) fast slots", rounds)
    }
  }

  private func isOver(_ deadline: Deadline) -> Bool {
    deadline.isOver(or: stop)
  }
}
