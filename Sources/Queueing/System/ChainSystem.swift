import ServerChains

/// The chains that jobs are dispatched to, fastest first.
public struct ChainSystem: Hashable, Sendable {
  /// In order of service time.
  public let chains: [ServedChain]
  /// `C = Σ c_k`.
  public let slotCount: Int
  /// `ν = Σ c_k μ_k`, in jobs per second: the arrival rate must stay below it.
  public let totalRate: Double

  /// A system of at least one chain, put in order of service time; ties keep their order.
  ///
  /// - Precondition: There is a chain.
  /// - Complexity: O(K log K).
  public init(chains: [ServedChain]) {
    precondition(!chains.isEmpty, "A system has at least one chain; compose one first.")
    let order = chains.indices.sorted {
      (chains[$0].serviceTime, $0) < (chains[$1].serviceTime, $1)
    }
    self.chains = order.map { chains[$0] }
    slotCount = chains.reduce(0) { $0 + $1.capacity }
    totalRate = self.chains.reduce(0) { $0 + Double($1.capacity) * $1.rate }
  }

  /// The system of a design, chains in the design's order; nil where the design has none.
  public init?(of design: Design, instance: Instance) {
    guard !design.chains.isEmpty else { return nil }
    self.init(chains: design.chains.map { ServedChain($0, of: instance) })
  }

  /// A system of chains given by rate, in jobs per second, and capacity.
  public init(rates: [(rate: Double, capacity: Int)]) {
    self.init(
      chains: rates.map { ServedChain(computationTime: 1 / $0.rate, capacity: $0.capacity) })
  }

  /// `λ/ν`.
  public func load(at arrivalRate: Double) -> Double { arrivalRate / totalRate }
}
