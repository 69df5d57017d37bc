import Bounds
import LinearModels
import ServerChains

/// What a master is asked for.
enum MasterGoal: Sendable {
  /// `max Σ c/T` with at most so many slots.
  case mostRate(slotLimit: Int)
  /// `min Σ c` with `Σ c/T` at least `rate`; a design with `known` slots is at hand, and fewer than
  /// `atLeast` are ruled out.
  case fewestSlots(rate: Double, known: Int, atLeast: Int)

  var question: Question {
    switch self {
    case .mostRate: .rate
    case .fewestSlots: .slots
    }
  }

  /// No solution worth having uses more slots.
  var slotLimit: Int {
    switch self {
    case .mostRate(let slotLimit): slotLimit
    case .fewestSlots(_, let known, _): known
    }
  }
}

/// Patterns of which not all can be used together: `Σ_{p∈S} u_p ≤ limit`.
struct AlignmentCut: Hashable, Sendable {
  /// Positions in the list of patterns, ascending.
  let patterns: [Int]
  let limit: Int
}

/// The pattern master as a MILP (Documentation/Problem.md, "Pattern master").
///
/// Integer `c_p` per pattern, binary `y_{j,m}` ("server j hosts m blocks"), and binary `u_p = [c_p
/// > 0]` for patterns in alignment cuts. Two families of rows tie patterns to what is hosted, one
/// on block-slots and one on jobs.
struct PatternMaster {
  private(set) var model: Model
  private let patterns: [Pattern]
  private var counts: [Variable] = []
  private var hosting: [[Variable]] = []
  private var usage: [Int: Variable] = [:]

  /// - Complexity: O(Σ_p L) terms.
  init(
    instance: Instance, patterns: [Pattern], limits: [Int], goal: MasterGoal,
    cuts: [AlignmentCut]
  ) {
    self.patterns = patterns
    switch goal {
    case .mostRate: model = Model(name: "\(instance.name)-rate", sense: .maximize)
    case .fewestSlots: model = Model(name: "\(instance.name)-slots", sense: .minimize)
    }
    addCounts(slotLimit: goal.slotLimit)
    addHosting(limits: limits, blocks: instance.blocks)
    addLinks(instance: instance, limits: limits, slotLimit: goal.slotLimit)
    addGoal(goal)
    addCuts(cuts, slotLimit: goal.slotLimit)
  }

  private mutating func addCounts(slotLimit: Int) {
    for (index, pattern) in patterns.enumerated() {
      counts.append(
        model.addVariable(
          "c_\(index)", upper: Double(min(slotLimit, pattern.capacity)), kind: .integer))
    }
  }

  private mutating func addHosting(limits: [Int], blocks: Int) {
    for (server, limit) in limits.enumerated() {
      let choices = (0..<limit).map { index in
        model.addVariable("y_\(server)_\(index + 1)", upper: 1, kind: .binary)
      }
      hosting.append(choices)
      guard limit > 0 else { continue }
      var sum = LinearExpression()
      for choice in choices { sum.add(1, choice) }
      model.addRow("host_\(server)", lower: -.infinity, upper: 1, sum)
    }
    // Every block is hosted somewhere; patterns alone do not say so.
    var cover = LinearExpression()
    for choices in hosting {
      for (index, choice) in choices.enumerated() { cover.add(Double(index + 1), choice) }
    }
    model.addRow("cover", lower: Double(blocks), upper: .infinity, cover)
  }

  private mutating func addLinks(instance: Instance, limits: [Int], slotLimit: Int) {
    // Terms by server and e, patterns in order, each for all e ≤ ℓ.
    var blockSlots = limits.map { [LinearExpression](repeating: LinearExpression(), count: $0) }
    var jobs = blockSlots
    for (index, pattern) in patterns.enumerated() {
      for part in pattern.parts {
        for least in 0..<part.blocks {
          blockSlots[part.server][least].add(Double(part.blocks), counts[index])
          jobs[part.server][least].add(1, counts[index])
        }
      }
    }
    for (server, limit) in limits.enumerated() {
      let slots = (1...max(1, limit)).map { instance.slots(of: server, hosting: $0) }
      for least in stride(from: 1, through: limit, by: 1) {
        var blockRow = blockSlots[server][least - 1]
        var jobRow = jobs[server][least - 1]
        for hosted in least...limit {
          let room = slots[hosted - 1]
          blockRow.add(-Double(min(room, slotLimit * hosted)), hosting[server][hosted - 1])
          jobRow.add(-Double(min(slotLimit, room / least)), hosting[server][hosted - 1])
        }
        model.addRow("slots_\(server)_\(least)", lower: -.infinity, upper: 0, blockRow)
        model.addRow("jobs_\(server)_\(least)", lower: -.infinity, upper: 0, jobRow)
      }
    }
  }

  private mutating func addGoal(_ goal: MasterGoal) {
    var rate = LinearExpression()
    var slots = LinearExpression()
    let fastest = patterns.map(\.serviceTime).min() ?? 1
    for (index, pattern) in patterns.enumerated() {
      rate.add(fastest / pattern.serviceTime, counts[index])
      slots.add(1, counts[index])
    }
    switch goal {
    case .mostRate(let slotLimit):
      model.objective = rate
      model.addRow("slot_limit", lower: -.infinity, upper: Double(slotLimit), slots)
    case .fewestSlots(let required, _, let atLeast):
      model.objective = slots
      let target = required * fastest
      rate /= target
      model.addRow("required_rate", lower: Self.leastShare, upper: .infinity, rate)
      model.addRow("slots_ruled_out", lower: Double(atLeast), upper: .infinity, slots)
    }
  }

  /// The share of a required rate that a master asks for: what the verifier lets pass must not be
  /// proven impossible.
  static let leastShare = 1 - 2 * Verifier.relativeTolerance

  private mutating func addCuts(_ cuts: [AlignmentCut], slotLimit: Int) {
    for (number, cut) in cuts.enumerated() {
      var sum = LinearExpression()
      for pattern in cut.patterns { sum.add(1, usageVariable(of: pattern, slotLimit: slotLimit)) }
      model.addRow("align_\(number)", lower: -.infinity, upper: Double(cut.limit), sum)
    }
  }

  private mutating func usageVariable(of pattern: Int, slotLimit: Int) -> Variable {
    if let variable = usage[pattern] { return variable }
    let variable = model.addVariable("u_\(pattern)", upper: 1, kind: .binary)
    var row = LinearExpression(counts[pattern])
    row.add(-Double(min(slotLimit, patterns[pattern].capacity)), variable)
    model.addRow("use_\(pattern)", lower: -.infinity, upper: 0, row)
    usage[pattern] = variable
    return variable
  }

  /// Capacities by pattern in a point, those above 0 only.
  func capacities(at point: Point) -> [(pattern: Int, capacity: Int)] {
    counts.indices.compactMap { index in
      let count = Int(point[counts[index]].rounded())
      return count > 0 ? (index, count) : nil
    }
  }

  /// The patterns in use at a point with their capacities.
  func used(at point: Point) -> [(pattern: Pattern, capacity: Int)] {
    capacities(at: point).map { (patterns[$0.pattern], $0.capacity) }
  }

  /// The point of aligned patterns with capacities, for a start.
  func start(_ capacities: [(pattern: Int, capacity: Int)]) -> [Variable: Double] {
    var values: [Variable: Double] = [:]
    for index in 0..<model.variableCount { values[Variable(index: index)] = 0 }
    var longest = [Int](repeating: 0, count: hosting.count)
    for (pattern, capacity) in capacities {
      values[counts[pattern]] = Double(capacity)
      if let used = usage[pattern] { values[used] = 1 }
      for part in patterns[pattern].parts {
        longest[part.server] = max(longest[part.server], part.blocks)
      }
    }
    for (server, length) in longest.enumerated() where length > 0 {
      values[hosting[server][length - 1]] = 1
    }
    return values
  }

  /// The factor from the master's objective to the goal's own value.
  var objectiveScale: Double {
    model.sense == .maximize ? 1 / (patterns.map(\.serviceTime).min() ?? 1) : 1
  }
}
