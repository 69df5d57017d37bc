extension Instance {
  /// `L`, the number of blocks of the service.
  public var blocks: Int { service.blocks }

  /// The most blocks a server can hold, cache aside, never more than `L`.
  public func maximumHosted(by server: Int) -> Int {
    Self.clamp(servers[server].memory.floorQuotient(by: service.blockMemory), to: blocks)
  }

  /// `M̃_j(m) = ⌊(M_j − s_m m)/s_c⌋`, the block-cache slots a server has left when it hosts `m`
  /// blocks.
  ///
  /// - Returns: 0 where the blocks do not fit.
  /// - Complexity: O(1), on exact decimals.
  public func slots(of server: Int, hosting hosted: Int) -> Int {
    let left = servers[server].memory - service.blockMemory * hosted
    guard left > .zero else { return 0 }
    return Self.clamp(left.floorQuotient(by: service.cacheMemory), to: Self.slotLimit)
  }

  /// `M̃_j(m_j)` of every server on a placement; 0 for a server that hosts nothing.
  public func slots(on placement: Placement) -> [Int] {
    servers.indices.map { server in
      placement[server].map { slots(of: server, hosting: $0.count) } ?? 0
    }
  }

  /// `m_j(c) = min(⌊M_j/(s_m + s_c c)⌋, L)`, blocks a server can host with cache for `c` jobs on
  /// each of them.
  ///
  /// - Parameters:
  ///   - server: The server's position in the instance.
  ///   - reservation: `c`, at least 0.
  public func hosted(by server: Int, reservation: Int) -> Int {
    let perBlock = service.blockMemory + service.cacheMemory * reservation
    return Self.clamp(servers[server].memory.floorQuotient(by: perBlock), to: blocks)
  }

  /// The greatest reservation with which a server can host so many blocks,
  /// `⌊(M_j − s_m m)/(s_c m)⌋`.
  ///
  /// - Precondition: The server can host `hosted` blocks, at least one, with one job's cache.
  package func greatestReservation(of server: Int, hosting hosted: Int) -> Int {
    let left = servers[server].memory - service.blockMemory * hosted
    return Self.clamp(left.floorQuotient(by: service.cacheMemory * hosted), to: Self.slotLimit)
  }

  /// The greatest reservation worth trying, `⌊(max M − s_m)/s_c⌋`: beyond it no server hosts a
  /// block.
  public var maximumReservation: Int {
    let memory = servers.map(\.memory).max() ?? .zero
    guard memory > service.blockMemory else { return 0 }
    return Self.clamp(
      (memory - service.blockMemory).floorQuotient(by: service.cacheMemory), to: Self.slotLimit)
  }

  /// No system of chains holds more jobs than this: every job takes `L` block-slots in all.
  public var maximumSlots: Int {
    let total = servers.indices.reduce(0) { sum, server in
      sum + (maximumHosted(by: server) > 0 ? slots(of: server, hosting: 1) : 0)
    }
    return total / blocks
  }

  /// The blocks that one chain could cover with one job's cache everywhere, `Σ_j m_j(1)`, never
  /// more than `L`.
  ///
  /// A chain exists in some placement exactly when this is `L`.
  public var coverableBlocks: Int {
    var sum = 0
    for server in servers.indices where sum < blocks {
      sum += hosted(by: server, reservation: 1)
    }
    return min(sum, blocks)
  }

  /// The rate a system must reach, `λ/ρ̄`, where the instance states both.
  public var requiredRate: Double? {
    guard let arrivalRate, let maximumLoad else { return nil }
    return arrivalRate / maximumLoad
  }

  /// Slots beyond this are counted as this many; sums over all servers still fit in an `Int`.
  private static let slotLimit = 1_000_000_000

  private static func clamp(_ value: Int128, to limit: Int) -> Int {
    Int(max(0, min(value, Int128(limit))))
  }
}
