import Bounds
import LinearModels
import ServerChains

/// What can be proven of response times before bounds and plans are searched for side by side.
extension ResponseSearch {
  /// Slots of partial designs that are looked at with what is known of the greatest rates at once,
  /// and with proofs of them.
  private static let firstWork = 60_000_000
  private static let mostWork = 400_000_000

  /// Goes through all designs where they are few, and proves `V_n` where patterns can be listed.
  ///
  /// - Returns: nil where that does not settle the question.
  mutating func settleByDesigns(
    _ bounding: inout ResponseBounding, _ deadline: Deadline
  ) throws -> PlanTermination? {
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
    if options.obstacle(to: PatternSpace(instance: instance)) == nil {
      try proveFrontier(&bounding, deadline.part(0.4))
    } else if designs != nil {
      try bounding.certify(deadline: deadline.part(0.2)) { _, _, _ in }
    }
    if let ended = ended(at: bounding.certificate.bound) { return ended }
    let frontier = designs == nil ? [] : bounding.frontier
    return enumerate(
      &designs, frontier: frontier, work: Self.mostWork, &bounding, deadline.part(0.5))
  }

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
}
