import LinearModels
import ServerChains

/// A proof of how much the slots of one placement can be worth together, whatever each of them
/// counts.
///
/// Bounds of `V_1, V_2, …` may each come from a design of its own. Here one placement serves all
/// slots: with `s_l` the rate of a design's l-th fastest slot, for any block prices α, β, γ and any
/// weights `w_l ≥ 0` `Σ w_l s_l ≤ S + Σ_l max_p (w_l/T_p − W_p)`, where S is what servers and
/// coupling rows are worth at the prices.
struct LevelCertificate: Sendable {
  /// What a slot pays at least.
  let hull: PriceHull
  /// `S`.
  fileprivate let servers: Double
  /// The numbers of slots of the designs that this speaks of.
  let demand: SlotDemand
  /// Where it was evaluated.
  fileprivate let duals: MasterDuals
  /// LPs solved.
  var rounds: Int

  /// The safe bound of `Σ w_l s_l` over all designs that meet the demand; infinite for more slots
  /// than are asked of them.
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
    let others = SlotGroup(
      weight: 0, count: rest > 0 ? demand.most - count : demand.fewest - count)
    return (groups + [others]).reduce(servers) {
      $1.count > 0 ? $0 + Double($1.count) * hull.worth(ofWeight: $1.weight) : $0
    }
  }

  /// The safe bound of what so many slots of a design pay together, or all where it has no more,
  /// each by its service time at least ``hull``; infinite for more slots than are asked of designs.
  func paid(by count: Int) -> Double {
    guard demand.usesSoleBlocks else { return count <= demand.most ? servers : .infinity }
    let others = max(0, demand.most - count)
    return others > 0 ? servers + Double(others) * max(0, hull.worth(ofWeight: 0)) : servers
  }
}

extension FrontierBound {
  /// What column generation for groups of slots ended with.
  struct LevelSolution {
    var certificate: LevelCertificate
    /// The certificate's bound for the weights it was made for.
    var bound: Double
    /// The relaxation's last solution.
    var relaxed: MasterSolution?
  }

  /// Column generation for groups of slots.
  ///
  /// - Parameters:
  ///   - groups: Weights falling, the greatest about 1; no more slots than the demand asks for.
  ///   - region: The designs in question; nil for all of them.
  ///   - gap: End when the bound is this close to the relaxation, relatively.
  /// - Returns: nil where the backend fails at once.
  mutating func certify(
    _ groups: [SlotGroup], _ demand: SlotDemand, in region: DesignRegion? = nil,
    solver: any LiveProgramSolver, deadline: Deadline, gap: Double = 1e-4, stop: StopToken? = nil
  ) throws -> LevelSolution? {
    let master = LinearMaster(
      instance: instance, limits: limits, demand: demand, groups: groups, region: region,
      fastestTime: fastestTime)
    let allowed = patterns.indices.filter { index in
      region?.allows(patterns[index], blocks: instance.blocks) != false
    }
    var pool = allowed.map { patterns[$0] }
    var columns = LevelColumns()
    var best: LevelSolution?
    let (_, fault) = try solver.withUntrustedProgram(of: master.model) { program in
      try program.add(
        columns.begin(
          master,
          useful.filter { region?.allows($0, blocks: instance.blocks) != false }))
      var smoothing = DualSmoothing()
      var (rounds, lastGain) = (0, 0)
      while rounds - lastGain <= Self.mostIdle {
        guard let answer = try program.solve(timeLimit: deadline.remaining) else { break }
        rounds += 1
        let duals = master.duals(answer.rowDuals)
        var new: [LiveColumn] = []
        for trial in [smoothing.trial(duals), duals] where new.isEmpty {
          var (priced, found) = levelCertificate(at: trial, master, in: region)
          priced.rounds = rounds
          let before = patterns.count
          add(found)
          pool += patterns[before...]
          let bound = priced.bound(groups)
          smoothing.note(bound, at: trial)
          if bound < best?.bound ?? .infinity {
            best = LevelSolution(certificate: priced, bound: bound, relaxed: nil)
            lastGain = rounds
          }
          new = columns.improve(master, pool, duals, answer.rowDuals)
        }
        best?.relaxed = master.solution(answer.values, columns.solved)
        guard let best, !new.isEmpty, !deadline.isOver, stop?.isStopRequested != true,
          best.bound - rate(answer.objective) > gap * best.bound
        else { break }
        columns.isSolved()
        try program.add(new)
      }
    }
    note(fault: fault)
    if let relaxed = best?.relaxed { note(relaxed.patterns.map(\.pattern)) }
    return best
  }

  /// The safe certificate at some duals, and patterns found on the way.
  ///
  /// - Parameter region: The designs that it speaks of; nil for all of them.
  func levelCertificate(
    at duals: MasterDuals, _ master: LinearMaster, in region: DesignRegion? = nil
  ) -> (certificate: LevelCertificate, patterns: [Pattern]) {
    let (hull, patterns) = pricing.hull(duals.prices, tolerance: 1e-6 / fastestTime, in: region)
    let certificate = LevelCertificate(
      hull: hull, servers: master.hostingValue(duals, in: region) + master.roundingSlack(duals),
      demand: master.demand, duals: duals, rounds: 0)
    return (certificate, patterns)
  }

  /// Prices between those of two certificates of the same designs, which count with a scale each.
  ///
  /// - Parameter shares: Of the first one's prices, for each mixture.
  func mixed(
    _ shares: [Double], of one: LevelCertificate, _ oneScale: Double,
    with other: LevelCertificate, _ otherScale: Double, in region: DesignRegion?
  ) -> [(certificate: LevelCertificate, scale: Double)] {
    let master = LinearMaster(
      instance: instance, limits: limits, demand: one.demand, fastestTime: fastestTime)
    return shares.map { share in
      let scale = share * oneScale + (1 - share) * otherScale
      let duals = one.duals.mixed(share * oneScale / scale, with: other.duals)
      return (levelCertificate(at: duals, master, in: region).certificate, scale)
    }
  }

  /// The same prices for a part of the designs that certificates speak of.
  func restricted(
    _ certificates: [LevelCertificate], to region: DesignRegion
  ) -> [LevelCertificate] {
    var masters: [LinearMaster] = []
    return certificates.map { certificate in
      let known = masters.first { $0.demand == certificate.demand }
      let master =
        known
        ?? LinearMaster(
          instance: instance, limits: limits, demand: certificate.demand, fastestTime: fastestTime)
      if known == nil { masters.append(master) }
      return levelCertificate(at: certificate.duals, master, in: region).certificate
    }
  }
}

/// The columns of a master with groups of slots: which group a pattern's jobs have slots of is part
/// of a column.
private struct LevelColumns {
  /// Those of the last solve.
  private(set) var solved: [(pattern: Pattern, group: Int)] = []
  private var new: [(pattern: Pattern, group: Int)] = []
  private var taken: Set<Key> = []

  private struct Key: Hashable {
    let parts: [Hop]
    let group: Int
  }

  /// Columns added for a group in one round.
  private static let mostPerGroup = 20

  /// The best columns that the program misses, by the duals of its rows.
  mutating func improve(
    _ master: LinearMaster, _ patterns: [Pattern], _ duals: MasterDuals, _ rows: [Double]
  ) -> [LiveColumn] {
    let prices = duals.prices.values
    let costs = patterns.map { pattern in
      pattern.parts.reduce(duals.slotPrice) { $0 + prices[$1.server][$1.blocks - 1] }
    }
    for (number, group) in master.groups.enumerated() {
      let price = master.price(ofGroup: number, rows)
      let found = patterns.indices.compactMap { index -> (reduced: Double, pattern: Int)? in
        let reduced = group.weight * patterns[index].rate - costs[index] - price
        guard reduced > 1e-9 / master.fastestTime,
          !taken.contains(Key(parts: patterns[index].parts, group: number))
        else { return nil }
        return (reduced, index)
      }.sorted { ($1.reduced, $0.pattern) < ($0.reduced, $1.pattern) }
      for (_, index) in found.prefix(Self.mostPerGroup) {
        taken.insert(Key(parts: patterns[index].parts, group: number))
        new.append((patterns[index], number))
      }
    }
    return new.map { master.column($0.pattern, group: $0.group) }
  }

  /// Columns that were of use elsewhere, for every group.
  mutating func begin(_ master: LinearMaster, _ patterns: [Pattern]) -> [LiveColumn] {
    for pattern in patterns {
      for number in master.groups.indices
      where taken.insert(Key(parts: pattern.parts, group: number)).inserted {
        solved.append((pattern, number))
      }
    }
    return solved.map { master.column($0.pattern, group: $0.group) }
  }

  /// The next solve has the columns found.
  mutating func isSolved() {
    solved += new
    new = []
  }
}
