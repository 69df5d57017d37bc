import Bounds
import ServerChains

/// Alignment cuts found so far and the means to find more.
///
/// A pair of patterns that cannot be aligned is widened to a clique: patterns of which every two
/// conflict, so that one cut forbids all their pairs at once. Larger minimal conflicts are cut as
/// they are.
struct ConflictPool {
  private(set) var cuts: [AlignmentCut] = []
  private let patterns: [Pattern]
  private let serverCount: Int
  /// Patterns by rate, fastest first: the master wants these next.
  private let fastestFirst: [Int]
  private var known: Set<AlignmentCut> = []
  private var pairVerdicts: [PatternPair: Bool] = [:]

  private struct PatternPair: Hashable {
    let first: Int
    let second: Int
  }

  init(patterns: [Pattern], serverCount: Int) {
    self.patterns = patterns
    self.serverCount = serverCount
    fastestFirst = patterns.indices.sorted {
      (patterns[$0].serviceTime, $0) < (patterns[$1].serviceTime, $1)
    }
  }

  /// Adds cuts that forbid this set of patterns, which cannot be aligned.
  mutating func add(conflictsAmong used: [Int]) {
    var foundPair = false
    for (offset, first) in used.enumerated() {
      for second in used[(offset + 1)...] where conflict(first, second) {
        foundPair = true
        insert(AlignmentCut(patterns: clique(around: first, second).sorted(), limit: 1))
      }
    }
    guard !foundPair else { return }
    let minimal = Alignment.minimalConflict(
      among: used.map { patterns[$0] }, serverCount: serverCount)
    let members = used.filter { minimal.contains(patterns[$0]) }
    insert(AlignmentCut(patterns: members.sorted(), limit: members.count - 1))
  }

  private mutating func insert(_ cut: AlignmentCut) {
    if known.insert(cut).inserted { cuts.append(cut) }
  }

  private mutating func clique(around first: Int, _ second: Int) -> [Int] {
    var members = [first, second]
    for candidate in fastestFirst where candidate != first && candidate != second {
      if members.allSatisfy({ conflict($0, candidate) }) { members.append(candidate) }
    }
    return members
  }

  private mutating func conflict(_ first: Int, _ second: Int) -> Bool {
    let pair = PatternPair(first: min(first, second), second: max(first, second))
    if let verdict = pairVerdicts[pair] { return verdict }
    let verdict =
      Alignment.find([patterns[pair.first], patterns[pair.second]], serverCount: serverCount)
      == .impossible
    pairVerdicts[pair] = verdict
    return verdict
  }
}
