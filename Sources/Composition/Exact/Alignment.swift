import Bounds
import ServerChains

/// Positions for a set of patterns (Documentation/Problem.md, "Alignment").
///
/// Patterns are alignable if every server j can be given one end `e_j` such that each pattern, its
/// servers ordered by their ends, runs 0 → L without a hole or an overlap. Hosting `m_j = max ℓ_pj`
/// blocks up to `e_j` then serves all of them.
package enum Alignment {
  /// What a search found.
  package enum Verdict: Equatable {
    /// Ends per server, 0 for a server of no pattern.
    case aligned([Int])
    /// Proven: no ends exist.
    case impossible
    /// The search was cut off before it was decided.
    case undecided
  }

  /// Steps after which a search gives up; hundreds of times what any instance of enumerable size
  /// has needed.
  package static let stepLimit = 50_000_000

  /// Decides whether patterns can be aligned, by exhaustive search with the servers' ends as
  /// variables.
  ///
  /// - Complexity: exponential in the servers per pattern at worst; a server of one pattern only is
  ///   interchangeable with its equals there, and servers with known ends cut the search.
  ///
  /// - Parameter steps: Steps after which it is left undecided.
  package static func find(
    _ patterns: [Pattern], serverCount: Int, steps: Int = stepLimit
  ) -> Verdict {
    var search = AlignmentSearch(patterns: patterns, serverCount: serverCount, stepLimit: steps)
    return search.run()
  }

  /// A placement for those of some patterns that go together, the ones that matter most first.
  ///
  /// - Parameter solution: Patterns with their amounts, such as a relaxation has them.
  static func placement(
    ofAlignedPartOf solution: [(pattern: Pattern, amount: Double)], in instance: Instance
  ) -> Placement? {
    let order = solution.indices.sorted {
      let (first, second) = (solution[$0], solution[$1])
      return (-first.amount * first.pattern.rate, $0) < (-second.amount * second.pattern.rate, $1)
    }
    var kept: [Pattern] = []
    var ends: [Int]?
    for index in order {
      let trial = kept + [solution[index].pattern]
      if case .aligned(let found) = find(
        trial, serverCount: instance.servers.count, steps: stepsPerTrial)
      {
        (kept, ends) = (trial, found)
      }
    }
    return ends.map { design(of: kept.map { ($0, 1) }, ends: $0, instance: instance).placement }
  }

  /// What one pattern more is worth: a few milliseconds.
  private static let stepsPerTrial = 2_000

  /// A subset that cannot be aligned although every proper subset can: the deletion filter.
  ///
  /// - Precondition: The patterns together cannot be aligned.
  package static func minimalConflict(among patterns: [Pattern], serverCount: Int) -> [Pattern] {
    var kept = patterns
    for pattern in patterns {
      let fewer = kept.filter { $0 != pattern }
      if find(fewer, serverCount: serverCount) == .impossible { kept = fewer }
    }
    return kept
  }

  /// The design of aligned patterns with their capacities.
  package static func design(
    of patterns: [(pattern: Pattern, capacity: Int)], ends: [Int], instance: Instance
  ) -> Design {
    var placement = Placement(serverCount: instance.servers.count)
    for part in patterns.flatMap(\.pattern.parts) {
      let count = max(part.blocks, placement[part.server]?.count ?? 0)
      placement[part.server] = BlockRange(first: ends[part.server] - count + 1, count: count)
    }
    let chains = patterns.map { pattern, capacity in
      let hops = pattern.parts.sorted { ends[$0.server] < ends[$1.server] }
      return ComposedChain(chain: Chain(hops: hops, in: instance), capacity: capacity)
    }
    return Design(placement: placement, chains: chains)
  }
}

private struct AlignmentSearch {
  private let patterns: [[Hop]]
  private var ends: [Int]
  /// The longest part of each server over all patterns: its end cannot be smaller.
  private var longest: [Int]
  private var uses: [Int]
  private var steps = 0
  private let stepLimit: Int

  init(patterns: [Pattern], serverCount: Int, stepLimit: Int) {
    self.stepLimit = stepLimit
    ends = Array(repeating: 0, count: serverCount)
    longest = Array(repeating: 0, count: serverCount)
    uses = Array(repeating: 0, count: serverCount)
    for part in patterns.flatMap(\.parts) {
      longest[part.server] = max(longest[part.server], part.blocks)
      uses[part.server] += 1
    }
    self.patterns = Self.connectedOrder(patterns.map(\.parts))
  }

  /// Each next pattern shares as many servers as possible with those before it, so that
  /// contradictions show early.
  private static func connectedOrder(_ patterns: [[Hop]]) -> [[Hop]] {
    var left = patterns
    var order: [[Hop]] = []
    var seen: Set<Int> = []
    while !left.isEmpty {
      var best = 0
      var bestShared = -1
      for (index, parts) in left.enumerated() {
        let shared = parts.count { seen.contains($0.server) }
        if shared > bestShared { (best, bestShared) = (index, shared) }
      }
      let parts = left.remove(at: best)
      seen.formUnion(parts.map(\.server))
      order.append(parts)
    }
    return order
  }

  mutating func run() -> Alignment.Verdict {
    if extend(pattern: 0, position: 0, left: patterns.first ?? []) { return .aligned(ends) }
    return steps > stepLimit ? .undecided : .impossible
  }

  private mutating func extend(pattern: Int, position: Int, left: [Hop]) -> Bool {
    steps += 1
    guard steps <= stepLimit else { return false }
    if left.isEmpty {
      let next = pattern + 1
      return next >= patterns.count || extend(pattern: next, position: 0, left: patterns[next])
    }
    // A server whose end is known must still lie ahead.
    for part in left where ends[part.server] > 0 && ends[part.server] - part.blocks < position {
      return false
    }
    var triedFillers: [Int] = []
    for (index, part) in left.enumerated() {
      let end = position + part.blocks
      let known = ends[part.server]
      guard known == end || (known == 0 && end >= longest[part.server]) else { continue }
      if uses[part.server] == 1 {
        if triedFillers.contains(part.blocks) { continue }
        triedFillers.append(part.blocks)
      }
      var rest = left
      rest.remove(at: index)
      ends[part.server] = end
      if extend(pattern: pattern, position: end, left: rest) { return true }
      ends[part.server] = known
    }
    return false
  }
}
