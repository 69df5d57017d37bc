import ServerChains

/// A chain as a queue sees it: how long a mean job takes and how many jobs fit.
public struct ServedChain: Hashable, Sendable {
  /// `Σ τᶜ_j` over the chain's servers, in seconds for a job of mean size.
  public let communicationTime: Double
  /// `Σ τᵖ_j m_ij` over the chain's servers, in seconds for a job of mean size.
  public let computationTime: Double
  /// `c_k ≥ 1`, jobs at once.
  public let capacity: Int
  /// One job's cache on the server that keeps most of it, in GB: what limits the time to swap it.
  public let largestCache: Double

  /// `T_k`, the mean service time, in seconds.
  public var serviceTime: Double { communicationTime + computationTime }
  /// `μ_k = 1/T_k`, in jobs per second.
  public var rate: Double { 1 / serviceTime }

  /// A chain.
  ///
  /// - Precondition: The times are finite, not negative and not both 0; the capacity is at least 1.
  public init(
    communicationTime: Double = 0, computationTime: Double, capacity: Int, largestCache: Double = 0
  ) {
    precondition(
      communicationTime >= 0 && computationTime >= 0
        && (communicationTime + computationTime).isFinite
        && communicationTime + computationTime > 0,
      "A chain's times are finite, not negative and not both 0.")
    precondition(
      capacity >= 1, "A chain holds at least one job; leave out a chain of capacity \(capacity).")
    self.communicationTime = communicationTime
    self.computationTime = computationTime
    self.capacity = capacity
    self.largestCache = largestCache
  }

  /// A chain of a design.
  public init(_ composed: ComposedChain, of instance: Instance) {
    let hops = composed.chain.hops
    let communication = hops.reduce(0) { $0 + instance.servers[$1.server].communicationTime }
    let computation = hops.reduce(0) {
      $0 + instance.servers[$1.server].computationTime * Double($1.blocks)
    }
    let blocks = hops.map(\.blocks).max() ?? 0
    self.init(
      communicationTime: communication, computationTime: computation, capacity: composed.capacity,
      largestCache: (instance.service.cacheMemory * blocks).doubleValue)
  }
}
