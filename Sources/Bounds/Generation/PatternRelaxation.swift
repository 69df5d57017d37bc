import LinearModels
import ServerChains

/// The pattern master's linear relaxation over enumerated patterns, in a live program that goes
/// from node to node.
///
/// Beside the master's rows it counts the jobs on *long* chains, those of more than so many
/// servers: a whole number of which the relaxation takes any part. Where memory is short a server
/// more for one job is what the next better design costs.
struct PatternRelaxation: ColumnPricer {
  let master: LinearMaster
  let patterns: [Pattern]
  private let blocks: Int
  /// The master's rows, and behind them the one of long chains.
  let model: Model
  private let longColumn: Int
  private let isLong: [Bool]
  /// Where the prices of a pattern's parts stand among all prices, from `firstPlace` on.
  private let places: [Int32]
  private let firstPlace: [Int]
  private let rates: [Double]

  /// All designs.
  let root: Node
  /// The patterns that are columns.
  private var columns: [Column] = []
  private var isColumn: [Bool]
  /// Columns that the program began with.
  private var firstCount = 0
  /// By pattern, the last solve whose node had it, and the last one that used it.
  private var lastNode: [Int]
  private var lastUse: [Int]
  private var solves = 0
  /// What is known of the node at hand.
  private var best = Outcome(bound: .infinity)
  var rounds = 0
  /// A node has a few patterns and prices near its parent's: its own are as good as any.
  let isSmoothed = false

  private struct Column {
    let pattern: Int32
    var isOpen = true
  }

  /// A part of the designs, and the patterns that those better than the incumbent can have.
  struct Node: BoundedNode {
    /// Where servers end, 0 where that is open.
    var ends: [Int]
    /// How many jobs are on long chains.
    var longJobs: ClosedRange<Int>
    var patterns: [Int32]
    var bound: Double
  }

  /// Prices that bound the designs of every node.
  struct Prices: MixablePrices {
    var duals: MasterDuals
    /// What a job on a long chain costs beyond its memory; may be below 0.
    var longChain: Double

    func mixed(_ share: Double, with other: Prices) -> Prices {
      Prices(
        duals: duals.mixed(share, with: other.duals),
        longChain: share * longChain + (1 - share) * other.longChain)
    }
  }

  struct Outcome {
    var bound: Double
    var prices: Prices?
    /// The patterns in use, where column generation came to its end above the target.
    var amounts: [(pattern: Int32, amount: Double)] = []
    /// Whether the backend's duals are none of an optimum: then the bound is hardly better than
    /// none.
    var isBlind = true
  }

  /// Honest duals prove the backend's own objective; this much more, relatively, is no rounding.
  private static let clearExcess = 1e-3

  /// Columns that a program may add before it is made anew, and solves after which one that was of
  /// no use is forgotten.
  private static let mostAdded = 300
  private static let memory = 100
  /// Patterns that enter the program at once.
  private static let mostImproving = 20

  /// - Parameter longChains: Chains of more servers than this are counted; nil where none are.
  init(
    instance: Instance, patterns: [Pattern], limits: [Int], demand: SlotDemand, longChains: Int?
  ) {
    self.patterns = patterns
    blocks = instance.blocks
    master = LinearMaster(
      instance: instance, limits: limits, demand: demand,
      fastestTime: patterns.map(\.serviceTime).min() ?? 1)
    isLong = patterns.map { $0.parts.count > longChains ?? .max }
    rates = patterns.map(\.rate)
    let firstPrice = limits.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    places = patterns.flatMap { $0.parts.map { Int32(firstPrice[$0.server] + $0.blocks - 1) } }
    firstPlace = patterns.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.parts.count) }
    var model = master.model
    longColumn = model.variableCount
    let counted = model.addVariable("long_jobs")
    // A node without such patterns stays feasible.
    let missing = model.addVariable("missing_long_jobs")
    model.objective.add(-1, missing)
    var row = LinearExpression()
    row.add(-1, counted)
    row.add(1, missing)
    model.addRow("long_chains", lower: 0, upper: 0, row)
    self.model = model
    isColumn = Array(repeating: false, count: patterns.count)
    lastNode = Array(repeating: 0, count: patterns.count)
    lastUse = lastNode
    root = Node(
      ends: limits.map { _ in 0 }, longJobs: 0...demand.most,
      patterns: patterns.indices.map { Int32($0) }, bound: .infinity)
  }

  /// Fills a new program with the columns that were of use lately.
  mutating func begin(_ program: inout UntrustedProgram) throws {
    let recent = columns.map(\.pattern).filter { lastUse[Int($0)] > solves - Self.memory }
    for column in columns { isColumn[Int(column.pattern)] = false }
    columns = []
    try add(recent, &program)
    firstCount = recent.count
  }

  /// Whether the program has grown so much that another one is faster.
  var isCrowded: Bool { columns.count > firstCount + Self.mostAdded }

  private mutating func add(_ new: [Int32], _ program: inout UntrustedProgram) throws {
    try program.add(added(new))
  }

  mutating func enter(_ new: [Int32], _ node: Node) -> [LiveColumn] { added(new) }

  private mutating func added(_ new: [Int32]) -> [LiveColumn] {
    for index in new { isColumn[Int(index)] = true }
    columns += new.map { Column(pattern: $0) }
    let longRow = model.rowCount - 1
    return new.map { index in
      var column = master.column(patterns[Int(index)])
      if isLong[Int(index)] { column.entries.append((row: longRow, coefficient: 1)) }
      return column
    }
  }

  /// Column generation over the patterns of a node, until the bound is not above the target or no
  /// pattern improves it.
  mutating func solve(
    _ node: Node, target: Double, _ program: inout UntrustedProgram, deadline: Deadline,
    stop: StopToken?
  ) throws -> Outcome {
    solves += 1
    best = Outcome(bound: .infinity)
    try move(to: node, &program)
    var node = node
    let end = try generate(
      in: &program, &node,
      until: GenerationLimits(deadline: deadline, stop: stop, target: target))
    guard end.cause == .target || end.cause == .converged, let answer = end.answer else {
      return best
    }
    let amounts = note(answer.values)
    if best.bound > target { best.amounts = amounts }
    let proven = master.rate(ofObjective: answer.objective) * (1 + Self.clearExcess)
    best.isBlind = best.bound > max(target, proven)
    return best
  }

  mutating func price(
    at trial: Prices, own: Prices, _ rowDuals: [Double], _ node: inout Node
  ) -> (bound: Double, improving: [Int32]) {
    let worth = worth(of: node.patterns, trial)
    let bound = master.demand.value(ofEach: worth.reduce(floor, max)) + value(of: trial, in: node)
    if bound < best.bound { (best.bound, best.prices) = (bound, trial) }
    let threshold = trial.duals.slotPrice + 1e-9 / master.fastestTime
    let new = zip(node.patterns, worth).filter { $0.1 > threshold && !isColumn[Int($0.0)] }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }.prefix(Self.mostImproving).map(\.0)
    return (bound, new)
  }

  private mutating func move(to node: Node, _ program: inout UntrustedProgram) throws {
    try program.setBounds(
      ofColumn: longColumn, lower: Double(node.longJobs.lowerBound),
      upper: Double(node.longJobs.upperBound))
    for index in node.patterns { lastNode[Int(index)] = solves }
    for (index, column) in columns.enumerated() {
      let isOpen = lastNode[Int(column.pattern)] == solves
      guard isOpen != column.isOpen else { continue }
      columns[index].isOpen = isOpen
      try program.setBounds(
        ofColumn: model.variableCount + index, lower: 0, upper: isOpen ? .infinity : 0)
    }
  }

  /// The patterns in use, which stay columns for a while.
  private mutating func note(_ values: [Double]) -> [(pattern: Int32, amount: Double)] {
    var amounts: [(pattern: Int32, amount: Double)] = []
    for (column, value) in zip(columns, values.dropFirst(model.variableCount)) where value > 1e-9 {
      lastUse[Int(column.pattern)] = solves
      if column.isOpen, value > 1e-7 { amounts.append((column.pattern, value)) }
    }
    return amounts.sorted { $0.pattern < $1.pattern }
  }
}

extension PatternRelaxation {
  /// No slot needs to be taken, or all must be.
  private var floor: Double { master.demand.usesSoleBlocks ? -.infinity : 0 }

  func prices(_ rowDuals: [Double]) -> Prices {
    let isCounted = isLong.contains(true)
    return Prices(
      duals: master.duals(rowDuals),
      longChain: isCounted ? rowDuals[model.rowCount - 1] / master.fastestTime : 0)
  }

  /// `1/T − W` of patterns, less what a long chain costs.
  private func worth(of members: [Int32], _ prices: Prices) -> [Double] {
    let parts = prices.duals.prices.values.flatMap { $0 }
    return members.map { index in
      let index = Int(index)
      var worth = rates[index] - (isLong[index] ? prices.longChain : 0)
      for place in firstPlace[index]..<firstPlace[index + 1] { worth -= parts[Int(places[place])] }
      return worth
    }
  }

  /// What a safe bound has beside the patterns' greatest worth.
  private func value(of prices: Prices, in node: Node) -> Double {
    let (fewest, most) = (Double(node.longJobs.lowerBound), Double(node.longJobs.upperBound))
    let longChains = max(prices.longChain * fewest, prices.longChain * most)
    let slack = master.roundingSlack(prices.duals) + 5e-14 * most * abs(prices.longChain)
    return master.hostingValue(prices.duals) + longChains + slack
  }

  /// Jobs on long chains in a solution.
  func longJobs(_ amounts: [(pattern: Int32, amount: Double)]) -> Double {
    amounts.reduce(0) { $0 + (isLong[Int($1.pattern)] ? $1.amount : 0) }
  }

  /// A part of a node with what the node's prices say of it; nil where none of its designs beats
  /// the target.
  ///
  /// A design has a slot for each of its patterns: one that is worth so much less than the best
  /// that even so the target is out of reach is left out.
  ///
  /// - Parameter prices: Nil where none are known: then only the limits count.
  func narrowed(_ node: Node, target: Double, _ prices: Prices?) -> Node? {
    var node = node
    if node.longJobs.upperBound == 0 {
      node.patterns = node.patterns.filter { !isLong[Int($0)] }
    }
    guard let prices else { return node }
    let worth = worth(of: node.patterns, prices)
    let greatest = worth.reduce(floor, max)
    let bound = master.demand.value(ofEach: greatest) + value(of: prices, in: node)
    guard bound > target else { return nil }
    let least = greatest - (bound - target)
    node.patterns = zip(node.patterns, worth).filter { $0.1 >= least }.map(\.0)
    node.bound = min(node.bound, bound)
    return node
  }

  /// The parts of a node in which a server ends at each block, narrowed; or the node itself,
  /// narrowed, where none of the server's patterns are left.
  func ending(
    _ node: Node, server: Int, target: Double, _ prices: Prices?, _ ends: inout PatternEnds
  ) -> [Node] {
    guard let node = narrowed(node, target: target, prices) else { return [] }
    let worths = prices.map { worth(of: node.patterns, $0) }
    let none = Members(greatest: floor)
    var common = none
    var apart = [Members](repeating: none, count: blocks + 1)
    for (position, index) in node.patterns.enumerated() {
      let pattern = patterns[Int(index)]
      let worth = worths?[position] ?? .infinity
      guard let part = pattern.parts.first(where: { $0.server == server }) else {
        common.add(index, worth)
        continue
      }
      ends.forEachEnd(of: part, in: pattern, ends: node.ends) { apart[$0].add(index, worth) }
    }
    // The patterns of that server have just been left out.
    guard common.patterns.count < node.patterns.count else { return [node] }
    let rest = prices.map { value(of: $0, in: node) }
    return (1...blocks).compactMap { end -> Node? in
      // An end at which the server takes part in nothing is covered by any other end.
      guard !apart[end].patterns.isEmpty else { return nil }
      var part = node
      if let rest {
        let greatest = max(common.greatest, apart[end].greatest)
        part.bound = min(part.bound, master.demand.value(ofEach: greatest) + rest)
      }
      guard part.bound > target else { return nil }
      part.ends[server] = end
      part.patterns = common.patterns + apart[end].patterns
      return part
    }
  }

  /// Patterns and the greatest worth among them.
  private struct Members {
    var patterns: [Int32] = []
    var greatest: Double

    init(greatest: Double) { self.greatest = greatest }

    mutating func add(_ pattern: Int32, _ worth: Double) {
      patterns.append(pattern)
      greatest = max(greatest, worth)
    }
  }
}
