import LinearModels

/// Branch and bound on what servers host and where they end, for instances whose patterns are too
/// many to enumerate.
///
/// The relaxation mixes ranges of one server as no server can: 24 blocks for three jobs and 21 for
/// five are not 22 for four. And it mixes orders: of four servers any three may serve a job,
/// whatever their positions. A node is a region of designs; its bound is the pattern relaxation
/// over it, safe from duals, with patterns priced within the region. Not all of the positions are
/// ever known, so the search tightens the bound and proves no plan.
struct RegionBranching: Sendable {
  struct Node: BoundedNode, Sendable {
    var region: DesignRegion
    var bound: Double
  }

  private let demand: SlotDemand
  private let rule: RegionSplit.Rule
  private var open = BoundHeap<Node>()
  /// The greatest bound of the nodes that cannot be branched on.
  private var settled = -Double.infinity
  private(set) var nodes = 0

  /// - Parameter bound: Safe, from the root's relaxation.
  init(demand: SlotDemand, limits: [Int], bound: Double, rule: RegionSplit.Rule) {
    self.demand = demand
    self.rule = rule
    open.insert(Node(region: DesignRegion(limits: limits), bound: bound))
  }

  /// No design that meets the demand exceeds this.
  var bound: Double { max(settled, open.greatestBound ?? -.infinity) }

  /// How a stretch of work ended.
  private enum Pause {
    case done
    case stuck
    /// The program has so many columns that another one is faster.
    case crowded
  }

  /// Works on the open nodes while `isWanted` says so of the bound; true is asked for before every
  /// node.
  ///
  /// - Parameter target: What a node has to exceed to matter.
  /// - Returns: False where the node of the greatest bound cannot be branched on.
  mutating func run(
    _ bounds: inout FrontierBound, solver: any LiveProgramSolver, deadline: Deadline,
    stop: StopToken?, target: () -> Double, isWanted: (_ bound: Double) -> Bool
  ) throws -> Bool {
    var relaxation = bounds.relaxation(demand)
    var patterns = bounds.patterns
    while true {
      let (pause, fault) = try solver.withUntrustedProgram(of: relaxation.master.model) { program in
        try relaxation.begin(&program, patterns)
        return try work(
          &relaxation, &program, &bounds, deadline: deadline, stop: stop, target: target,
          isWanted: isWanted)
      }
      bounds.note(fault: fault)
      guard pause == .crowded else { return pause == .done }
      patterns = relaxation.recentPatterns
    }
  }

  private mutating func work(
    _ relaxation: inout RegionRelaxation, _ program: inout UntrustedProgram,
    _ bounds: inout FrontierBound, deadline: Deadline, stop: StopToken?, target: () -> Double,
    isWanted: (_ bound: Double) -> Bool
  ) throws -> Pause {
    while let greatest = open.greatestBound {
      guard isWanted(bound), !deadline.isOver(or: stop) else { return .done }
      guard greatest > settled else { return .stuck }
      guard !relaxation.isCrowded else { return .crowded }
      guard let node = open.popGreatest() else { return .done }
      nodes += 1
      let relaxed = try relaxation.solve(
        node.region, &program, &bounds, target: target(), deadline: deadline, stop: stop)
      let bound = min(node.bound, relaxed.bound)
      guard bound > target() else { continue }
      // Without a solution there was no time, or the backend gave up.
      guard let solution = relaxed.solution,
        let split = RegionSplit.best(
          for: solution, in: node.region, demand: demand, blocks: bounds.instance.blocks,
          rule: rule)
      else {
        settled = max(settled, bound)
        continue
      }
      for region in split.parts(of: node.region, blocks: bounds.instance.blocks) {
        let inherited = relaxed.duals.map {
          bounds.value(of: $0, relaxation.master, in: region)
        }
        open.insert(Node(region: region, bound: min(bound, inherited ?? bound)))
      }
    }
    return settled > target() ? .stuck : .done
  }
}
