import LinearModels
import ServerChains

/// Prices patterns for a master with groups of slots: which group a pattern's jobs have slots of is
/// part of a column.
struct LevelPricer: ColumnPricer {
  typealias Candidate = (pattern: Pattern, group: Int)

  let master: LinearMaster
  private let groups: [SlotGroup]
  private let region: DesignRegion?
  /// Every pattern of the designs in question found so far.
  private var pool: [Pattern]
  private var columns: [Candidate] = []
  private var taken: Set<Key> = []
  /// What was proven with the best prices so far.
  private(set) var best: FrontierBound.LevelSolution?
  var rounds = 0
  let isSmoothed = true

  private struct Key: Hashable {
    let parts: [Hop]
    let group: Int
  }

  /// Columns added for a group in one round.
  private static let mostPerGroup = 20

  /// - Parameters:
  ///   - groups: Those that the bound is for, in the master's order.
  ///   - region: The designs in question; nil for all of them.
  ///   - pool: Patterns of these designs that are known.
  init(master: LinearMaster, groups: [SlotGroup], region: DesignRegion?, pool: [Pattern]) {
    self.master = master
    self.groups = groups
    self.region = region
    self.pool = pool
  }

  /// Columns that were of use elsewhere, for every group.
  mutating func begin(_ patterns: [Pattern]) -> [LiveColumn] {
    var first: [Candidate] = []
    for pattern in patterns {
      for group in master.groups.indices
      where taken.insert(Key(parts: pattern.parts, group: group)).inserted {
        first.append((pattern, group))
      }
    }
    return added(first)
  }

  func prices(_ rowDuals: [Double]) -> MasterDuals { master.duals(rowDuals) }

  mutating func price(
    at trial: MasterDuals, own: MasterDuals, _ rowDuals: [Double], _ bounds: inout FrontierBound
  ) -> (bound: Double, improving: [Candidate]) {
    var (certificate, found) = bounds.levelCertificate(at: trial, master, in: region)
    certificate.rounds = rounds
    let before = bounds.patterns.count
    bounds.add(found)
    pool += bounds.patterns[before...]
    let bound = certificate.bound(groups)
    if bound < best?.bound ?? .infinity {
      best = FrontierBound.LevelSolution(certificate: certificate, bound: bound, relaxed: nil)
    }
    return (bound, improving(own, rowDuals))
  }

  /// The best columns that the program misses, by the duals of its rows.
  private func improving(_ own: MasterDuals, _ rowDuals: [Double]) -> [Candidate] {
    let prices = own.prices.values
    let costs = pool.map { pattern in
      pattern.parts.reduce(own.slotPrice) { $0 + prices[$1.server][$1.blocks - 1] }
    }
    return master.groups.enumerated().flatMap { number, group -> [Candidate] in
      let price = master.price(ofGroup: number, rowDuals)
      let found = pool.indices.compactMap { index -> (reduced: Double, pattern: Int)? in
        let reduced = group.weight * pool[index].rate - costs[index] - price
        guard reduced > 1e-9 / master.fastestTime,
          !taken.contains(Key(parts: pool[index].parts, group: number))
        else { return nil }
        return (reduced, index)
      }.sorted { ($1.reduced, $0.pattern) < ($0.reduced, $1.pattern) }
      return found.prefix(Self.mostPerGroup).map { (pool[$0.pattern], number) }
    }
  }

  mutating func enter(_ new: [Candidate], _ bounds: FrontierBound) -> [LiveColumn] {
    for column in new { taken.insert(Key(parts: column.pattern.parts, group: column.group)) }
    return added(new)
  }

  private mutating func added(_ new: [Candidate]) -> [LiveColumn] {
    columns += new
    return new.map { master.column($0.pattern, group: $0.group) }
  }

  /// Takes the program's last solution.
  mutating func finish(_ answer: UntrustedProgram.Answer) {
    best?.relaxed = master.solution(answer.values, columns)
  }
}
