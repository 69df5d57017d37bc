import LinearModels
import ServerChains

/// Slots that count alike.
struct SlotGroup: Sendable, Equatable {
  /// What each slot's rate is multiplied with, not below 0.
  let weight: Double
  let count: Int
}

extension [SlotGroup] {
  fileprivate var slotCount: Int { reduce(0) { $0 + $1.count } }
}

/// Safe upper bounds of `Σ_l W_l s_l` over all designs, with `s_l` the rate of the design's l-th fastest slot.
///
/// Bounds of `V_1, V_2, …` may each come from a design of its own. Here one placement serves all slots, whatever they count:
/// the pattern master with a row for each group of slots. For any prices α, β ≥ 0
/// `Σ W_l s_l ≤ S(α, β) + Σ_l P(W_l)` with `P(W) = max(0, max_p W/T_p − Σ_j w_j(ℓ_pj))`,
/// and the same prices bound every other choice of weights, for no more slots.
struct LevelCertificate: Sendable {
  fileprivate let prices: BlockPrices
  /// `S`: what servers and coupling rows are worth at the duals.
  fileprivate let servers: Double
  /// How many slots the prices are for; they say nothing of more.
  let slots: Int
  /// The bound for the weights it was made for.
  let bound: Double
  /// LPs solved.
  let rounds: Int
}

extension FrontierBound {
  /// The safe bound that a certificate's prices give for other weights; infinite for more slots than it knows.
  func bound(_ groups: [SlotGroup], by certificate: LevelCertificate) -> Double {
    guard groups.slotCount <= certificate.slots else { return .infinity }
    return groups.reduce(certificate.servers) {
      $0 + Double($1.count) * level($1.weight, certificate.prices).bound
    }
  }

  /// `P(W)`: no slot of that weight is worth more beyond the prices it pays; safe.
  private func level(_ weight: Double, _ prices: BlockPrices) -> PatternPricing.Outcome {
    guard weight > 0 else { return PatternPricing.Outcome(candidates: [], bound: 0) }
    let scaled = BlockPrices(values: prices.values.map { $0.map { $0 / weight } })
    var outcome = pricing.price(scaled, threshold: 0)
    // More than the rounding of one pricing.
    outcome.bound = max(0, weight * outcome.bound * (1 + 1e-11))
    return outcome
  }

  /// Column generation for groups of slots.
  ///
  /// - Parameters:
  ///   - groups: The greatest weight about 1.
  ///   - gap: End when the bound is this close to the relaxation, relatively.
  /// - Returns: nil where the backend fails at once.
  mutating func certify(
    _ groups: [SlotGroup], solver: any LiveProgramSolver, deadline: Deadline, gap: Double = 1e-4,
    stop: StopToken? = nil
  ) throws -> LevelCertificate? {
    var master = LevelMaster(
      linear: LinearMaster(
        instance: instance, limits: limits, demand: .atMost(groups.slotCount),
        fastestTime: fastestTime),
      groups: groups)
    var best: LevelCertificate?
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
          smoothing.note(priced.bound, at: trial)
          if priced.bound < best?.bound ?? .infinity { best = priced }
          columns = master.improving(patterns, duals, answer.rowDuals)
        }
        guard let best, !columns.isEmpty, !deadline.isOver, stop?.isStopRequested != true,
          best.bound - rate(answer.objective) > gap * best.bound
        else { break }
        try program.add(columns)
      }
    }
    return best
  }

  /// The safe bound at some duals; patterns found on the way are kept.
  private mutating func price(
    _ master: LevelMaster, _ duals: MasterDuals, _ rounds: Int
  ) -> LevelCertificate {
    let prices = duals.prices
    let servers = master.linear.hostingValue(duals) + master.linear.roundingSlack(duals)
    var bound = servers
    for group in master.groups {
      let outcome = level(group.weight, prices)
      add(outcome.candidates.map(\.pattern))
      bound += Double(group.count) * outcome.bound
    }
    return LevelCertificate(
      prices: prices, servers: servers, slots: master.groups.slotCount, bound: bound,
      rounds: rounds)
  }
}

/// The pattern master with a row for every group of slots: which group a pattern's jobs have slots of is part of a column.
private struct LevelMaster {
  let linear: LinearMaster
  let groups: [SlotGroup]
  let model: Model
  private let firstRow: Int
  private var taken: Set<Entry> = []

  private struct Entry: Hashable {
    let pattern: Int
    let group: Int
  }

  /// Columns added for a group in one round.
  private static let columnsPerGroup = 20

  init(linear: LinearMaster, groups: [SlotGroup]) {
    self.linear = linear
    self.groups = groups
    var model = linear.model
    firstRow = model.rowCount
    for group in groups {
      model.addRow(nil, lower: -.infinity, upper: Double(group.count), LinearExpression())
    }
    self.model = model
  }

  /// The best columns that the program misses, by the duals of its rows.
  mutating func improving(
    _ patterns: [Pattern], _ duals: MasterDuals, _ rows: [Double]
  ) -> [LiveColumn] {
    let prices = duals.prices.values
    let costs = patterns.map { pattern in
      pattern.parts.reduce(duals.slotPrice) { $0 + prices[$1.server][$1.blocks - 1] }
    }
    var columns: [LiveColumn] = []
    for (number, group) in groups.enumerated() {
      let price = max(0, rows[firstRow + number]) / linear.fastestTime
      let found = patterns.indices.compactMap { index -> (reduced: Double, pattern: Int)? in
        let reduced = group.weight * patterns[index].rate - costs[index] - price
        guard reduced > 1e-9 / linear.fastestTime,
          !taken.contains(Entry(pattern: index, group: number))
        else { return nil }
        return (reduced, index)
      }.sorted { ($1.reduced, $0.pattern) < ($0.reduced, $1.pattern) }
      for (_, index) in found.prefix(Self.columnsPerGroup) {
        taken.insert(Entry(pattern: index, group: number))
        var column = linear.column(patterns[index])
        column.cost *= group.weight
        column.entries.append((firstRow + number, 1))
        columns.append(column)
      }
    }
    return columns
  }
}
