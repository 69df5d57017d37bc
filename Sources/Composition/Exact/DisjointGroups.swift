import ServerChains

/// Groups of servers that can host a whole model with cache for `c` jobs, none to spare.
///
/// These are the sets K of the paper's Eq. 7 (Documentation/Problem.md, "Questions"). Leaving a
/// needless server out of a group makes it faster, so the fewest disjoint chains need minimal
/// groups only.
struct DisjointGroups {
  private let instance: Instance
  let reservation: Int
  /// Servers by `m_j(c)`, greatest first: a group is minimal if its last server in this order is
  /// needed.
  private let order: [Int]
  private let hosted: [Int]

  init(instance: Instance, reservation: Int) {
    self.instance = instance
    self.reservation = reservation
    let hosted = instance.servers.indices.map {
      instance.hosted(by: $0, reservation: reservation)
    }
    self.hosted = hosted
    order = instance.servers.indices.filter { hosted[$0] > 0 }
      .sorted { (-hosted[$0], $0) < (-hosted[$1], $1) }
  }

  /// How many minimal groups there are.
  ///
  /// - Complexity: O(J · L).
  var count: Double {
    var ways = [Double](repeating: 0, count: instance.blocks)
    ways[0] = 1
    var complete = 0.0
    for server in order {
      let size = hosted[server]
      for covered in stride(from: instance.blocks - 1, through: 0, by: -1) {
        if covered + size >= instance.blocks { complete += ways[covered] }
        if covered >= size { ways[covered] += ways[covered - size] }
      }
    }
    return complete
  }

  /// Every minimal group, as servers in order of decreasing `m_j(c)`.
  func all() -> [[Int]] {
    var groups: [[Int]] = []
    var group: [Int] = []
    func extend(from start: Int, covered: Int) {
      for position in start..<order.count {
        group.append(order[position])
        let reached = covered + hosted[order[position]]
        if reached >= instance.blocks {
          groups.append(group)
        } else {
          extend(from: position + 1, covered: reached)
        }
        group.removeLast()
      }
    }
    extend(from: 0, covered: 0)
    return groups
  }

  /// `1/Σ_{j∈k} t_j(c)`, in jobs per second.
  func rate(of group: [Int]) -> Double {
    1 / group.reduce(0) { $0 + instance.stepTime(server: $1, blocks: hosted[$1]) }
  }

  /// The design of disjoint groups: each filled in order, its last server overlapping backwards,
  /// `c` jobs on each chain.
  func design(of groups: [[Int]]) -> Design {
    var placement = Placement(serverCount: instance.servers.count)
    for group in groups {
      var next = 1
      for server in group {
        let range = BlockRange(
          first: min(next, instance.blocks - hosted[server] + 1), count: hosted[server])
        placement[server] = range
        next = range.last + 1
      }
    }
    let graph = RoutingGraph(instance: instance, placement: placement)
    let chains = groups.compactMap { group in
      graph.hops(visiting: group).map {
        ComposedChain(chain: Chain(hops: $0, in: instance), capacity: reservation)
      }
    }
    return Design(placement: placement, chains: chains)
  }
}
