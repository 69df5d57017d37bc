import LinearModels
import ServerChains

/// A proof of how much the slots of one placement can be worth together, whatever each of them counts.
///
/// Bounds of `V_1, V_2, …` may each come from a design of its own. Here one placement serves all slots: with `s_l` the rate of a
/// design's l-th fastest slot, for any block prices α, β, γ and any weights `w_l ≥ 0`
/// `Σ w_l s_l ≤ S + Σ_l max_p (w_l/T_p − W_p)`, where S is what servers and coupling rows are worth at the prices.
struct LevelCertificate: Sendable {
  fileprivate let hull: PriceHull
  /// `S`.
  fileprivate let servers: Double
  /// The numbers of slots of the designs that this speaks of.
  let demand: SlotDemand
  /// LPs solved.
  let rounds: Int

  /// The safe bound of `Σ w_l s_l` over all designs that meet the demand; infinite for more slots than are asked of them.
  ///
  /// - Parameter groups: Slots in their order.
  func bound(_ groups: [SlotGroup]) -> Double {
    let count = groups.reduce(0) { $0 + $1.count }
    guard demand.usesSoleBlocks else {
      guard count <= demand.most else { return .infinity }
      return groups.reduce(servers) {
        $0 + Double($1.count) * max(0, hull.worth(ofWeight: $1.weight))
      }
    }
    guard count <= demand.fewest else { return .infinity }
    let rest = hull.worth(ofWeight: 0)
    let others = Double(rest > 0 ? demand.most - count : demand.fewest - count)
    return groups.reduce(servers + others * rest) {
      $0 + Double($1.count) * hull.worth(ofWeight: $1.weight)
    }
  }
}

extension FrontierBound {
  /// What column generation for groups of slots ended with.
  struct LevelSolution {
    var certificate: LevelCertificate
    /// The certificate's bound for the weights it was made for.
    var bound: Double
    /// The mean rate of a slot of each group in the relaxation's solution.
    var rates: [Double]
  }

  /// Column generation for groups of slots.
  ///
  /// - Parameters:
  ///   - groups: Weights falling, the greatest about 1; no more slots than the demand asks for.
  ///   - gap: End when the bound is this close to the relaxation, relatively.
  /// - Returns: nil where the backend fails at once.
  mutating func certify(
    _ groups: [SlotGroup], _ demand: SlotDemand, solver: any LiveProgramSolver,
    deadline: Deadline, gap: Double = 1e-4, stop: StopToken? = nil
  ) throws -> LevelSolution? {
    var master = LevelMaster(
      linear: LinearMaster(
        instance: instance, limits: limits, demand: demand, fastestTime: fastestTime),
      groups: groups)
    var best: LevelSolution?
    try solver.withLiveProgram(of: master.model) { program in
      var smoothing = DualSmoothing()
      var rounds = 0
      while true {
        let answer = try program.solve(timeLimit: deadline.remaining)
        guard answer.termination == .optimal else { break }
        rounds += 1
        let duals = master.linear.duals(answer.rowDuals)
        var columns: [LiveColumn] = []
        for trial in [smoothing.trial(duals), duals] where columns.isEmpty {
          let priced = price(master, trial, rounds)
          let bound = priced.bound(groups)
          smoothing.note(bound, at: trial)
          if bound < best?.bound ?? .infinity {
            best = LevelSolution(certificate: priced, bound: bound, rates: [])
          }
          columns = master.improving(patterns, duals, answer.rowDuals)
        }
        best?.rates = master.rates(answer.values, patterns)
        guard let best, !columns.isEmpty, !deadline.isOver, stop?.isStopRequested != true,
          best.bound - rate(answer.objective) > gap * best.bound
        else { break }
        try program.add(columns)
      }
    }
    return best
  }

  /// The safe certificate at some duals; patterns found on the way are kept.
  private mutating func price(
    _ master: LevelMaster, _ duals: MasterDuals, _ rounds: Int
  ) -> LevelCertificate {
    let (hull, found) = pricing.hull(duals.prices, tolerance: 1e-6 / fastestTime)
    add(found)
    return LevelCertificate(
      hull: hull,
      servers: master.linear.hostingValue(duals) + master.linear.roundingSlack(duals),
      demand: master.linear.demand, rounds: rounds)
  }
}

/// The pattern master with a row for every group of slots: which group a pattern's jobs have slots of is part of a column.
private struct LevelMaster {
  let linear: LinearMaster
  let groups: [SlotGroup]
  let model: Model
  private let firstRow: Int
  private var columns: [Entry] = []
  private var taken: Set<Entry> = []

  private struct Entry: Hashable {
    let pattern: Int
    let group: Int
  }

  /// Columns added for a group in one round.
  private static let columnsPerGroup = 20

  init(linear: LinearMaster, groups: [SlotGroup]) {
    self.linear = linear
    let demand = linear.demand
    // Slots that count nothing still need their memory.
    let rest = demand.most - groups.reduce(0) { $0 + $1.count }
    self.groups = groups + (rest > 0 ? [SlotGroup(weight: 0, count: rest)] : [])
    var model = linear.model
    firstRow = model.rowCount
    for (index, group) in self.groups.enumerated() {
      var filled = LinearExpression()
      let isDemanded = demand.usesSoleBlocks && index < groups.count
      if isDemanded {
        let missing = model.addVariable(nil)
        filled.add(1, missing)
        model.objective.add(-1, missing)
      }
      model.addRow(
        nil, lower: isDemanded ? Double(group.count) : -.infinity, upper: Double(group.count),
        filled)
    }
    self.model = model
  }

  /// The mean rate of a slot of each group at a solution.
  func rates(_ values: [Double], _ patterns: [Pattern]) -> [Double] {
    var sums = groups.map { _ in 0.0 }
    for (entry, amount) in zip(columns, values.dropFirst(model.variableCount)) {
      sums[entry.group] += amount * patterns[entry.pattern].rate
    }
    return zip(sums, groups).map { $0 / Double($1.count) }
  }

  /// The best columns that the program misses, by the duals of its rows.
  mutating func improving(
    _ patterns: [Pattern], _ duals: MasterDuals, _ rows: [Double]
  ) -> [LiveColumn] {
    let prices = duals.prices.values
    let costs = patterns.map { pattern in
      pattern.parts.reduce(duals.slotPrice) { $0 + prices[$1.server][$1.blocks - 1] }
    }
    var new: [LiveColumn] = []
    for (number, group) in groups.enumerated() {
      let price = rows[firstRow + number] / linear.fastestTime
      let found = patterns.indices.compactMap { index -> (reduced: Double, pattern: Int)? in
        let reduced = group.weight * patterns[index].rate - costs[index] - price
        guard reduced > 1e-9 / linear.fastestTime,
          !taken.contains(Entry(pattern: index, group: number))
        else { return nil }
        return (reduced, index)
      }.sorted { ($1.reduced, $0.pattern) < ($0.reduced, $1.pattern) }
      for (_, index) in found.prefix(Self.columnsPerGroup) {
        let entry = Entry(pattern: index, group: number)
        taken.insert(entry)
        columns.append(entry)
        var column = linear.column(patterns[index])
        column.cost *= group.weight
        column.entries.append((firstRow + number, 1))
        new.append(column)
      }
    }
    return new
  }
}
