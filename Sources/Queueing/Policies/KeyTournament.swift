import ServerChains

/// The chains' keys in a tournament: who has the least, how many share it, and one of them at
/// random.
struct KeyTournament {
  private let leafCount: Int
  private var keys: [Double]
  private var ties: [Int]

  /// A tournament of these keys.
  init(_ initial: [Double]) {
    var leaves = 1
    while leaves < initial.count { leaves *= 2 }
    leafCount = leaves
    keys = Array(repeating: .infinity, count: 2 * leaves)
    ties = Array(repeating: 0, count: 2 * leaves)
    for (index, key) in initial.enumerated() {
      keys[leaves + index] = key
      ties[leaves + index] = 1
    }
    for node in stride(from: leaves - 1, through: 1, by: -1) { play(node) }
  }

  /// Gives one chain another key.
  ///
  /// - Complexity: O(log K).
  @inline(__always)
  mutating func update(_ index: Int, to key: Double) {
    var node = leafCount + index
    keys[node] = key
    node >>= 1
    while node >= 1 {
      play(node)
      node >>= 1
    }
  }

  /// The first chain with the least key.
  var first: Int {
    var node = 1
    while node < leafCount {
      node <<= 1
      if keys[node + 1] < keys[node] { node += 1 }
    }
    return node - leafCount
  }

  /// One of the chains with the least key, each equally likely.
  func random(_ generator: inout SeededGenerator) -> Int {
    var rank = ties[1] == 1 ? 0 : generator.integer(below: ties[1])
    var node = 1
    while node < leafCount {
      let least = keys[node]
      node <<= 1
      let left = keys[node] == least ? ties[node] : 0
      if rank >= left {
        rank -= left
        node += 1
      }
    }
    return node - leafCount
  }

  @inline(__always)
  private mutating func play(_ node: Int) {
    let (left, right) = (keys[2 * node], keys[2 * node + 1])
    keys[node] = min(left, right)
    ties[node] = (left <= right ? ties[2 * node] : 0) + (right <= left ? ties[2 * node + 1] : 0)
  }
}
