import ServerChains

/// Bounds on the mean response time of JFFC dispatch over composed chains (arXiv 2604.14993;
/// Documentation/Problem.md, "JFFC and its bounds").
///
/// In a system with n jobs below saturation, at most the n fastest slots are busy and at least the
/// n slowest: two birth–death chains whose mean response times enclose the true one.
///
/// ```swift
/// let chains = [(rate: 1.0, capacity: 2), (rate: 0.5, capacity: 4)]  // jobs/s, jobs at once
/// if let bounds = ResponseBounds(chains: chains, arrivalRate: 2) {
///   print(bounds.lower, "to", bounds.upper, "s")  // 1.259378349410504 to 1.8535469107551488 s
/// }
/// ```
public struct ResponseBounds: Hashable, Sendable {
  /// No less than this, in seconds.
  public let lower: Double
  /// No more than this, in seconds.
  public let upper: Double

  /// The bounds for chains of given rates and capacities, or nil where the system is not stable
  /// (`λ ≥ ν`).
  ///
  /// - Parameters:
  ///   - chains: Rates in jobs per second with capacities, in any order.
  ///   - arrivalRate: `λ`, in jobs per second.
  /// - Complexity: O(K log K + C) for K chains with C slots.
  public init?(chains: [(rate: Double, capacity: Int)], arrivalRate: Double) {
    let fastestFirst = chains.filter { $0.capacity > 0 }.sorted { $0.rate > $1.rate }
    let total = fastestFirst.reduce(0) { $0 + $1.rate * Double($1.capacity) }
    guard arrivalRate > 0, arrivalRate < total else { return nil }
    let lower = Self.meanResponse(slots: fastestFirst, total: total, arrivalRate: arrivalRate)
    let upper = Self.meanResponse(
      slots: fastestFirst.reversed(), total: total, arrivalRate: arrivalRate)
    // With equal rates the two differ by rounding alone; keep their order.
    self.lower = min(lower, upper)
    self.upper = max(lower, upper)
  }

  /// The bounds for a design.
  public init?(of design: Design, arrivalRate: Double) {
    self.init(
      chains: design.chains.map { (rate: $0.chain.rate, capacity: $0.capacity) },
      arrivalRate: arrivalRate)
  }

  /// Mean response of the birth–death chain whose first n slots, in the order given, are busy with
  /// n jobs.
  private static func meanResponse(
    slots: [(rate: Double, capacity: Int)], total: Double, arrivalRate: Double
  ) -> Double {
    var deathRate = 0.0
    let deathRates = slots.lazy.flatMap { repeatElement($0.rate, count: $0.capacity) }.map {
      deathRate += $0
      return deathRate
    }
    // The last state must have exactly the total rate, whatever the order of summation.
    return BirthDeathChain.meanResponse(
      deathRates: deathRates, count: slots.reduce(0) { $0 + $1.capacity }, last: total,
      arrivalRate: arrivalRate) ?? .infinity
  }
}
