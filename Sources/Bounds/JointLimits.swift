import Queueing
import ServerChains

/// What no design of an instance can exceed, from its fastest chain and its memory alone.
package struct JointLimits {
  /// The fastest chain of any placement.
  package let fastest: Pattern
  /// The most jobs any system could hold.
  package let maximumSlots: Int

  /// Nil where the servers cannot hold the blocks with one job's cache.
  package init?(_ instance: Instance) {
    guard let fastest = FastestPattern.find(in: instance) else { return nil }
    self.fastest = fastest
    maximumSlots = SlotCap.of(instance, limits: PatternSpace(instance: instance).limits)
  }

  /// `n · V_1`: no n slots are faster than n copies of the fastest.
  package func rateBound(slots: Int) -> Double {
    SafeBound.upper(Double(min(slots, maximumSlots)) * fastest.rate)
  }

  /// No design has a smaller mean response time, in seconds, had it as many slots as there can be
  /// and all of them the fastest; 0 where these are too slow.
  package func leastResponse(arrivalRate: Double) -> Double {
    BirthDeathChain.meanResponse(
      deathRates: (1...maximumSlots).lazy.map { Double($0) * fastest.rate }, count: maximumSlots,
      last: Double(maximumSlots) * fastest.rate, arrivalRate: arrivalRate) ?? 0
  }

  /// No fewer slots reach a rate.
  package func slotBound(rate: Double) -> Int {
    max(1, Int(min(1e15, SafeBound.wholeLower(rate / fastest.rate))))
  }
}
