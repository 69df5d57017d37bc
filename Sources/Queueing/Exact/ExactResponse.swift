/// The exact stationary behaviour of JFFC with Poisson arrivals and exponential sizes
/// (Documentation/Problem.md, "JFFC as a Markov chain").
public struct ExactResponse: Sendable {
  /// Mean time from arrival to completion, in seconds.
  public let meanResponse: Double
  /// Mean time from arrival to the start of service, in seconds.
  public let meanWaiting: Double
  /// Mean jobs in the system.
  public let meanJobs: Double
  /// `P(N = n)` for n = 0 … C jobs in the system.
  public let jobProbabilities: [Double]
  /// `ρ`: `P(N = C + q) = P(N = C) ρ^q` above saturation.
  public let tailRatio: Double
  /// Mean share of each chain's slots in use, fastest chain first.
  ///
  /// Where chains of equal rate had to be taken together, each has their common share.
  public let utilization: [Double]
  /// States below saturation that were solved for.
  public let stateCount: Int
  /// Sweeps of the iteration; 0 where the system was solved directly.
  public let sweeps: Int
  /// `Σ |inflow − outflow| / Σ outflow` over all states at the end; 0 where the system was solved
  /// directly.
  public let residual: Double

  /// The chance that an arriving job has to wait, `P(N ≥ C)`.
  public var waitingProbability: Double {
    (jobProbabilities.last ?? 0) / (1 - tailRatio)
  }

  /// The chance that this many jobs wait.
  ///
  /// - Complexity: O(log length).
  public func queueProbability(_ length: Int) -> Double {
    precondition(length >= 0, "A queue's length is at least 0.")
    let full = jobProbabilities.last ?? 0
    guard length > 0 else { return 1 - full * tailRatio / (1 - tailRatio) }
    var (probability, square, bits) = (full, tailRatio, length)
    while bits > 0 {
      if bits & 1 == 1 { probability *= square }
      square *= square
      bits >>= 1
    }
    return probability
  }
}
