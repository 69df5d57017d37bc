import ServerChains

/// When GBP-CR stops making chains.
public enum ChainStop: String, CaseIterable, Sendable {
  /// As soon as the chains' reserved rate reaches `λ/ρ̄`.
  case rate
  /// Only when the servers run out.
  case all
}

/// Greedy block placement with cache reservation, GBP-CR(c) (arXiv 2604.14993, Algorithm 1;
/// Documentation/Problem.md, "GBP-CR").
public struct BlockPlacement: Sendable {
  /// Where the blocks are.
  public let placement: Placement
  /// The complete disjoint chains, as servers in order.
  public let chains: [[Int]]
  /// The chains' rates without the last one's, where that stopped GBP-CR, else of all chains: with
  /// a reservation for which this is enough it stops earlier.
  let earlierRate: Double

  /// Places blocks so that every server keeps cache for `reservation` jobs on each block.
  ///
  /// Servers come in order of `t_j(c)/m_j(c)`, ties by position; each chain is filled in that
  /// order, its last server overlapping backwards. Servers of an unfinished last chain keep their
  /// blocks.
  ///
  /// - Parameters:
  ///   - instance: The servers and blocks.
  ///   - reservation: `c ≥ 1`.
  ///   - stop: With `.rate`, an instance that states no required rate uses all servers.
  /// - Complexity: O(J log J).
  public init(instance: Instance, reservation: Int, stop: ChainStop) {
    precondition(reservation >= 1, "GBP-CR reserves cache for at least one job.")
    let blocks = instance.blocks
    let hosted = instance.servers.indices.map {
      instance.hosted(by: $0, reservation: reservation)
    }
    let times = instance.servers.indices.map {
      instance.stepTime(server: $0, blocks: hosted[$0])
    }
    let pace = instance.servers.indices.map { times[$0] / Double(hosted[$0]) }
    let order = instance.servers.indices.filter { hosted[$0] > 0 }
      .sorted { (pace[$0], $0) < (pace[$1], $1) }
    let reservedRate =
      stop == .rate ? instance.requiredRate.map { $0 / Double(reservation) } : nil

    var placement = Placement(serverCount: instance.servers.count)
    var chains: [[Int]] = []
    var current: [Int] = []
    var next = 1
    var rate = 0.0
    var earlierRate: Double?
    for server in order {
      let range = BlockRange(
        first: min(next, blocks - hosted[server] + 1), count: hosted[server])
      placement[server] = range
      current.append(server)
      next = range.last + 1
      guard next > blocks else { continue }
      let before = rate
      rate += 1 / current.reduce(0) { $0 + times[$1] }
      chains.append(current)
      current = []
      next = 1
      // Compared as computed: on a tie one chain more is the paper's worked example.
      if let reservedRate, rate >= reservedRate {
        earlierRate = before
        break
      }
    }
    self.placement = placement
    self.chains = chains
    self.earlierRate = earlierRate ?? rate
  }
}

extension BlockPlacement {
  /// `c Σ_k 1/Σ_{j∈k} t_j(c)`: the rate the disjoint chains have reserved cache for, in jobs per
  /// second.
  func reservedRate(in instance: Instance, reservation: Int) -> Double {
    let rates = chains.map { chain in
      1
        / chain.reduce(0) { time, server in
          time
            + instance.stepTime(
              server: server, blocks: instance.hosted(by: server, reservation: reservation))
        }
    }
    return Double(reservation) * rates.reduce(0, +)
  }
}
