import ServerChains

/// Where the servers of a pattern can end when the ends of some are known.
///
/// A server with a known end takes its blocks right before it; what lies between such servers must
/// be filled exactly by the others. So of the blocks that the others take, no server's may straddle
/// a *seam*, where known servers stand. How many servers of each length are through is all that
/// matters: a pattern is judged by dynamic programming over these counts.
struct PatternEnds {
  /// The parts of one length whose ends are unknown.
  private struct Length {
    let blocks: Int
    var count: Int
    /// What one of them adds to the number of a state.
    var stride: Int
  }

  private let blocks: Int
  private var lengths: [Length] = []
  private var known: [(start: Int, end: Int)] = []
  /// By blocks taken by servers of unknown end: how many they have taken at the next seam.
  private var seam: [Int]
  /// The same: what known servers in front have taken.
  private var passed: [Int]
  /// By state, the blocks taken, and whether it can be reached from the first block or the last one
  /// from it.
  private var taken: [Int] = []
  private var isReached: [Bool] = []
  private var canEnd: [Bool] = []
  private var isPossible: [Bool]

  init(blocks: Int) {
    self.blocks = blocks
    seam = Array(repeating: 0, count: blocks + 1)
    passed = seam
    isPossible = Array(repeating: false, count: blocks + 1)
  }

  /// Calls `body` with every end at which a server of unknown end can stand in a pattern,
  /// ascending.
  ///
  /// - Parameters:
  ///   - part: The server, with the blocks that it processes in the pattern.
  ///   - ends: The end per server, 0 where it is unknown.
  /// - Complexity: O(states · lengths), of which there are a few hundred.
  mutating func forEachEnd(
    of part: Hop, in pattern: Pattern, ends: [Int], _ body: (_ end: Int) -> Void
  ) {
    guard sort(pattern, apart: part.server, ends), mark() else { return }
    reach()
    finish(behind: part.blocks)
    for end in isPossible.indices { isPossible[end] = false }
    for state in taken.indices where isReached[state] && canEnd[state] {
      let end = taken[state] + part.blocks
      if end <= seam[taken[state]] { isPossible[end + passed[taken[state]]] = true }
    }
    for end in isPossible.indices where isPossible[end] { body(end) }
  }

  /// Tells known parts from others, and these by their lengths; false where a known one begins
  /// before the first block.
  private mutating func sort(_ pattern: Pattern, apart server: Int, _ ends: [Int]) -> Bool {
    known.removeAll(keepingCapacity: true)
    lengths.removeAll(keepingCapacity: true)
    for part in pattern.parts where part.server != server {
      let end = ends[part.server]
      if end > 0 {
        guard end >= part.blocks else { return false }
        known.append((end - part.blocks, end))
      } else if let index = lengths.firstIndex(where: { $0.blocks == part.blocks }) {
        lengths[index].count += 1
      } else {
        lengths.append(Length(blocks: part.blocks, count: 1, stride: 0))
      }
    }
    known.sort { $0.end < $1.end }
    return true
  }

  /// Finds the seams; false where known servers overlap.
  private mutating func mark() -> Bool {
    var (position, free, inFront) = (0, 0, 0)
    for index in 0...known.count {
      let start = index < known.count ? known[index].start : blocks
      guard start >= position else { return false }
      let next = free + start - position
      while free < next {
        (seam[free], passed[free]) = (next, inFront)
        free += 1
      }
      guard index < known.count else { break }
      inFront += known[index].end - known[index].start
      position = known[index].end
    }
    (seam[free], passed[free]) = (free, inFront)
    return true
  }

  /// The states that can be reached from the first block without the server that stands apart.
  private mutating func reach() {
    var count = 1
    for index in lengths.indices {
      lengths[index].stride = count
      count *= lengths[index].count + 1
    }
    taken.removeAll(keepingCapacity: true)
    taken.append(0)
    for length in lengths {
      for state in 0..<length.count * length.stride {
        taken.append(taken[state] + length.blocks)
      }
    }
    isReached.removeAll(keepingCapacity: true)
    isReached.append(contentsOf: repeatElement(false, count: count))
    isReached[0] = true
    for state in 0..<count where isReached[state] {
      let here = taken[state]
      for length in lengths
      where state / length.stride % (length.count + 1) < length.count
        && here + length.blocks <= seam[here]
      {
        isReached[state + length.stride] = true
      }
    }
  }

  /// The states from which the last block can be reached once the server that stands apart has
  /// taken its blocks.
  private mutating func finish(behind blocks: Int) {
    let count = taken.count
    canEnd.removeAll(keepingCapacity: true)
    canEnd.append(contentsOf: repeatElement(false, count: count))
    canEnd[count - 1] = true
    for state in stride(from: count - 2, through: 0, by: -1) {
      let here = taken[state] + blocks
      for length in lengths
      where state / length.stride % (length.count + 1) < length.count
        && here + length.blocks <= seam[here] && canEnd[state + length.stride]
      {
        canEnd[state] = true
        break
      }
    }
  }
}
