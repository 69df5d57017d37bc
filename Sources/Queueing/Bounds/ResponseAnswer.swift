/// The bounds of a system, or that it has none because it is not stable.
public enum ResponseAnswer: Hashable, Sendable {
  /// Lower and upper bound of the mean response time.
  case stable(ResponseBounds)
  /// Queues grow without end; the system is stable for arrival rates below this limit, in jobs per
  /// second.
  case unstable(limit: Double)

  /// The answer for a system under JFFC.
  ///
  /// - Complexity: O(C) for C slots.
  public init(_ system: ChainSystem, arrivalRate: Double) {
    let chains = system.chains.map { (rate: $0.rate, capacity: $0.capacity) }
    if let bounds = ResponseBounds(chains: chains, arrivalRate: arrivalRate) {
      self = .stable(bounds)
    } else {
      self = .unstable(limit: system.totalRate)
    }
  }
}
