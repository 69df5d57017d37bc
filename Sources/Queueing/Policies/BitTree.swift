/// A set of small whole numbers that finds its least member in three steps.
struct BitTree {
  private var leaves: [UInt64]
  private var nodes: [UInt64]

  /// The set of all of 0 ..< count.
  init(allBelow count: Int) {
    leaves = Array(repeating: 0, count: (count + 63) / 64)
    nodes = Array(repeating: 0, count: (leaves.count + 63) / 64)
    for member in 0..<count { insert(member) }
  }

  /// The least member; −1 where there is none.
  ///
  /// - Complexity: O(1 + count/4096).
  var first: Int {
    @inline(__always) get {
      for node in nodes.indices where nodes[node] != 0 {
        let leaf = node << 6 | nodes[node].trailingZeroBitCount
        return leaf << 6 | leaves[leaf].trailingZeroBitCount
      }
      return -1
    }
  }

  @inline(__always)
  mutating func insert(_ member: Int) {
    leaves[member >> 6] |= 1 << UInt64(member & 63)
    nodes[member >> 12] |= 1 << UInt64((member >> 6) & 63)
  }

  @inline(__always)
  mutating func remove(_ member: Int) {
    leaves[member >> 6] &= ~(1 << UInt64(member & 63))
    if leaves[member >> 6] == 0 { nodes[member >> 12] &= ~(1 << UInt64((member >> 6) & 63)) }
  }
}
