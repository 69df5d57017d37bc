import LinearModels

/// A lower bound of the mean number of jobs of all designs with so many slots, under JFFC.
///
/// Column generation proves what the slots of one placement pay together (``LevelCertificate``),
/// and a dynamic program finds the least of jobs and payments over all rates
/// (``FastestFirstProgram``): by weak duality no design has fewer jobs than that, less what is
/// paid. Which sums of rates to prove is told by the best mixture of designs found so far. Once
/// nothing more can be had, designs are told apart by their number of slots and by what servers
/// host (``DesignRegion``).
struct SlotClassBound: Sendable {
  /// The slots of the designs: exactly so many, or so many at least.
  let demand: SlotDemand
  /// What servers host in them; nil where that is open.
  let region: DesignRegion?
  let arrivalRate: Double
  /// No slot is faster or slower, in jobs per second.
  let slotRange: ClosedRange<Double>
  /// `U_n` for as many slots as the designs can have.
  let frontier: [Double]
  /// Slots that the dynamic program looks at one by one.
  let followed: Int
  /// Whether memory is so short that it matters how many slots the designs have.
  let isScarce: Bool
  private(set) var cuts: RateCuts
  private(set) var mixture: DesignMixture
  /// No design of the class has fewer jobs on average; safe.
  var jobs = 0.0
  var rounds = 0
  private var proofs = 0
  private var mostProofs = Self.firstProofs
  private var isPriced = false
  /// What search for prices begins with, and what the last one ended with.
  var priceStart = PriceStart()
  var solution: MasterSolution?
  /// How much the rate of each slot matters.
  private var weights: [Double]
  /// How far the best mixture is from being known, relatively.
  private var distance = Double.infinity
  /// The next width of the dynamic program's cells.
  private var fineness: [Double]
  /// Those that the dynamic program made most of.
  private(set) var best: (prices: Prices, proven: Double)?

  /// What slots pay, and where that is about to be worth it.
  struct Prices {
    let certificate: LevelCertificate
    let scale: Double
    let slots: [Double]
  }

  static let widths = [2, 1, 0.5]
  /// Groups of slots in a program.
  private static let mostGroups = 6
  /// Of the best prices so far, where they are mixed with new ones.
  private static let shares = [0.75, 0.5]
  /// No proof may take more of the time that is left: now and then a backend stalls.
  static let shareOfProof = 0.1
  /// A mixture is good enough, relatively.
  static let nearness = 1e-3
  /// Finer cells are worth it where the last ones gained this much, relatively.
  static let leastGain = 5e-4

  /// - Parameters:
  ///   - demand: Not for no slots; without an end where designs may have more.
  ///   - region: What servers host in them; nil where that is open.
  ///   - isScarce: Whether memory is so short that it matters how many slots they have; then less
  ///     is told of slots beyond the fewest.
  ///   - followed: How many slots are looked at one by one where designs may have more than the
  ///     fewest.
  ///   - slotRange: No slot is faster or slower, in jobs per second.
  ///   - frontier: `U_1, U_2, …`, for as many slots as there can be.
  ///   - certificates: What is known of these designs.
  init(
    demand: SlotDemand, in region: DesignRegion? = nil, isScarce: Bool, followed: Int,
    arrivalRate: Double, slotRange: ClosedRange<Double>, frontier: [Double],
    certificates: [LevelCertificate] = []
  ) {
    self.demand = demand
    self.region = region
    self.isScarce = isScarce
    if isScarce { mostProofs = Self.mostProofs }
    self.followed = min(demand.most, max(demand.fewest, followed))
    self.arrivalRate = arrivalRate
    self.slotRange = slotRange
    self.frontier = frontier
    cuts = RateCuts(count: demand.fewest, certificates: certificates)
    mixture = DesignMixture(
      arrivalRate: arrivalRate, fewest: demand.fewest,
      later: Array(frontier[(isScarce ? demand.fewest : self.followed)..<demand.most]),
      slotRange: slotRange)
    weights = []
    fineness = region == nil ? Array(Self.widths.dropFirst()) : []
    jobs = box(goal: .infinity).map(leastJobs) ?? .infinity
  }

  /// Whether nothing more can be gained without telling designs apart.
  var isSettled: Bool { jobs == .infinity || (isPriced && !wantsProof && fineness.isEmpty) }

  var name: String {
    guard demand.isOpenEnded else { return "\(demand.fewest) slots" }
    return followed < demand.most
      ? "\(demand.fewest) slots or more" : "\(demand.fewest) to \(demand.most) slots"
  }

  /// Takes one step: a proof of one more sum of rates, or a dynamic program with finer cells.
  ///
  /// - Parameter target: More jobs than these do not matter.
  mutating func refine(
    _ bounds: inout FrontierBound, solver: any LiveProgramSolver, deadline: Deadline,
    target: Double, stop: StopToken?
  ) throws {
    if wantsProof {
      try prove(&bounds, solver, deadline, target, stop)
    } else if !isPriced {
      isPriced = true
      let before = best?.proven ?? 0
      try searchPrices(&bounds, solver: solver, deadline: deadline, target: target, stop: stop)
      if best?.proven ?? 0 <= before { mostProofs = Self.mostProofs }
    } else if let width = fineness.first, let best {
      fineness.removeFirst()
      bound(best.prices, fineness: width, target: target) { deadline.isOver(or: stop) }
      if let now = self.best, now.proven < best.proven + Self.leastGain * jobs { fineness = [] }
    } else {
      fineness = []
    }
  }

  // MARK: Rates

  /// Rates of the fewest slots that designs with fewer jobs than a goal can have; nil where there
  /// are none.
  private func box(goal: Double) -> RateBox? {
    let count = demand.fewest
    func all(_ rate: Double) -> [Double] { Array(repeating: rate, count: count) }
    var box = RateBox(
      slots: RateBox.Range(least: all(slotRange.lowerBound), most: all(slotRange.upperBound)),
      sums: RateBox.Range(least: all(0), most: Array(frontier.prefix(count))))
    guard cuts.tighten(&box) else { return nil }
    for index in 0..<count {
      var (low, high) = (box.sums.least[index], box.sums.most[index])
      for _ in 0..<Self.halvings {
        var part = box
        let middle = (low + high) / 2
        part.sums.most[index] = middle
        if !part.shape() || leastJobs(part) >= goal { low = middle } else { high = middle }
      }
      box.sums.least[index] = max(box.sums.least[index], low)
    }
    return cuts.tighten(&box) ? box : nil
  }

  /// With the further slots that are followed, for designs that have them.
  private func extended(_ box: RateBox) -> RateBox {
    var box = box
    for count in demand.fewest..<followed {
      let (slot, sum) = (box.slots.most[count - 1], box.sums.most[count - 1])
      box.slots.least.append(slotRange.lowerBound)
      box.slots.most.append(slot)
      box.sums.least.append(box.sums.least[count - 1] + slotRange.lowerBound)
      box.sums.most.append(min(frontier[count], sum + slot))
    }
    return box
  }

  private static let halvings = 4

  private func leastJobs(_ rates: RateBox) -> Double {
    FastestFirstBound.leastJobs(
      rates, later: Array(frontier[demand.fewest..<demand.most]), arrivalRate: arrivalRate)
  }

  /// A dynamic program with some prices; the best ones are kept.
  mutating func bound(
    _ prices: Prices, fineness: Double, target: Double, isCalledOff: () -> Bool
  ) {
    var goal = min(target, max(jobs, best?.proven ?? mixture.jobs) * (1 + Self.ambition))
    while goal < .infinity {
      guard let box = box(goal: goal) else {
        jobs = max(jobs, goal)
        return
      }
      guard
        let program = FastestFirstProgram(
          extended(box), fewest: demand.fewest, later: Array(frontier[followed..<demand.most]),
          arrivalRate: arrivalRate, goal: goal, near: followed(prices.slots), fineness: fineness)
      else { return }
      let payment = FastestFirstProgram.Payment(hull: prices.certificate.hull, scale: prices.scale)
      guard let least = program.least(payment, isCalledOff: isCalledOff) else { return }
      let proven = least - prices.scale * prices.certificate.paid(by: followed)
      guard !proven.isNaN else { return }
      jobs = max(jobs, proven < .infinity ? min(goal, proven - 1e-9 * abs(least)) : goal)
      if proven > best?.proven ?? 0 { best = (prices, proven) }
      // Costs beyond the goal count for less; so it is a little above what can be had.
      guard proven > goal, goal < target else { return }
      goal = min(target, proven)
    }
  }

  private static let ambition = 2e-3

  /// With slots like the last one where less is told of these.
  func followed(_ slots: [Double]) -> [Double] {
    let known = Array(slots.prefix(followed))
    return known + Array(repeating: known[known.count - 1], count: followed - known.count)
  }

  // MARK: Proofs

  /// Proofs of weighted sums before the search for the best prices, and where that finds none.
  private static let (firstProofs, mostProofs) = (3, 12)

  private var wantsProof: Bool {
    region == nil && proofs < mostProofs && distance > Self.nearness
  }

  /// Weights as groups of a slot each, the greatest weight 1.
  private static func groups(_ weights: [Double]) -> (groups: [SlotGroup], scale: Double)? {
    guard let scale = weights.max(), scale > 0, scale < .infinity else { return nil }
    return (weights.map { SlotGroup(weight: $0 / scale, count: 1) }, scale)
  }

  private mutating func prove(
    _ bounds: inout FrontierBound, _ solver: any LiveProgramSolver, _ deadline: Deadline,
    _ target: Double, _ stop: StopToken?
  ) throws {
    proofs += 1
    let demand = isScarce ? demand : .atMost(followed)
    let all = [SlotGroup(weight: 1, count: isScarce ? demand.fewest : followed)]
    let (groups, scale) = Self.groups(weights) ?? (all, 0)
    let few = groups.merged(atMost: Self.mostGroups)
    guard
      let found = try bounds.certify(
        few, demand, in: region, solver: solver,
        deadline: Deadline(limit: deadline.remaining.map { $0 * Self.shareOfProof }), stop: stop)
    else { return }
    rounds += found.certificate.rounds
    cuts.add(found.certificate)
    for groups in groups == few ? [few] : [groups, few] { cuts.add(groups.first(cuts.count)) }
    guard let relaxed = found.relaxed else { return }
    if !mixture.isEmpty {
      let held = zip(weights, mixture.slots).reduce(0) { $0 + $1.0 * $1.1 }
      distance = max(0, scale * found.bound - held) / mixture.jobs
    }
    mixture.add(relaxed)
    if scale > 0 {
      use(found.certificate, scale, bounds, target) { deadline.isOver(or: stop) }
    }
    if mixture.jobs < .infinity { weights = mixture.weights.falling }
  }

  /// Bounds by a certificate's prices, and by prices between those and the best ones so far: the
  /// bound is concave in the prices.
  private mutating func use(
    _ certificate: LevelCertificate, _ scale: Double, _ bounds: FrontierBound, _ target: Double,
    isCalledOff: () -> Bool
  ) {
    let before = best?.prices
    let prices = Prices(certificate: certificate, scale: scale, slots: mixture.slots)
    bound(prices, fineness: Self.widths[0], target: target, isCalledOff: isCalledOff)
    guard let before, before.certificate.demand == certificate.demand else { return }
    for mixed in bounds.mixed(
      Self.shares, of: before.certificate, before.scale, with: certificate, scale, in: region)
    {
      bound(
        Prices(certificate: mixed.certificate, scale: mixed.scale, slots: mixture.slots),
        fineness: Self.widths[0], target: target, isCalledOff: isCalledOff)
    }
  }
}
