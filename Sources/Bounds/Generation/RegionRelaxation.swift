import LinearModels
import ServerChains

/// The pattern relaxation over a region of designs, in a live program that goes from region to
/// region.
struct RegionRelaxation {
  let master: LinearMaster
  private let blocks: Int
  /// What the program allows now.
  private var region: DesignRegion
  private let whole: DesignRegion
  private var columns: [Column] = []
  private var known: Set<[Hop]> = []
  /// Columns that the program began with.
  private var firstCount = 0
  /// Regions solved.
  private var solves = 0

  private struct Column {
    let pattern: Pattern
    var isOpen: Bool
    /// The last solve that made or used it.
    var lastUse: Int
  }

  struct Outcome {
    var bound: Double
    var duals: MasterDuals?
    /// Where column generation came to its end, above the target.
    var solution: MasterSolution?
  }

  /// Columns above which a program is made anew, and those it may add before.
  private static let manyColumns = (atLeast: 1500, added: 500)
  /// Known patterns that enter the program at once.
  private static let mostFromPool = 20
  /// Solves after which a column that was of no use is forgotten.
  private static let memory = 4

  init(master: LinearMaster, limits: [Int], blocks: Int) {
    self.master = master
    self.blocks = blocks
    whole = DesignRegion(limits: limits)
    region = whole
  }

  /// Fills a new program.
  mutating func begin(_ program: inout UntrustedProgram, _ patterns: [Pattern]) throws {
    region = whole
    columns = []
    known = []
    try add(patterns, &program)
    firstCount = columns.count
  }

  private mutating func add(_ patterns: [Pattern], _ program: inout UntrustedProgram) throws {
    let new = patterns.filter { known.insert($0.parts).inserted }
    try program.add(new.map { master.column($0) })
    columns += new.map { Column(pattern: $0, isOpen: true, lastUse: solves) }
  }

  /// Whether the program has grown so much that one with ``recentPatterns`` alone is faster.
  var isCrowded: Bool {
    columns.count > max(Self.manyColumns.atLeast, firstCount + Self.manyColumns.added)
  }

  /// The patterns that were of use lately.
  var recentPatterns: [Pattern] {
    columns.filter { $0.lastUse > solves - Self.memory }.map(\.pattern)
  }

  /// Column generation within the region, until the bound is not above the target or no pattern
  /// improves it.
  mutating func solve(
    _ region: DesignRegion, _ program: inout UntrustedProgram, _ bounds: inout FrontierBound,
    target: Double, deadline: Deadline
  ) throws -> Outcome {
    try move(to: region, &program)
    solves += 1
    var best = Outcome(bound: .infinity)
    var smoothing = DualSmoothing()
    var idle = 0
    while !deadline.isOver, idle <= FrontierBound.mostIdle {
      guard let answer = try program.solve(timeLimit: deadline.remaining) else { return best }
      idle += 1
      let duals = master.duals(answer.rowDuals)
      let missing = missing(bounds.patterns, duals, least: bounds.fastestRate * 1e-6)
      guard missing.isEmpty else {
        try add(missing, &program)
        continue
      }
      let priced = bounds.price(duals, master, in: region, &smoothing)
      if priced.bound < best.bound {
        best.bound = priced.bound
        best.duals = priced.duals
        idle = 0
      }
      if best.bound <= target { return best }
      bounds.add(priced.improving)
      let new = priced.improving.filter { !known.contains($0.parts) }
      if new.isEmpty || best.bound - bounds.rate(answer.objective) <= 1e-4 * best.bound {
        best.solution = take(answer.values)
        return best
      }
      try add(new, &program)
    }
    return best
  }

  /// Those of the patterns found so far that would improve the program most: cheaper than pricing.
  private func missing(_ patterns: [Pattern], _ duals: MasterDuals, least: Double) -> [Pattern] {
    let prices = duals.prices
    return patterns.enumerated().compactMap { index, pattern -> (reduced: Double, index: Int)? in
      let reduced = duals.reducedCost(pattern, prices)
      guard reduced > least, !known.contains(pattern.parts), region.allows(pattern, blocks: blocks)
      else { return nil }
      return (reduced, index)
    }
    .sorted { (-$0.reduced, $0.index) < (-$1.reduced, $1.index) }
    .prefix(Self.mostFromPool).map { patterns[$0.index] }
  }

  private mutating func take(_ values: [Double]) -> MasterSolution {
    for (index, value) in values.dropFirst(master.model.variableCount).enumerated()
    where value > 1e-9 {
      columns[index].lastUse = solves
    }
    return master.solution(values, columns.map { ($0.pattern, 0) })
  }

  private mutating func move(
    to new: DesignRegion, _ program: inout UntrustedProgram
  ) throws {
    for server in whole.hosted.indices
    where new.hosted[server] != region.hosted[server] || new.sole[server] != region.sole[server] {
      for (column, choice) in master.hostingColumns(of: server) {
        let isOpen = new.allows(choice, of: server)
        guard isOpen != region.allows(choice, of: server) else { continue }
        try program.setBounds(ofColumn: column, lower: 0, upper: isOpen ? .infinity : 0)
      }
    }
    region = new
    for index in columns.indices {
      let isOpen = new.allows(columns[index].pattern, blocks: blocks)
      guard isOpen != columns[index].isOpen else { continue }
      try program.setBounds(
        ofColumn: master.model.variableCount + index, lower: 0, upper: isOpen ? .infinity : 0)
      columns[index].isOpen = isOpen
    }
  }
}
