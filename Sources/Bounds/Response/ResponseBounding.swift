import LinearModels
import Queueing
import ServerChains

/// The lower side of the question `response`, better the longer one works: first bounds for every
/// design and every dispatch, then for JFFC with one placement for all numbers of jobs.
package struct ResponseBounding: Sendable {
  /// What is proven so far of the mean response time.
  package private(set) var certificate: ResponseCertificate
  /// The patterns found so far, which serve every number of slots.
  package private(set) var bounds: FrontierBound
  /// LPs of column generation solved.
  package private(set) var rounds = 0
  /// Whether later numbers of slots could hardly raise the certificate.
  private var isCertified = false
  private let arrivalRate: Double
  private let maximumSlots: Int
  private let solver: any LiveProgramSolver
  /// Ends the work when it is asked to; nil where only deadlines end it.
  package var stop: StopToken?

  /// How much later numbers of slots may still add, relatively, when no more are computed.
  private static let openShare = 1e-4

  /// A bounding that has proven nothing yet.
  ///
  /// - Parameters:
  ///   - bounds: The patterns to begin with.
  ///   - arrivalRate: λ in jobs per second.
  ///   - maximumSlots: The most slots that any design of the instance has.
  package init(
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

  /// `U_n` for n = 1, 2, … up to the most slots of a design, in jobs per second; safe.
  package var frontier: [Double] { (1...maximumSlots).map { certificate.rate(of: $0) } }

  /// Takes smaller bounds of `V_1, V_2, …`, in jobs per second; safe.
  package mutating func tighten(_ frontier: [Double]) { certificate.tighten(frontier) }

  /// Takes a safe bound of the mean response time that was proven otherwise, in seconds.
  package mutating func raise(to proven: Double) { certificate.raise(to: proven) }

  /// Computes `U_1, U_2, …` until later ones could hardly raise the bound.
  package mutating func certify(
    deadline: Deadline, report: (Double, _ phase: String, _ rounds: Int) -> Void
  ) throws {
    while !isCertified {
      let slots = certificate.rates.count + 1
      let share = deadline.remaining.map { $0 / 2 }
      let point = try bounds.certify(
        .atMost(slots), solver: solver, deadline: Deadline(limit: share), gap: 1e-5, stop: stop)
      rounds += point.rounds
      let open = certificate.add(point.bound)
      report(certificate.bound, "certificate, U_\(slots)", rounds)
      isCertified = open < Self.openShare || slots == maximumSlots
      if isOver(deadline) { return }
    }
  }

  /// Bounds that give all numbers of jobs one placement: by the number of slots that designs have.
  ///
  /// The class of designs with the least bound is worked on, until only telling its designs apart
  /// can raise that.
  ///
  /// - Parameter target: The mean response time above which a bound does not matter.
  package mutating func share(
    deadline: Deadline, target: () -> Double,
    report: (Double, _ phase: String, _ rounds: Int) -> Void
  ) throws {
    guard maximumSlots <= Self.mostSlots else { return }
    let frontier = frontier
    // Designs with so few slots that even the greatest rates do not matter.
    var few = 1
    while few < maximumSlots,
      (BirthDeathChain.meanResponse(
        deathRates: Array(frontier.prefix(few)), arrivalRate: arrivalRate) ?? .infinity)
        * (1 - Verifier.relativeTolerance) >= target()
    { few += 1 }
    let jobs = certificate.bound * arrivalRate
    func slots(_ deviations: Double) -> Int {
      max(few, min(maximumSlots, Int((jobs + deviations * jobs.squareRoot()).rounded(.up)) + 1))
    }
    let (many, followed) = (slots(Self.manyDeviations), slots(Self.followedDeviations))
    guard followed <= Self.mostFollowed else { return }
    let known = rounds
    let skipped = few > 1 ? target() : .infinity
    var classes = try classes(few, many, followed, frontier, deadline)
    var done = 0
    var steps = deadline.isLimited ? Int.max : Self.mostSteps
    while !isOver(deadline), steps > 0,
      let worst = classes.indices.min(by: { classes[$0].jobs < classes[$1].jobs })
    {
      let wanted = target() * arrivalRate
      guard classes[worst].jobs < wanted else { break }
      let name = classes[worst].name
      if classes[worst].isSettled {
        guard
          let parts = classes[worst].partsBySlots(
            target: wanted, isCalledOff: { isOver(deadline) })
            ?? classes[worst].partsByHosting(
              bounds, target: wanted, isCalledOff: { isOver(deadline) })
        else { break }
        done += classes[worst].rounds
        classes.remove(at: worst)
        classes += parts.filter { $0.jobs < wanted }
      } else {
        try classes[worst].refine(
          &bounds, solver: solver, deadline: deadline, target: wanted, stop: stop)
      }
      steps -= 1
      rounds = known + done + classes.reduce(0) { $0 + $1.rounds }
      let least = classes.map(\.jobs).min() ?? .infinity
      let proven = min(skipped, wanted / arrivalRate, least / arrivalRate)
      if proven < .infinity { certificate.raise(to: proven) }
      report(certificate.bound, "one placement for \(name)", rounds)
    }
  }

  /// Slots up to which every number of them is looked at.
  private static let mostSlots = 20_000
  /// Slots up to which designs are told apart: with more of them the work grows out of hand, and
  /// there is less to gain.
  private static let mostFollowed = 48
  /// Numbers of slots that matter where memory is short, and those that are looked at one by one,
  /// in standard deviations beyond the mean number of jobs.
  private static let manyDeviations = 3.0
  private static let followedDeviations = 5.0

  /// Designs by their number of slots, from few to many, where memory is so short that this
  /// matters; else all together.
  private mutating func classes(
    _ few: Int, _ many: Int, _ followed: Int, _ frontier: [Double], _ deadline: Deadline
  ) throws -> [SlotClassBound] {
    let open = SlotDemand(fewest: many, most: maximumSlots)
    let found = try bounds.certify(
      [SlotGroup(weight: 1, count: many)], open, solver: solver,
      deadline: Deadline(limit: deadline.remaining.map { $0 / 10 }), stop: stop)
    rounds += found?.certificate.rounds ?? 0
    let isScarce = (found?.bound ?? .infinity) < frontier[many - 1] * (1 - Self.scarceness)
    let demands =
      isScarce
      ? (few..<many).map { SlotDemand.exactly($0) } + [open]
      : [SlotDemand(fewest: few, most: maximumSlots)]
    return demands.map { demand in
      SlotClassBound(
        demand: demand, isScarce: isScarce, followed: demand.isOpenEnded ? followed : 0,
        arrivalRate: arrivalRate, slotRange: bounds.slowestRate...bounds.fastestRate,
        frontier: frontier)
    }
  }

  /// Memory is short where asking for all slots costs this much of their rate.
  private static let scarceness = 1e-3
  /// Steps of classes where no time limit is given.
  private static let mostSteps = 30

  private func isOver(_ deadline: Deadline) -> Bool {
    deadline.isOver(or: stop)
  }
}
