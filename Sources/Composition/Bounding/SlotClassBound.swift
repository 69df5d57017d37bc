import LinearModels
import ServerChains

/// A lower bound of the mean number of jobs of all designs with so many slots, under JFFC.
///
/// One design's slots serve all numbers of jobs. What is proven of their rates (``RateCuts``) leaves a region, which is cut into
/// boxes; in a box its greatest rates, as if they could all be had at once, bound what JFFC can do (``FastestFirstBound``), and so do
/// lines with what is proven of their sums (``RateLine``). The box of the least bound is split, and now and then column generation proves one more sum of rates: first those that matter
/// for what mixtures of designs have, then those that matter for the worst box. What mixtures have is the most that boxes can prove;
/// beyond it designs are told apart by what servers host (``DesignRegion``).
struct SlotClassBound: Sendable {
  /// The slots of the designs: exactly so many, or so many at least.
  let demand: SlotDemand
  /// What servers host in them; nil where that is open.
  private let region: DesignRegion?
  private let arrivalRate: Double
  private let fastestTime: Double
  /// Bounds of `f_n` for n beyond the slots in the boxes.
  private let later: [Double]
  private var cuts: RateCuts
  private var open = BoundHeap<Box>()
  /// The least bound of boxes from which nothing more can be had.
  private var settled = Double.infinity
  private(set) var rounds = 0
  private var proofs = 0
  /// Whether it matters that the designs have no fewer slots.
  private var needsAllSlots = true
  /// `U_n` for the slots in the boxes.
  private let plainBound: Double
  private var splits = 0
  /// The best mixture of designs found.
  private var mixture: (relaxed: MasterSolution, jobs: Double)?
  /// How much the rate of each slot matters there.
  private var weights: [Double]
  /// Proven of more designs than these.
  private var floor = 0.0

  private struct Box: BoundedNode, Sendable {
    var rates: RateBox
    var jobs: Double
    /// Designs of the box that were left out have this many jobs at least.
    var ceiling = Double.infinity

    var bound: Double { -jobs }
  }

  /// - Parameters:
  ///   - demand: Not for no slots; without an end where designs may have more.
  ///   - frontier: `U_1, U_2, …`, for as many slots as there can be.
  ///   - certificates: What is known of these designs.
  ///   - region: What servers host in them; nil where that is open.
  init(
    demand: SlotDemand, in region: DesignRegion? = nil, arrivalRate: Double, fastestTime: Double,
    frontier: [Double], certificates: [LevelCertificate]
  ) {
    self.demand = demand
    self.region = region
    self.arrivalRate = arrivalRate
    self.fastestTime = fastestTime
    later = Array(frontier[demand.fewest..<demand.most])
    let count = demand.fewest
    cuts = RateCuts(count: count, certificates: certificates)
    plainBound = frontier[count - 1]
    let zeros = [Double](repeating: 0, count: count)
    weights = Array(repeating: 1, count: count)
    let whole = RateBox(
      slots: RateBox.Range(
        least: zeros, most: Array(repeating: SafeBound.upper(1 / fastestTime), count: count)),
      sums: RateBox.Range(least: zeros, most: Array(frontier.prefix(count))))
    let box = Box(rates: whole, jobs: 0)
    if let box = bounded(box, target: .infinity) { open.insert(box) }
  }

  /// No design of the class has fewer jobs on average; safe.
  var jobs: Double { max(floor, min(settled, open.greatestBound.map { -$0 } ?? .infinity)) }

  /// Whether nothing more can be gained by boxes.
  var isSettled: Bool { splits > Self.mostSplits || settled <= jobs }

  /// Whether hardly anything more can be gained by boxes.
  var isNearlySettled: Bool {
    isSettled || mixture.map { jobs > $0.jobs * (1 - Self.nearness) } == true
  }

  private static let nearness = 2e-3

  /// Whether memory is so short that the number of slots is known to matter.
  var isScarce: Bool { proofs > 0 && needsAllSlots }

  var name: String {
    demand.isOpenEnded ? "\(demand.fewest) slots or more" : "\(demand.fewest) slots"
  }

  /// The designs with exactly as many slots, and those with more.
  func partsBySlots(frontier: [Double]) -> [SlotClassBound] {
    [
      SlotDemand.exactly(demand.fewest),
      SlotDemand(fewest: demand.fewest + 1, most: demand.most),
    ].map { part(demand: $0, in: region, frontier, cuts.certificates) }
  }

  /// The same designs told apart by what the best mixture of designs mixes.
  ///
  /// - Returns: nil where it mixes nothing.
  func parts(frontier: [Double], _ bounds: FrontierBound) -> [SlotClassBound]? {
    guard let mixture else { return nil }
    let whole = region ?? DesignRegion(limits: bounds.limits)
    let blocks = bounds.instance.blocks
    guard
      let split = RegionSplit.best(
        for: mixture.relaxed, in: whole, demand: demand, blocks: blocks, rule: .hosting)
    else { return nil }
    var parts = split.parts(of: whole, blocks: blocks).map { region in
      part(demand: demand, in: region, frontier, bounds.restricted(cuts.certificates, to: region))
    }
    for index in parts.indices {
      parts[index].needsAllSlots = needsAllSlots
      parts[index].weights = weights
      parts[index].hasWeights = true
    }
    return parts
  }

  private func part(
    demand: SlotDemand, in region: DesignRegion?, _ frontier: [Double],
    _ certificates: [LevelCertificate]
  ) -> SlotClassBound {
    var part = SlotClassBound(
      demand: demand, in: region, arrivalRate: arrivalRate, fastestTime: fastestTime,
      frontier: frontier, certificates: certificates)
    part.floor = jobs
    return part
  }

  /// Whether the first proof is of these weights.
  private var hasWeights = false

  private static let mostProofs = 30
  /// At most this many groups enter a program.
  private static let mostGroups = 6
  private static let mostSplits = 100_000
  private static let stepsOfProof = 500
  /// No proof may take more of the time that is left: now and then a backend stalls.
  private static let shareOfProof = 0.1
  /// Slots that matter less than this are not split, as a share of the bound.
  private static let resolution = 1e-4

  /// Works until the bound is not below the target, nothing is gained or the time is up.
  ///
  /// - Parameter steps: Come back after so many boxes, a proof counting as ``stepsOfProof`` of them.
  mutating func refine(
    _ bounds: inout FrontierBound, solver: any LiveProgramSolver, steps: Int, deadline: Deadline,
    target: Double, stop: StopToken?
  ) throws {
    var steps = steps
    if proofs == 0, hasWeights, let (groups, _) = Self.groups(weights) {
      try prove(groups, &bounds, solver, deadline, stop)
    } else if proofs == 0 {
      let all = [SlotGroup(weight: 1, count: demand.fewest)]
      try prove(all, &bounds, solver, deadline, stop)
      // Where slots beyond these cost nothing, programs for at most so many are smaller.
      needsAllSlots = cuts.bound(of: all) < plainBound * (1 - 1e-3)
    }
    while jobs < target, steps > 0, !deadline.isOver(or: stop), !isSettled,
      let box = open.popGreatest()
    {
      steps -= 1
      // Proofs may have come since.
      guard let now = bounded(box, target: target) else { continue }
      guard now.jobs < now.ceiling else {
        settled = min(settled, now.jobs)
        continue
      }
      if now.jobs > box.jobs * (1 + 1e-6) {
        open.insert(now)
        continue
      }
      if proofs < Self.mostProofs, splits >= max(100 * proofs, 2000 * (proofs - 3)),
        let groups = nextGroups(now)
      {
        open.insert(now)
        try prove(groups, &bounds, solver, deadline, stop)
        steps -= Self.stepsOfProof
        continue
      }
      splits += 1
      split(now, target: target)
    }
  }

  // MARK: Boxes

  /// The box with all that is known now; nil where it has no design that could be stable.
  ///
  /// - Parameter target: Designs with more jobs may be left out.
  private func bounded(_ box: Box, target: Double) -> Box? {
    var box = box
    var jobs = Double.infinity
    if cuts.tighten(&box.rates) {
      jobs = leastJobs(box.rates)
      let goal = goal(target)
      if jobs < goal {
        raise(&box.rates, goal: goal)
        box.ceiling = min(box.ceiling, goal)
        jobs = .infinity
        if cuts.tighten(&box.rates) {
          jobs = max(leastJobs(box.rates), lineBound(box.rates, goal: goal))
        }
      }
    }
    box.jobs = min(max(box.jobs, jobs), box.ceiling)
    return box.jobs < .infinity ? box : nil
  }

  /// More than mixtures of designs have cannot be proven.
  private func goal(_ target: Double) -> Double { min(target, mixture?.jobs ?? 0) }

  private func leastJobs(_ rates: RateBox) -> Double {
    FastestFirstBound.leastJobs(rates, later: later, arrivalRate: arrivalRate)
  }

  /// What lines say: one at the best mixture's rates and one in the middle; no more than can be proven.
  private func lineBound(_ box: RateBox, goal: Double, isQuick: Bool = false) -> Double {
    guard let mixture,
      let lines = RateLines(box, later: later, arrivalRate: arrivalRate, goal: goal)
    else { return 0 }
    let (least, most) = (box.slots.least, box.slots.most)
    var points = [
      zip(mixture.relaxed.slots, zip(least, most)).map { min(max($0, $1.0), $1.1) }
    ]
    if !isQuick { points.append(zip(least, most).map { ($0 + $1) / 2 }) }
    let bounds = points.map { point in
      let line = lines.line(at: point)
      return line.constant - cuts.most(line.weights, in: box)
    }
    return min(goal, (bounds.max() ?? 0) * (1 - 1e-9))
  }

  /// Leaves out rates with which there would be too many jobs.
  private func raise(_ box: inout RateBox, goal: Double) {
    for index in box.sums.most.indices {
      var (low, high) = (box.sums.least[index], box.sums.most[index])
      for _ in 0..<2 {
        var part = box
        let middle = (low + high) / 2
        part.sums.most[index] = middle
        if !part.shape() || leastJobs(part) >= goal {
          low = middle
        } else {
          high = middle
        }
      }
      box.sums.least[index] = max(box.sums.least[index], low)
    }
  }

  private mutating func split(_ box: Box, target: Double) {
    let goal = goal(target)
    var candidates: [(gain: Double, parts: [RateBox])] = []
    for (range, weights) in [(\RateBox.slots, weights), (\RateBox.sums, sumWeights)] {
      let rates = box.rates[keyPath: range]
      let matter = rates.most.indices.map { ($0, weights[$0] * (rates.most[$0] - rates.least[$0])) }
        .filter { $0.1 > Self.resolution * box.jobs }.sorted { (-$0.1, $0.0) < (-$1.1, $1.0) }
      for (index, _) in matter.prefix(Self.mostCandidates) {
        var (low, high) = (box.rates, box.rates)
        let middle = (rates.least[index] + rates.most[index]) / 2
        low[keyPath: range].most[index] = middle
        high[keyPath: range].least[index] = middle
        let gains = [low, high].map { part -> Double in
          var part = part
          guard part.shape() else { return box.jobs }
          let jobs = max(leastJobs(part), lineBound(part, goal: goal, isQuick: true))
          return min(max(jobs - box.jobs, 1e-5 * box.jobs), 0.05 * box.jobs)
        }
        candidates.append((gains[0] * gains[1], [low, high]))
      }
    }
    guard let best = candidates.max(by: { $0.gain < $1.gain }) else {
      settled = min(settled, box.jobs)
      return
    }
    for rates in best.parts {
      var part = box
      part.rates = rates
      if let part = bounded(part, target: target) { open.insert(part) }
    }
  }

  private static let mostCandidates = 5

  /// How much each `f_n` matters.
  private var sumWeights: [Double] {
    weights.indices.map { max(0, weights[$0] - ($0 + 1 < weights.count ? weights[$0 + 1] : 0)) }
  }

  // MARK: Proofs

  /// Which sum of slots to bound next: by how much each slot matters.
  private func nextGroups(_ box: Box) -> [SlotGroup]? {
    guard let mixture else { return nil }
    let slots = proofs <= 4 ? mixture.relaxed.slots : box.rates.sums.most.differences
    let known = leastJobs(RateBox(slots))
    guard known < .infinity else { return nil }
    return Self.groups(slopes(slots, known))?.groups
  }

  /// By how much a little more of each slot's rate makes jobs fewer.
  private func slopes(_ slots: [Double], _ jobs: Double) -> [Double] {
    slots.indices.map { index in
      var changed = slots
      let step = 1e-4 * slots[0]
      changed[index] += step
      return max(0, (jobs - leastJobs(RateBox(changed))) / step)
    }
  }

  /// Weights as groups of a slot each, the greatest weight 1.
  private static func groups(_ weights: [Double]) -> (groups: [SlotGroup], scale: Double)? {
    guard let scale = weights.max(), scale > 0, scale < .infinity else { return nil }
    return (weights.map { SlotGroup(weight: $0 / scale, count: 1) }, scale)
  }

  private mutating func prove(
    _ groups: [SlotGroup], _ bounds: inout FrontierBound, _ solver: any LiveProgramSolver,
    _ deadline: Deadline, _ stop: StopToken?
  ) throws {
    proofs += 1
    let few = groups.merged(atMost: Self.mostGroups)
    guard
      let found = try bounds.certify(
        few, needsAllSlots ? demand : .atMost(demand.fewest), in: region, solver: solver,
        deadline: Deadline(limit: deadline.remaining.map { $0 * Self.shareOfProof }), stop: stop)
    else { return }
    rounds += found.certificate.rounds
    cuts.add(found.certificate)
    cuts.add(groups)
    if groups != few { cuts.add(few) }
    if let relaxed = found.relaxed { mix(relaxed) }
  }

  /// Takes another mixture: the best point between it and the best so far.
  private mutating func mix(_ relaxed: MasterSolution) {
    let known = mixture?.relaxed ?? relaxed
    let steps = mixture == nil ? [Self.mixingSteps] : Array(0...Self.mixingSteps)
    let found = steps.map { step in
      let share = Double(step) / Double(Self.mixingSteps)
      return (share: share, best: leastJobs(RateBox(known.mixedSlots(share, of: relaxed))))
    }
    guard let (share, best) = found.min(by: { $0.best < $1.best }) else { return }
    let mixed = known.mixed(share, of: relaxed)
    mixture = (mixed, best)
    weights = slopes(mixed.slots, best)
  }

  private static let mixingSteps = 20
}

extension [Double] {
  /// What must be added in turn.
  fileprivate var differences: [Double] {
    indices.map { $0 == 0 ? self[0] : Swift.max(0, self[$0] - self[$0 - 1]) }
  }
}
