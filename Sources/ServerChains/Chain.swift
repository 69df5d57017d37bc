/// One step of a chain: a server and the blocks it processes there, `m_ij`.
public struct Hop: Hashable, Sendable {
  /// The server's position in the instance.
  public let server: Int
  /// `m_ij = a_j + m_j − a_i − m_i`, from where the job stands to the end of the server's range.
  public let blocks: Int

  /// A hop.
  public init(server: Int, blocks: Int) {
    self.server = server
    self.blocks = blocks
  }
}

/// A source–sink path of the routing graph with what it costs a job.
public struct Chain: Hashable, Sendable {
  /// The steps in order; their blocks add up to `L`.
  public let hops: [Hop]
  /// `T_k = Σ (τᶜ_j + τᵖ_j m_ij)`, in seconds.
  public let serviceTime: Double

  /// A chain of an instance; its service time follows from the hops.
  public init(hops: [Hop], in instance: Instance) {
    self.hops = hops
    serviceTime = instance.serviceTime(of: hops)
  }

  /// `μ_k = 1/T_k`, in jobs per second.
  public var rate: Double { 1 / serviceTime }
}

/// A chain and the number of jobs it may hold at once.
public struct ComposedChain: Hashable, Sendable {
  /// The path.
  public let chain: Chain
  /// `c_k ≥ 1`.
  public var capacity: Int

  /// A chain with its capacity.
  public init(chain: Chain, capacity: Int) {
    self.chain = chain
    self.capacity = capacity
  }
}

/// A placement with chains and capacities on it: what an algorithm designs and a plan file holds.
public struct Design: Hashable, Sendable {
  /// Where the blocks are.
  public var placement: Placement
  /// The chains, fastest first.
  public var chains: [ComposedChain]

  /// A design; chains are put in order of service time, ties by their servers.
  public init(placement: Placement, chains: [ComposedChain]) {
    self.placement = placement
    self.chains = chains.sorted { left, right in
      if left.chain.serviceTime != right.chain.serviceTime {
        return left.chain.serviceTime < right.chain.serviceTime
      }
      return left.chain.hops.map(\.server).lexicographicallyPrecedes(
        right.chain.hops.map(\.server))
    }
  }

  /// `ν = Σ c_k μ_k`, in jobs per second, summed from the fastest chain on.
  public var totalRate: Double {
    chains.reduce(0) { $0 + Double($1.capacity) * $1.chain.rate }
  }

  /// The same chains, with blocks on the servers they use alone.
  package var withoutIdleServers: Design {
    let used = Set(chains.flatMap { $0.chain.hops.map(\.server) })
    var placement = placement
    for server in placement.ranges.indices where !used.contains(server) {
      placement.ranges[server] = nil
    }
    return Design(placement: placement, chains: chains)
  }

  /// `C = Σ c_k`.
  public var totalSlots: Int {
    chains.reduce(0) { $0 + $1.capacity }
  }

  /// The `count` fastest slots of this design on the same placement.
  public func fastestSlots(_ count: Int) -> Design {
    var left = count
    var kept: [ComposedChain] = []
    for composed in chains where left > 0 {
      let capacity = min(composed.capacity, left)
      kept.append(ComposedChain(chain: composed.chain, capacity: capacity))
      left -= capacity
    }
    return Design(placement: placement, chains: kept)
  }
}

extension Instance {
  /// `Σ (τᶜ_j + τᵖ_j m_ij)` over hops, in seconds, summed in order.
  public func serviceTime(of hops: [Hop]) -> Double {
    hops.reduce(0) { $0 + stepTime(server: $1.server, blocks: $1.blocks) }
  }

  /// `τᶜ_j + τᵖ_j m`, a job's time on a server that processes `m` blocks of it, in seconds.
  public func stepTime(server: Int, blocks: Int) -> Double {
    servers[server].communicationTime + servers[server].computationTime * Double(blocks)
  }
}
