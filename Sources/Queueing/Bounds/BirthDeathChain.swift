/// A queue whose n jobs leave at a rate that depends on n alone.
package enum BirthDeathChain {
  /// Mean response time with death rates `d_1, d_2, …`, the last of them for all larger numbers of
  /// jobs.
  ///
  /// `E[N] = Σ_{n<C} n φ_n + φ_C (ρ/(1−ρ)² + C/(1−ρ))` with `φ_n ∝ Π_{i≤n} λ/d_i` and `ρ = λ/d_C`,
  /// divided by λ (Documentation/Problem.md, "JFFC and its bounds"). Probabilities are held
  /// relative to the likeliest state seen so far, in log space, so that thousands of slots neither
  /// overflow nor vanish.
  ///
  /// - Returns: nil where the queue is not stable, `λ ≥ d_C`.
  /// - Complexity: O(C).
  package static func meanResponse(deathRates: [Double], arrivalRate: Double) -> Double? {
    meanResponse(
      deathRates: deathRates, count: deathRates.count, last: deathRates.last ?? 0,
      arrivalRate: arrivalRate)
  }

  /// The same for rates that never fall and need not be at hand: those are not asked for that no
  /// digit of the sums depends on.
  ///
  /// - Parameters:
  ///   - deathRates: So many of them.
  ///   - total: What counts for the last one.
  package static func meanResponse(
    deathRates: some Sequence<Double>, count slots: Int, last total: Double, arrivalRate: Double
  ) -> Double? {
    guard slots > 0, arrivalRate > 0, arrivalRate < total else { return nil }
    let load = arrivalRate / total
    let slack = 1 - load
    var logWeight = 0.0
    var scaled = ScaledSums()
    scaled.add(logWeight: 0, mass: 1, moment: 0)
    for (index, rate) in deathRates.enumerated() {
      let isLast = index + 1 == slots
      logWeight += PortableMath.log(arrivalRate / (isLast ? total : rate))
      let count = Double(index + 1)
      if !isLast {
        scaled.add(logWeight: logWeight, mass: 1, moment: count)
        if scaled.isSettled(after: count, ratio: arrivalRate / rate) { break }
      } else {
        scaled.add(
          logWeight: logWeight, mass: 1 / slack, moment: load / (slack * slack) + count / slack)
      }
    }
    return scaled.moment / scaled.mass / arrivalRate
  }
}

/// `Σ w` and `Σ n w` of weights given by their logarithms, relative to the greatest seen.
private struct ScaledSums {
  private(set) var mass = 0.0
  private(set) var moment = 0.0
  private var scale = -Double.infinity
  private var lastWeight = 0.0

  private static let negligible = 1e-22

  /// Whether all later states together change no digit: each has at most so much of the mass of the
  /// one before.
  func isSettled(after count: Double, ratio: Double) -> Bool {
    guard ratio < 1 else { return false }
    let slack = 1 - ratio
    return lastWeight / slack < Self.negligible * mass
      && lastWeight * (count / slack + 1 / (slack * slack)) < Self.negligible * moment
  }

  mutating func add(logWeight: Double, mass newMass: Double, moment newMoment: Double) {
    if logWeight > scale {
      let shrink = PortableMath.exp(scale - logWeight)
      mass *= shrink
      moment *= shrink
      scale = logWeight
    }
    let weight = PortableMath.exp(logWeight - scale)
    lastWeight = weight
    mass += weight * newMass
    moment += weight * newMoment
  }
}
