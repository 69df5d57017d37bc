import LinearModels
import ServerChains

/// Branch and bound on how many blocks servers host, for instances whose patterns are too many to enumerate.
///
/// The relaxation mixes ranges of one server as no server can: 24 blocks for three jobs and 21 for five are not 22 for four.
/// A node gives every server an interval of hosted blocks; its bound is the pattern relaxation over these, safe from duals,
/// with patterns priced within the intervals. Positions stay relaxed, so the search tightens the bound and proves no plan.
struct HostingBranching: Sendable {
  struct Node: BoundedNode, Sendable {
    var hosted: [ClosedRange<Int>]
    var bound: Double
  }

  private let demand: SlotDemand
  private let limits: [Int]
  private var open = BoundHeap<Node>()
  private(set) var nodes = 0

  /// - Parameter bound: Safe, from the root's relaxation.
  init(demand: SlotDemand, limits: [Int], bound: Double) {
    self.demand = demand
    self.limits = limits
    open.insert(Node(hosted: limits.map { 0...$0 }, bound: bound))
  }

  /// No design that meets the demand exceeds this.
  var bound: Double { open.greatestBound ?? -.infinity }

  /// Works on the open nodes while `isWanted` says so of the bound; true is asked for before every node.
  ///
  /// - Parameter target: What a node has to exceed to matter.
  /// - Returns: False where the node of the greatest bound cannot be branched on.
  mutating func run(
    _ bounds: inout FrontierBound, solver: any LiveProgramSolver, deadline: Deadline,
    target: () -> Double, isWanted: (_ bound: Double) -> Bool
  ) throws -> Bool {
    var relaxation = bounds.relaxation(demand)
    return try solver.withLiveProgram(of: relaxation.master.model) { program in
      try relaxation.begin(&program, bounds.patterns)
      while let greatest = open.greatestBound, isWanted(greatest), !deadline.isOver,
        let node = open.popGreatest()
      {
        nodes += 1
        let relaxed = try relaxation.solve(
          node.hosted, &program, &bounds, target: target(), deadline: deadline)
        let bound = min(node.bound, relaxed.bound)
        guard bound > target() else { continue }
        guard let (server, middle) = relaxed.isComplete ? relaxed.split : nil else {
          // Nothing to branch on, or no time: the node keeps its bound.
          open.insert(Node(hosted: node.hosted, bound: bound))
          return false
        }
        let range = node.hosted[server]
        for part in [range.lowerBound...middle, middle + 1...range.upperBound] {
          var hosted = node.hosted
          hosted[server] = part
          let inherited = relaxed.duals.map {
            bounds.value(of: $0, relaxation.master, hosted: hosted)
          }
          open.insert(Node(hosted: hosted, bound: min(bound, inherited ?? bound)))
        }
      }
      return true
    }
  }
}

/// The pattern relaxation within intervals of hosted blocks, in a live program.
struct HostingRelaxation {
  let master: LinearMaster
  private let limits: [Int]
  /// Intervals the program has now.
  private var hosted: [ClosedRange<Int>]
  /// Patterns the program has, and whether each may be used.
  private var columns: [(pattern: Pattern, isOpen: Bool)] = []

  /// What a node's relaxation gave.
  struct Outcome {
    var bound: Double
    var duals: MasterDuals?
    /// Whether column generation came to its end, above the target.
    var isComplete = false
    /// A server whose hosted blocks the solution mixes, and the end of the lower part.
    var split: (server: Int, middle: Int)?
  }

  init(master: LinearMaster, limits: [Int]) {
    self.master = master
    self.limits = limits
    hosted = limits.map { 0...$0 }
  }

  mutating func begin(_ program: inout any LiveProgram, _ patterns: [Pattern]) throws {
    columns = []
    try add(patterns, &program)
  }

  private mutating func add(_ patterns: [Pattern], _ program: inout any LiveProgram) throws {
    try program.add(patterns.map(master.column))
    columns += patterns.map { ($0, true) }
  }

  /// Column generation within the intervals, until the bound is not above the target or no pattern improves it.
  mutating func solve(
    _ intervals: [ClosedRange<Int>], _ program: inout any LiveProgram,
    _ bounds: inout FrontierBound, target: Double, deadline: Deadline
  ) throws -> Outcome {
    try move(to: intervals, &program)
    var best = Outcome(bound: .infinity)
    var smoothing = DualSmoothing()
    while !deadline.isOver {
      let answer = try program.solve(timeLimit: deadline.remaining)
      guard answer.termination == .optimal else { return best }
      let duals = master.duals(answer.rowDuals)
      let priced = bounds.price(duals, master, hosted: intervals, &smoothing)
      if priced.bound < best.bound {
        best.bound = priced.bound
        best.duals = priced.duals
      }
      if best.bound <= target { return best }
      let before = bounds.patterns.count
      bounds.add(priced.improving)
      let new = Array(bounds.patterns[before...])
      if new.isEmpty || best.bound - bounds.rate(answer.objective) <= 1e-4 * best.bound {
        best.isComplete = true
        best.split = split(answer.values)
        return best
      }
      try add(new, &program)
    }
    return best
  }

  private mutating func move(
    to intervals: [ClosedRange<Int>], _ program: inout any LiveProgram
  ) throws {
    for server in limits.indices where intervals[server] != hosted[server] {
      for (column, choice) in master.hostingColumns(of: server) {
        let isOpen = intervals[server].contains(choice.hosted)
        guard isOpen != hosted[server].contains(choice.hosted) else { continue }
        try program.setBounds(ofColumn: column, lower: 0, upper: isOpen ? .infinity : 0)
      }
      hosted[server] = intervals[server]
    }
    for index in columns.indices {
      let isOpen = columns[index].pattern.parts.allSatisfy {
        $0.blocks <= intervals[$0.server].upperBound
      }
      guard isOpen != columns[index].isOpen else { continue }
      try program.setBounds(
        ofColumn: master.model.variableCount + index, lower: 0, upper: isOpen ? .infinity : 0)
      columns[index].isOpen = isOpen
    }
  }

  /// The server whose mixture matters most: variance of its hosted blocks times the square of its load.
  private func split(_ values: [Double]) -> (server: Int, middle: Int)? {
    var load = [Double](repeating: 0, count: limits.count)
    for (index, column) in columns.enumerated() {
      let amount = values[master.model.variableCount + index]
      guard amount > 1e-9 else { continue }
      for part in column.pattern.parts { load[part.server] += amount * Double(part.blocks) }
    }
    var best: (score: Double, server: Int, middle: Int)?
    for server in limits.indices where hosted[server].count > 1 {
      var total = 0.0
      var sum = 0.0
      var squares = 0.0
      for (column, choice) in master.hostingColumns(of: server) where values[column] > 1e-9 {
        total += values[column]
        sum += values[column] * Double(choice.hosted)
        squares += values[column] * Double(choice.hosted) * Double(choice.hosted)
      }
      guard total > 1e-6 else { continue }
      let mean = sum / total
      let score = (squares / total - mean * mean) * load[server] * load[server]
      guard score > 1e-6, score > best?.score ?? 0 else { continue }
      let range = hosted[server]
      best = (score, server, max(range.lowerBound, min(range.upperBound - 1, Int(mean))))
    }
    return best.map { ($0.server, $0.middle) }
  }
}
