import ServerChains

/// Whether a pattern can run over servers some of whose ends are known.
///
/// A server with a known end takes its blocks right before it; what lies between such servers must be filled exactly by the
/// others.
enum PatternEnds {
  /// Whether some order of the pattern's servers meets every known end.
  ///
  /// - Parameter ends: The end per server, 0 where it is free.
  static func allow(_ pattern: Pattern, ends: [Int], blocks: Int) -> Bool {
    var fixed: [(start: Int, end: Int)] = []
    var free: [Int] = []
    for part in pattern.parts {
      let end = ends[part.server]
      if end == 0 {
        free.append(part.blocks)
      } else {
        guard end >= part.blocks else { return false }
        fixed.append((end - part.blocks, end))
      }
    }
    guard !fixed.isEmpty else { return true }
    fixed.sort { $0.end < $1.end }
    var gaps: [Int] = []
    var position = 0
    for (start, end) in fixed {
      guard start >= position else { return false }
      if start > position { gaps.append(start - position) }
      position = end
    }
    if position < blocks { gaps.append(blocks - position) }
    return canFill(gaps, with: free.sorted(by: >))
  }

  /// Whether parts can be shared out so that every gap is filled exactly; the totals are equal.
  private static func canFill(_ gaps: [Int], with parts: [Int]) -> Bool {
    guard let largest = parts.first else { return gaps.isEmpty }
    var tried: [Int] = []
    for (index, gap) in gaps.enumerated() where gap >= largest && !tried.contains(gap) {
      tried.append(gap)
      var rest = gaps
      rest[index] -= largest
      if rest[index] == 0 { rest.remove(at: index) }
      if canFill(rest, with: Array(parts.dropFirst())) { return true }
    }
    return false
  }

  /// The ends at which a server can stand in a pattern when those of others are known.
  static func possible(
    for server: Int, in pattern: Pattern, ends: [Int], blocks: Int
  ) -> [Int] {
    guard let part = pattern.parts.first(where: { $0.server == server }) else { return [] }
    var trial = ends
    return (part.blocks...blocks).filter { end in
      trial[server] = end
      return allow(pattern, ends: trial, blocks: blocks)
    }
  }
}
