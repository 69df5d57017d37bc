import LinearModels
import ServerChains

/// Branch and bound over enumerated patterns, above all on where servers end.
///
/// A node knows the ends of some servers, and only patterns that can meet them remain. Its bound is
/// the pattern master's linear relaxation over these, computed safely from duals. Where few
/// patterns remain the master MILP with alignment cuts finishes the node. This closes what cuts
/// alone do not: at six servers and ten blocks the relaxation can be a third above the optimum
/// because its patterns do not align. Before ends, a node is split by how many jobs are on long
/// chains.
package struct EndBranching {
  private let instance: Instance
  private let solver: any LiveProgramSolver
  private var relaxation: PatternRelaxation
  private var ends: PatternEnds
  private var open = BoundHeap<Node>()
  private var counts = Counts()
  /// The greatest bound of the leaves that were left undecided.
  private var unfinished = -Double.infinity

  private typealias Node = PatternRelaxation.Node

  /// What a search did.
  package struct Counts {
    /// Nothing yet.
    package init() {}

    /// Nodes whose relaxation was solved.
    package var nodes = 0
    /// Nodes without a server left to branch on, whose patterns were solved exactly.
    package var leaves = 0
    /// LPs solved.
    package var programs = 0
    /// Patterns of all nodes, each counted in each: what the search has cost.
    package var looks = 0
    /// Nodes of which the backend told nothing, or nothing that can be proven.
    package var blind = 0
    /// What the backend said when it broke down.
    package var fault: String?
  }

  /// Blind nodes after which the search gives up: without bounds it would go through all ends of
  /// all servers.
  private static let mostBlind = 200

  /// A part of a job that is worth a split.
  private static let clearPart = 0.01

  /// A search over these patterns; which chains count as long follows from the relaxation.
  ///
  /// - Parameters:
  ///   - limits: By server, the most blocks that it can host with one job's cache on each.
  ///   - relaxed: What a relaxation for the demand makes of the patterns.
  package init(
    instance: Instance, patterns: [Pattern], limits: [Int], demand: SlotDemand,
    relaxed: [(pattern: Pattern, amount: Double)], solver: any LiveProgramSolver
  ) {
    self.instance = instance
    self.solver = solver
    relaxation = PatternRelaxation(
      instance: instance, patterns: patterns, limits: limits, demand: demand,
      longChains: Self.longChains(relaxed))
    ends = PatternEnds(blocks: instance.blocks)
    open.insert(relaxation.root)
  }

  /// The length of chains that is mixed most: the jobs on longer ones are the farthest from a whole
  /// number.
  private static func longChains(_ relaxed: [(pattern: Pattern, amount: Double)]) -> Int? {
    var best: (score: Double, length: Int)?
    for length in Set(relaxed.map { $0.pattern.parts.count }).sorted() {
      let longer = relaxed.reduce(0) { $0 + ($1.pattern.parts.count > length ? $1.amount : 0) }
      let score = min(longer - longer.rounded(.down), longer.rounded(.up) - longer)
      if score > max(clearPart, best?.score ?? 0) { best = (score, length) }
    }
    return best?.length
  }

  /// What a stretch of the search came to.
  package struct Standing {
    /// The best value known.
    package let value: Double
    /// Safe: no design exceeds it.
    package let bound: Double
    /// Of all calls so far.
    package let counts: Counts
    /// Whether nothing is left to do.
    package let isDone: Bool
  }

  /// Searches until incumbent and bound meet, it is called off, or so much is done; the next call
  /// goes on from there.
  ///
  /// - Parameters:
  ///   - incumbent: The value to beat.
  ///   - most: Patterns of nodes looked at in all, with those of earlier calls.
  ///   - isCalledOff: Asked at every node.
  ///   - leaf: Solves patterns exactly and tells the best value so far and a safe bound on theirs.
  ///   - progress: Called now and then.
  package mutating func run(
    incumbent: Double, looks most: Int = .max, deadline: Deadline, stop: StopToken?,
    isCalledOff: () -> Bool = { false },
    leaf: ([Int]) throws -> (value: Double, bound: Double),
    progress: (_ nodes: Int, _ bound: Double) -> Void
  ) throws -> Standing {
    let (solver, model) = (solver, relaxation.model)
    var value = incumbent
    var isOver = false
    while !isOver {
      let (ended, fault) = try solver.withUntrustedProgram(of: model) { program in
        try relaxation.begin(&program)
        while let node = open.popGreatest() {
          let isOver =
            counts.looks >= most || counts.blind > Self.mostBlind || deadline.isOver(or: stop)
            || isCalledOff()
          if isOver || relaxation.isCrowded {
            open.insert(node)
            return isOver
          }
          try visit(
            node, &value, &program, deadline: deadline, stop: stop, leaf: leaf, progress: progress)
        }
        return true
      }
      counts.fault = counts.fault ?? fault
      isOver = ended ?? true
    }
    counts.programs = relaxation.rounds
    let left = open.greatestBound ?? -.infinity
    // What was cut off may beat the incumbent by the tolerance.
    let cutOff = SafeBound.upper(value)
    return Standing(
      value: value, bound: max(cutOff, left, unfinished), counts: counts,
      isDone: open.greatestBound == nil || counts.blind > Self.mostBlind)
  }

  private mutating func visit(
    _ node: Node, _ value: inout Double, _ program: inout UntrustedProgram, deadline: Deadline,
    stop: StopToken?, leaf: ([Int]) throws -> (value: Double, bound: Double),
    progress: (_ nodes: Int, _ bound: Double) -> Void
  ) throws {
    let target = value * (1 + Verifier.relativeTolerance)
    if node.bound <= target { return }
    counts.nodes += 1
    counts.looks += node.patterns.count
    if counts.nodes % 64 == 0 { progress(counts.nodes, max(unfinished, node.bound)) }
    let relaxed = try relaxation.solve(
      node, target: target, &program, deadline: deadline, stop: stop)
    if relaxed.isBlind { counts.blind += 1 }
    var bounded = node
    bounded.bound = min(node.bound, relaxed.bound)
    if bounded.bound <= target { return }
    if let parts = parts(of: bounded, relaxed, target: target) {
      for part in parts { open.insert(part) }
    } else {
      counts.leaves += 1
      let result = try leaf(node.patterns.map { Int($0) })
      value = max(value, result.value)
      unfinished = max(unfinished, min(bounded.bound, result.bound))
    }
  }

  /// The parts that are left of a node; nil where every pattern has its place.
  private mutating func parts(
    of node: Node, _ relaxed: PatternRelaxation.Outcome, target: Double
  ) -> [Node]? {
    let longJobs = relaxation.longJobs(relaxed.amounts)
    let whole = Int(longJobs)
    if min(longJobs - Double(whole), Double(whole + 1) - longJobs) > Self.clearPart,
      node.longJobs.contains(whole), node.longJobs.contains(whole + 1)
    {
      var (low, high) = (node, node)
      low.longJobs = node.longJobs.lowerBound...whole
      high.longJobs = whole + 1...node.longJobs.upperBound
      return [low, high].compactMap { relaxation.narrowed($0, target: target, relaxed.prices) }
    }
    let server = branchServer(node, relaxed.amounts)
    guard let server = server ?? freeServer(node) else { return nil }
    return relaxation.ending(node, server: server, target: target, relaxed.prices, &ends)
  }

  /// A server of some pattern left whose end is unknown; nil where every pattern has its place.
  private func freeServer(_ node: Node) -> Int? {
    for index in node.patterns {
      let parts = relaxation.patterns[Int(index)].parts
      if let part = parts.first(where: { node.ends[$0.server] == 0 }) { return part.server }
    }
    return nil
  }

  /// The server whose end is unknown and on which the most capacity hangs; nil where all ends are
  /// known.
  private mutating func branchServer(
    _ node: Node, _ amounts: [(pattern: Int32, amount: Double)]
  ) -> Int? {
    var load = node.ends.map { _ in 0.0 }
    // How much of the load on a server can stand at each end: the less the best end holds, the more
    // a branch decides.
    var held = node.ends.map { _ in [Double](repeating: 0, count: instance.blocks + 1) }
    for (index, amount) in amounts {
      let pattern = relaxation.patterns[Int(index)]
      for part in pattern.parts where node.ends[part.server] == 0 {
        let weight = amount * Double(part.blocks)
        load[part.server] += weight
        ends.forEachEnd(of: part, in: pattern, ends: node.ends) { held[part.server][$0] += weight }
      }
    }
    let free = load.indices.filter { load[$0] > 0 }
    for server in free { load[server] -= 0.9 * (held[server].max() ?? 0) }
    return free.max { (load[$0], $1) < (load[$1], $0) }
  }
}
