import LinearModels
import ServerChains

/// Bounds of `V_n` that get tighter the longer one works: column generation for exactly n, n − 1, …
/// slots, then branching on what servers host, then on where the great ones end, and where few
/// patterns are left to better designs, on where all do.
package struct BoundTightening: Sendable {
  /// The patterns found so far.
  package private(set) var bounds: FrontierBound
  private let solver: any LiveProgramSolver
  private let branchingSolver: any LiveProgramSolver
  /// Ends the work when it is asked to; nil where only deadlines end it.
  package var stop: StopToken?
  private var trees: [Tree] = []
  /// LPs of column generation solved since ``resetEffort()``; those of branching are not among
  /// them.
  package private(set) var rounds = 0
  /// What the relaxation for at most n slots makes of them.
  package private(set) var relaxed: [(pattern: Pattern, amount: Double)] = []

  /// The branchings for one number of slots.
  private struct Tree {
    let demand: SlotDemand
    var hosting: RegionBranching?
    var ends: RegionBranching?
    /// What branching over enumerated patterns proved.
    var listed: (bound: Double, nodes: Int)?

    var bound: Double {
      min(hosting?.bound ?? .infinity, ends?.bound ?? .infinity, listed?.bound ?? .infinity)
    }
    var nodes: Int { (hosting?.nodes ?? 0) + (ends?.nodes ?? 0) + (listed?.nodes ?? 0) }
  }

  /// A tightening that has proven nothing yet.
  ///
  /// - Parameters:
  ///   - bounds: The patterns to begin with.
  ///   - branchingSolver: For the LPs of branching, but not for those over listed patterns without
  ///     sole blocks; nil for `solver`.
  package init(
    bounds: FrontierBound, solver: any LiveProgramSolver,
    branchingSolver: (any LiveProgramSolver)? = nil, stop: StopToken?
  ) {
    self.bounds = bounds
    self.solver = solver
    self.branchingSolver = branchingSolver ?? solver
    self.stop = stop
  }

  /// Takes patterns to begin with.
  package mutating func add(_ patterns: [Pattern]) { bounds.add(patterns) }

  /// Counts anew, for another number of slots.
  package mutating func resetEffort() {
    rounds = 0
    trees = []
  }

  /// Nodes of branching so far.
  package var nodes: Int { trees.reduce(0) { $0 + $1.nodes } }

  /// Column generation for at most n slots.
  package mutating func begin(slots: Int, deadline: Deadline) throws -> Double {
    let certificate = try certificate(.atMost(slots), target: 0, deadline)
    relaxed = certificate.capacities
    return certificate.bound
  }

  /// Works on a bound of `V_n` as far as this can: scans, then branches.
  ///
  /// - Parameters:
  ///   - rest: A safe bound for at most `slots` slots, from ``begin(slots:deadline:)``.
  ///   - fewer: A safe bound on `V_(n−1)`, where there is one.
  ///   - report: Takes every better bound on `V_n`.
  package mutating func tighten(
    slots: Int, rest: Double, fewer: Double?, deadline: Deadline, incumbent: () -> Double,
    report: (Double) -> Void
  ) throws {
    try scan(
      slots: slots, rest: rest, fewer: fewer, deadline: deadline, incumbent: incumbent,
      report: report)
    try branch(fewer: fewer, deadline: deadline, incumbent: incumbent, report: report)
  }

  /// Column generation for exactly n slots, and where that helps for all fewer numbers of slots
  /// that matter.
  ///
  /// - Parameters:
  ///   - rest: A safe bound for at most `slots` slots, from ``begin(slots:deadline:)``.
  ///   - fewer: A safe bound on `V_(n−1)`, where there is one.
  ///   - report: Takes every better bound on `V_n`.
  package mutating func scan(
    slots: Int, rest: Double, fewer: Double?, deadline: Deadline, incumbent: () -> Double,
    report: (Double) -> Void
  ) throws {
    trees = []
    var (slots, rest) = (slots, rest)
    let count = relaxed.reduce(0) { $0 + $1.amount }
    // With one slot less, a bound for at most so many is as good: then memory decides.
    if fewer == nil, count < Double(slots) - 1 {
      let middle = max(1, Int(count))
      let exact = try certify(.exactly(middle), target: incumbent(), deadline)
      guard exact < rest * (1 - Self.clearGain), !isOver(deadline) else {
        plant(.atMost(slots), rest)
        return
      }
      slots = try mostSlots(above: middle, atMost: slots, deadline, incumbent: incumbent)
      rest = min(rest, try certify(.atMost(slots), target: 0, deadline))
    }
    for open in stride(from: slots, through: 1, by: -1) {
      let known = max(trees.map(\.bound).max() ?? 0, fewer ?? 0, incumbent())
      guard rest > known, !isOver(deadline) else {
        plant(.atMost(open), rest)
        break
      }
      let exact = try certify(.exactly(open), target: known, deadline)
      guard exact < rest * (1 - 1e-6) else {
        plant(.atMost(open), rest)
        break
      }
      plant(.exactly(open), exact)
      if fewer != nil { break }
      // Where n slots are out of reach, no fewer are bounded anew: n − 1 of them will hardly be
      // easier to bound.
      if exact > known { rest = min(rest, try certify(.atMost(open - 1), target: 0, deadline)) }
      report(max(known, exact, rest))
    }
    report(max(trees.map(\.bound).max() ?? 0, fewer ?? 0, incumbent()))
  }

  /// The most slots with which the incumbent can be beaten, as far as column generation tells.
  private mutating func mostSlots(
    above known: Int, atMost slots: Int, _ deadline: Deadline, incumbent: () -> Double
  ) throws -> Int {
    var (low, high) = (known, slots)
    while low < high, !isOver(deadline) {
      let middle = (low + high + 1) / 2
      let bound = try certify(
        SlotDemand(fewest: middle, most: high), target: incumbent(), deadline)
      if bound > incumbent() { low = middle } else { high = middle - 1 }
    }
    return high
  }

  /// What sole blocks must gain, relatively, to be worth bounds for each number of slots.
  private static let clearGain = 1e-3

  private mutating func plant(_ demand: SlotDemand, _ bound: Double) {
    let hosting = RegionBranching(
      demand: demand, limits: bounds.limits, bound: bound, rule: .hosting)
    trees.append(Tree(demand: demand, hosting: hosting))
  }

  /// Branches until the bound meets the incumbent, stands still or the time is up.
  package mutating func branch(
    fewer: Double?, deadline: Deadline, incumbent: () -> Double, report: (Double) -> Void
  ) throws {
    try branch(
      on: \.hosting, patience: 200, fewer: fewer, deadline: deadline, incumbent: incumbent,
      report: report)
    let known = max(incumbent(), fewer ?? 0)
    for index in trees.indices where trees[index].bound > known {
      let great = bounds.greatServers(for: trees[index].demand.most)
      guard great.count > 1 else { continue }
      trees[index].ends = RegionBranching(
        demand: trees[index].demand, limits: bounds.limits, bound: trees[index].bound,
        rule: .ends(of: great))
    }
    try branch(
      on: \.ends, patience: 400, fewer: fewer, deadline: deadline, incumbent: incumbent,
      report: report)
    try branchOnListed(fewer: fewer, deadline: deadline, incumbent: incumbent, report: report)
  }

  /// Branches over enumerated patterns, the worst tree first, until one of them cannot be improved.
  ///
  /// Few patterns can be part of a design that beats a target a little below the bound: those are
  /// enumerated, and branching on ends shows that the target is out of reach. It is the exact
  /// method, at a target above the incumbent.
  private mutating func branchOnListed(
    fewer: Double?, deadline: Deadline, incumbent: () -> Double, report: (Double) -> Void
  ) throws {
    while !isOver(deadline) {
      let known = max(incumbent(), fewer ?? 0)
      guard let (worst, next) = worstTree, trees[worst].bound > known, trees[worst].listed == nil
      else { return }
      let (demand, bound) = (trees[worst].demand, trees[worst].bound)
      let rest = max(next, known)
      let certificate = try certificate(demand, target: 0, deadline)
      guard
        let (target, patterns) = patterns(
          for: certificate, below: bound, notBelow: rest, deadline: deadline)
      else { return }
      var branching = EndBranching(
        instance: bounds.instance, patterns: patterns, limits: bounds.limits, demand: demand,
        relaxed: certificate.capacities,
        solver: demand.usesSoleBlocks ? branchingSolver : solver)
      let stop = stop
      let result = try branching.run(
        incumbent: target, deadline: deadline, stop: stop
      ) { _ in
        // Such a design would have to be found by the search for plans.
        (target, .infinity)
      } progress: {
        report(max(min($1, bound), rest))
      }
      bounds.note(fault: result.counts.fault)
      trees[worst].listed = (min(result.bound, bound), result.counts.nodes)
      report(max(trees[worst].bound, rest))
    }
  }

  /// The patterns of designs that beat the least target for which they can be enumerated; nil where
  /// it is hardly below the bound.
  private func patterns(
    for certificate: FrontierBound.Certificate, below bound: Double, notBelow least: Double,
    deadline: Deadline
  ) -> (target: Double, patterns: [Pattern])? {
    let space = PatternSpace(instance: bounds.instance)
    var found: (target: Double, patterns: [Pattern])?
    var (low, high) = (0.0, 1.0)
    for step in 0..<Self.targets where !isOver(deadline) {
      // The incumbent itself first.
      let share = step == 0 ? 1 : (low + high) / 2
      let target = bound - share * (bound - least)
      // A design with a pattern worth less than the best has that much less.
      let worth = certificate.slotPrice - (certificate.bound - target)
      let patterns = space.patterns(
        worth: worth * (1 - 1e-9), at: certificate.prices, most: Self.mostPatterns
      ) { isOver(deadline) }
      if let patterns {
        found = (target, patterns)
        low = share
      } else {
        high = share
      }
      if low == 1 { break }
    }
    return found.flatMap { $0.target < bound * (1 - StandstillGauge.gain) ? $0 : nil }
  }

  /// Patterns that are enumerated at most, and targets tried for that.
  private static let mostPatterns = 100_000
  private static let targets = 7

  /// Works on one kind of branching, the worst tree first.
  ///
  /// - Parameter patience: Nodes without a tangible gain after which branching gives up.
  private mutating func branch(
    on kind: WritableKeyPath<Tree, RegionBranching?>, patience: Int, fewer: Double?,
    deadline: Deadline, incumbent: () -> Double, report: (Double) -> Void
  ) throws {
    var gauge = StandstillGauge(patience: patience)
    while !isOver(deadline) {
      guard let (worst, others) = worstTree else { return }
      let next = max(others, fewer ?? 0)
      guard trees[worst].bound > max(incumbent(), fewer ?? 0) else {
        report(max(incumbent(), fewer ?? 0))
        return
      }
      let stop = stop
      guard var branching = trees[worst][keyPath: kind] else { return }
      // The better one of both kinds of branching.
      let known = trees[worst].bound
      let canGoOn = try branching.run(
        &bounds, solver: branchingSolver, deadline: deadline, stop: stop, target: incumbent
      ) { bound in
        let bound = min(bound, known)
        report(max(bound, next, incumbent()))
        return bound >= next && !gauge.isStill(at: bound)
      }
      trees[worst][keyPath: kind] = branching
      report(max(trees[worst].bound, next, incumbent()))
      guard canGoOn, !gauge.gaveUp else { return }
    }
  }

  /// The tree of the greatest bound, the first of those alike, and the greatest bound of the
  /// others, 0 without any.
  private var worstTree: (index: Int, others: Double)? {
    let order = trees.indices.sorted { (-trees[$0].bound, $0) < (-trees[$1].bound, $1) }
    return order.first.map { ($0, order.dropFirst().first.map { trees[$0].bound } ?? 0) }
  }

  private func isOver(_ deadline: Deadline) -> Bool {
    deadline.isOver(or: stop)
  }

  private mutating func certify(
    _ demand: SlotDemand, target: Double, _ deadline: Deadline
  ) throws -> Double {
    try certificate(demand, target: target, deadline).bound
  }

  private mutating func certificate(
    _ demand: SlotDemand, target: Double, _ deadline: Deadline
  ) throws -> FrontierBound.Certificate {
    let certificate = try bounds.certify(
      demand, solver: solver, deadline: deadline, target: target,
      gap: demand.usesSoleBlocks ? 1e-5 : 1e-7, stop: stop)
    rounds += certificate.rounds
    return certificate
  }
}

/// Tells when a bound has stood still for too many nodes.
private struct StandstillGauge {
  private let patience: Int
  private var best = Double.infinity
  private var nodes = 0
  private(set) var gaveUp = false

  /// A tangible gain, relatively.
  static let gain = 2e-4

  /// - Parameter patience: Nodes without a tangible gain.
  init(patience: Int) { self.patience = patience }

  mutating func isStill(at bound: Double) -> Bool {
    nodes += 1
    if bound < best * (1 - Self.gain) { (best, nodes) = (bound, 0) }
    gaveUp = nodes > patience
    return gaveUp
  }
}
