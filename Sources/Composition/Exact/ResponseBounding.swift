import LinearModels
import Queueing
import ServerChains

/// The lower side of the question `response`, better the longer one works: first bounds for every design and every dispatch,
/// then for JFFC with one placement for all numbers of jobs.
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

  /// Bounds that give all numbers of jobs one placement: by the number of slots that designs have.
  ///
  /// The designs with N slots or more are split into those with N and those with more, as long as N is near the mean number of jobs or
  /// memory is so short that N matters. The class of the least bound is worked on.
  ///
  /// - Parameter target: The mean response time above which a bound does not matter.
  mutating func share(
    deadline: Deadline, target: () -> Double,
    report: (Double, _ phase: String, _ rounds: Int) -> Void
  ) throws {
    let frontier = (1...maximumSlots).map { certificate.rate(of: $0) }
    // Designs with so few slots that even the greatest rates do not matter.
    var few = 1
    while few < maximumSlots,
      (BirthDeathChain.meanResponse(
        deathRates: Array(frontier.prefix(few)), arrivalRate: arrivalRate) ?? .infinity)
        * (1 - Verifier.relativeTolerance) >= target()
    { few += 1 }
    let jobs = certificate.bound * arrivalRate
    let followed = Int((jobs + 3 * jobs.squareRoot()).rounded(.up)) + 1
    guard max(few, followed) <= Self.mostFollowed else { return }
    let known = rounds
    let skipped = few > 1 ? target() : .infinity
    var classes = [
      SlotClassBound(
        demand: SlotDemand(fewest: few, most: maximumSlots), arrivalRate: arrivalRate,
        fastestTime: bounds.fastestTime, frontier: frontier, certificates: [])
    ]
    var done = 0
    var steps = deadline.isLimited ? Int.max : Self.mostSteps
    while !isOver(deadline), steps > 0,
      let worst = classes.indices.min(by: { classes[$0].jobs < classes[$1].jobs })
    {
      let wanted = target() * arrivalRate
      guard classes[worst].jobs < wanted else { break }
      let name = classes[worst].name
      let fewest = classes[worst].demand.fewest
      let canCount = classes[worst].demand.isOpenEnded && fewest < Self.mostFollowed
      var parts: [SlotClassBound]?
      if canCount, fewest < followed || classes[worst].isScarce {
        parts = classes[worst].partsBySlots(frontier: frontier)
      } else if classes[worst].isNearlySettled {
        parts = classes[worst].parts(frontier: frontier, bounds)
        if parts == nil, canCount, classes[worst].isSettled {
          parts = classes[worst].partsBySlots(frontier: frontier)
        }
      }
      if let parts {
        done += classes[worst].rounds
        classes.remove(at: worst)
        classes += parts.filter { $0.jobs < wanted }
      } else if classes[worst].isSettled {
        break
      } else {
        steps -= Self.stepsAtOnce
        try classes[worst].refine(
          &bounds, solver: solver, steps: Self.stepsAtOnce, deadline: deadline, target: wanted,
          stop: stop)
      }
      rounds = known + done + classes.reduce(0) { $0 + $1.rounds }
      let least = classes.map(\.jobs).min() ?? .infinity
      let proven = min(skipped, wanted / arrivalRate, least / arrivalRate)
      if proven < .infinity { certificate.raise(to: proven) }
      report(certificate.bound, "one placement for \(name)", rounds)
    }
  }

  /// Boxes of one class before the worst one is looked for again.
  private static let stepsAtOnce = 2000
  /// Slots up to which designs are told apart: with more of them the work for a box grows out of hand, and there is less to gain.
  private static let mostFollowed = 48
  /// Boxes where no time limit is given.
  private static let mostSteps = 20_000

  private func isOver(_ deadline: Deadline) -> Bool {
    deadline.isOver(or: stop)
  }
}
