import Queueing
import ServerChains

/// A proof of how small the mean response time of *any* design can be
/// (Documentation/Problem.md, "A certificate for response times").
///
/// With n jobs in the system, whatever the placement, the capacities and the dispatch, jobs leave
/// at a rate of at most `V_n ≤ U_n`. The birth–death chain with death rates `U_1, U_2, …` therefore
/// has no more jobs, and by Little's law no longer response, than any design.
package struct ResponseCertificate {
  /// Safe: no design's mean response time is below it, in seconds.
  package private(set) var bound = 0.0
  /// `U_n` for n = 1, 2, … as far as they were computed.
  package private(set) var rates: [Double] = []
  private let arrivalRate: Double
  private let maximumSlots: Int

  /// A certificate that proves nothing yet: its bound is 0 s.
  ///
  /// - Parameters:
  ///   - arrivalRate: λ in jobs per second.
  ///   - maximumSlots: The most slots that any design of the instance has.
  package init(arrivalRate: Double, maximumSlots: Int) {
    self.arrivalRate = arrivalRate
    self.maximumSlots = maximumSlots
  }

  /// The greatest rate any number of slots could have, as far as is known.
  package var greatestRate: Double {
    guard let last = rates.last else { return .infinity }
    return last * Double(maximumSlots) / Double(rates.count)
  }

  /// A safe bound of `V_n`, computed or not.
  package func rate(of slots: Int) -> Double {
    let slots = min(slots, maximumSlots)
    guard slots > rates.count, let last = rates.last else { return rates[slots - 1] }
    return SafeBound.upper(last * Double(slots) / Double(rates.count))
  }

  /// Takes a safe bound of the mean response time that was proven otherwise.
  package mutating func raise(to proven: Double) {
    bound = max(bound, proven * (1 - Verifier.relativeTolerance))
  }

  /// Takes `U_n` for the next n; tells how much of the bound, relatively, later ones could still
  /// add.
  package mutating func add(_ rate: Double) -> Double {
    rates.append(max(rate, rates.last ?? 0))
    guard let proven = raise() else { return 0 }
    // If all later rates were this one, the bound would be as great as it can become.
    guard
      let greatest = BirthDeathChain.meanResponse(deathRates: rates, arrivalRate: arrivalRate)
    else { return .infinity }
    return greatest / proven - 1
  }

  /// Takes smaller bounds of `V_1, V_2, …` for as many n as were computed; safe.
  package mutating func tighten(_ frontier: [Double]) {
    for (index, rate) in zip(rates.indices, frontier) { rates[index] = min(rates[index], rate) }
    // V_n is no greater than V_(n+1).
    for index in rates.indices.dropLast().reversed() {
      rates[index] = min(rates[index], rates[index + 1])
    }
    _ = raise()
  }

  /// Raises the bound to what the rates prove, and tells it; nil where they prove nothing.
  private mutating func raise() -> Double? {
    // n/m · V_m bounds V_n for n > m: a design's m fastest slots have at least m/n of its rate.
    let proven = BirthDeathChain.meanResponse(
      deathRates: (1...maximumSlots).lazy.map(self.rate), count: maximumSlots,
      last: self.rate(of: maximumSlots), arrivalRate: arrivalRate)
    if let proven { bound = max(bound, proven * (1 - Verifier.relativeTolerance)) }
    return proven
  }
}
