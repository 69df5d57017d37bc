import LinearModels
import ServerChains

/// The pattern relaxation over a region of designs, in a live program that goes from region to
/// region.
struct RegionRelaxation: ColumnPricer {
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
  /// What is known of the region at hand.
  private var best = Outcome(bound: .infinity)
  var rounds = 0
  let isSmoothed = true

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
  /// A bound this close to the relaxation is good enough, relatively.
  private static let gap = 1e-4
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
    try program.add(added(patterns))
  }

  private mutating func added(_ patterns: [Pattern]) -> [LiveColumn] {
    let new = patterns.filter { known.insert($0.parts).inserted }
    columns += new.map { Column(pattern: $0, isOpen: true, lastUse: solves) }
    return new.map { master.column($0) }
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
    target: Double, deadline: Deadline, stop: StopToken?
  ) throws -> Outcome {
    try move(to: region, &program)
    solves += 1
    best = Outcome(bound: .infinity)
    let end = try generate(
      in: &program, &bounds,
      until: GenerationLimits(deadline: deadline, stop: stop, target: target, gap: Self.gap))
    if end.cause == .converged, let answer = end.answer { best.solution = take(answer.values) }
    return best
  }

  func prices(_ rowDuals: [Double]) -> MasterDuals { master.duals(rowDuals) }

  /// Those of the patterns found so far that would improve the program most: cheaper than pricing.
  func atHand(_ duals: MasterDuals, _ bounds: FrontierBound) -> [Pattern] {
    let prices = duals.prices
    let least = bounds.fastestRate * 1e-6
    let patterns = bounds.patterns
    return patterns.enumerated().compactMap { index, pattern -> (reduced: Double, index: Int)? in
      let reduced = duals.reducedCost(pattern, prices)
      guard reduced > least, !known.contains(pattern.parts), region.allows(pattern, blocks: blocks)
      else { return nil }
      return (reduced, index)
    }
    .sorted { (-$0.reduced, $0.index) < (-$1.reduced, $1.index) }
    .prefix(Self.mostFromPool).map { patterns[$0.index] }
  }

  mutating func price(
    at trial: MasterDuals, own: MasterDuals, _ rowDuals: [Double], _ bounds: inout FrontierBound
  ) -> (bound: Double, improving: [Pattern]) {
    let priced = bounds.price(at: trial, own: own, master, in: region)
    if priced.bound < best.bound { (best.bound, best.duals) = (priced.bound, trial) }
    return (priced.bound, priced.improving)
  }

  mutating func missing(_ improving: [Pattern], _ bounds: inout FrontierBound) -> [Pattern] {
    bounds.add(improving)
    return improving.filter { !known.contains($0.parts) }
  }

  mutating func enter(_ new: [Pattern], _ bounds: FrontierBound) -> [LiveColumn] { added(new) }

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
