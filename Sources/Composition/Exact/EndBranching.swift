import LinearModels
import ServerChains

/// Branch and bound on where servers end, for enumerated patterns.
///
/// A node knows the ends of some servers, and only patterns that can meet them remain. Its bound is the pattern master's
/// linear relaxation over these, computed safely from duals. Where few patterns remain the master MILP with alignment cuts
/// finishes the node. This closes what cuts alone do not: at six servers and ten blocks the relaxation can be a third above
/// the optimum because its patterns do not align.
struct EndBranching {
  private let instance: Instance
  private let patterns: [Pattern]
  private let limits: [Int]
  private let demand: SlotDemand
  private let solver: any LiveProgramSolver
  private let fastestTime: Double
  private let master: LinearMaster
  struct Node: BoundedNode {
    var ends: [Int]
    var patterns: [Int]
    var bound: Double
  }

  struct Counts {
    var nodes = 0
    var leaves = 0
    var programs = 0
  }

  init(
    instance: Instance, patterns: [Pattern], limits: [Int], demand: SlotDemand,
    solver: any LiveProgramSolver
  ) {
    self.demand = demand
    self.instance = instance
    self.patterns = patterns
    self.limits = limits
    self.solver = solver
    fastestTime = patterns.map(\.serviceTime).min() ?? 1
    master = LinearMaster(
      instance: instance, limits: limits, demand: demand, fastestTime: fastestTime)
  }

  /// Searches until incumbent and bound meet or time is up.
  ///
  /// - Parameters:
  ///   - incumbent: The value to beat.
  ///   - leaf: Solves patterns exactly and tells the best value so far, a safe bound on theirs, and whether it is theirs.
  ///   - progress: Called now and then.
  mutating func run(
    incumbent: Double, deadline: Deadline, stop: StopToken?,
    leaf: ([Int]) throws -> (value: Double, bound: Double, isComplete: Bool),
    progress: (_ nodes: Int, _ bound: Double) -> Void
  ) throws -> (value: Double, bound: Double, counts: Counts) {
    var value = incumbent
    var counts = Counts()
    var open = BoundHeap<Node>()
    open.insert(
      Node(
        ends: Array(repeating: 0, count: instance.servers.count),
        patterns: Array(patterns.indices), bound: .infinity))
    var unfinished = -Double.infinity
    try solver.withLiveProgram(of: master.model) { program in
      var columns: [Int: Int] = [:]
      while let node = open.popGreatest() {
        if deadline.isOver(or: stop) {
          open.insert(node)
          break
        }
        let target = value * (1 + Verifier.relativeTolerance)
        if node.bound <= target { continue }
        counts.nodes += 1
        if counts.nodes % 64 == 0 { progress(counts.nodes, node.bound) }
        let relaxed = try relax(node, target: target, &program, &columns, &counts)
        let bound = min(node.bound, relaxed.bound)
        if bound <= target { continue }
        let server = relaxed.branchServer ?? freeServer(node)
        if server == nil {
          counts.leaves += 1
          let result = try leaf(node.patterns)
          value = max(value, result.value)
          if !result.isComplete { unfinished = max(unfinished, min(bound, result.bound)) }
          continue
        }
        if let server {
          for child in children(
            of: node, server: server, bound: bound, target: target, duals: relaxed.duals)
          {
            open.insert(child)
          }
        }
      }
    }
    let left = open.greatestBound ?? -.infinity
    // What was cut off may beat the incumbent by the tolerance.
    let cutOff = SafeBound.upper(value)
    return (value, max(cutOff, left, unfinished), counts)
  }

  /// One child per end; the parent's prices already bound it, often well enough to be rid of it.
  private func children(
    of node: Node, server: Int, bound: Double, target: Double, duals: MasterDuals?
  ) -> [Node] {
    let reduced = duals.map { duals in reducedCosts(node.patterns, duals) } ?? []
    let servers = duals.map { serverPart($0) } ?? .infinity
    return (1...instance.blocks).compactMap { end in
      var ends = node.ends
      ends[server] = end
      var kept: [Int] = []
      var greatest = demand.usesSoleBlocks ? -Double.infinity : 0
      for (position, index) in node.patterns.enumerated()
      where PatternEnds.allow(patterns[index], ends: ends, blocks: instance.blocks) {
        kept.append(index)
        if !reduced.isEmpty { greatest = max(greatest, reduced[position]) }
      }
      let inherited = reduced.isEmpty ? bound : demand.value(ofEach: greatest) + servers
      guard inherited > target else { return nil }
      // An end at which the server takes part in nothing is covered by any other end.
      guard
        kept.contains(where: { index in patterns[index].parts.contains { $0.server == server } })
      else { return nil }
      return Node(ends: ends, patterns: kept, bound: min(bound, inherited))
    }
  }

  private func reducedCosts(_ members: [Int], _ duals: MasterDuals) -> [Double] {
    let prices = duals.prices.values
    return members.map { index in
      patterns[index].parts.reduce(patterns[index].rate) {
        $0 - prices[$1.server][$1.blocks - 1]
      }
    }
  }

  /// The node's relaxation by column generation over its patterns.
  private func relax(
    _ node: Node, target: Double, _ program: inout any LiveProgram, _ columns: inout [Int: Int],
    _ counts: inout Counts
  ) throws -> (bound: Double, branchServer: Int?, duals: MasterDuals?) {
    let base = master.model.variableCount
    let inside = Set(node.patterns)
    for (pattern, column) in columns {
      try program.setBounds(
        ofColumn: base + column, lower: 0, upper: inside.contains(pattern) ? .infinity : 0)
    }
    var bound = Double.infinity
    var best: MasterDuals?
    while true {
      let answer = try program.solve(timeLimit: nil)
      counts.programs += 1
      guard answer.termination == .optimal else { return (bound, nil, best) }
      let duals = master.duals(answer.rowDuals)
      let priced = price(node.patterns, duals)
      let proven = demand.value(ofEach: priced.greatest) + serverPart(duals)
      if proven < bound {
        bound = proven
        best = duals
      }
      if bound <= target { return (bound, nil, best) }
      let new = priced.improving.filter { columns[$0] == nil }
      if new.isEmpty {
        let amounts = columns.filter { inside.contains($0.key) }
          .map { ($0.key, answer.values[base + $0.value]) }.filter { $0.1 > 1e-7 }
          .sorted { $0.0 < $1.0 }
        return (bound, branchServer(node, amounts), best)
      }
      for pattern in new { columns[pattern] = columns.count }
      try program.add(new.map { master.column(patterns[$0]) })
    }
  }

  private func price(
    _ members: [Int], _ duals: MasterDuals
  ) -> (greatest: Double, improving: [Int]) {
    let reduced = reducedCosts(members, duals)
    let threshold = duals.slotPrice + 1e-9 / fastestTime
    let improving = zip(members, reduced).filter { $0.1 > threshold }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    let floor = demand.usesSoleBlocks ? -Double.infinity : 0
    return (reduced.reduce(floor, max), improving.prefix(20).map(\.0))
  }

  /// What a safe bound has beside the patterns' greatest reduced cost.
  private func serverPart(_ duals: MasterDuals) -> Double {
    master.hostingValue(duals) + master.roundingSlack(duals)
  }

  /// A server of some pattern left whose end is unknown; nil where every pattern has its place.
  private func freeServer(_ node: Node) -> Int? {
    for index in node.patterns {
      if let part = patterns[index].parts.first(where: { node.ends[$0.server] == 0 }) {
        return part.server
      }
    }
    return nil
  }

  /// The server whose end is unknown and on which the most capacity hangs; nil where all ends are known.
  private func branchServer(_ node: Node, _ amounts: [(Int, Double)]) -> Int? {
    var load = [Double](repeating: 0, count: limits.count)
    // How much of the load on a server can stand at each end: the less the best end holds, the more a branch decides.
    var held = [[Double]](
      repeating: [Double](repeating: 0, count: instance.blocks + 1), count: limits.count)
    for (index, amount) in amounts {
      let pattern = patterns[index]
      for part in pattern.parts where node.ends[part.server] == 0 {
        let weight = amount * Double(part.blocks)
        load[part.server] += weight
        for end in PatternEnds.possible(
          for: part.server, in: pattern, ends: node.ends, blocks: instance.blocks)
        {
          held[part.server][end] += weight
        }
      }
    }
    let free = limits.indices.filter { node.ends[$0] == 0 && load[$0] > 0 }
    for server in free { load[server] -= 0.9 * (held[server].max() ?? 0) }
    return free.max { (load[$0], $1) < (load[$1], $0) }
  }
}
