import Queueing
import ServerChains

/// Designs judged by their response time under JFFC.
struct ResponseJudge {
  let instance: Instance
  let arrivalRate: Double
  /// Whether there is no more time: then designs are bounded, and no further ones are looked at.
  private let isCalledOff: @Sendable () -> Bool
  private var considered: Set<Placement> = []
  private(set) var best: (design: Design, value: Double, bounds: ResponseBounds)?

  /// States up to which the response is computed exactly rather than bounded.
  private static let stateLimit = 100_000

  init(
    instance: Instance, arrivalRate: Double,
    isCalledOff: @escaping @Sendable () -> Bool = { false }
  ) {
    self.isCalledOff = isCalledOff
    self.instance = instance
    self.arrivalRate = arrivalRate
  }

  /// Judges a design by its exact mean response where the chain is small enough, else by the upper
  /// bound.
  mutating func consider(_ design: Design) {
    guard let bounds = ResponseBounds(of: design, arrivalRate: arrivalRate),
      bounds.lower < best?.value ?? .infinity,
      let system = ChainSystem(of: design, instance: instance)
    else { return }
    var value = bounds.upper
    if case .solved(let exact) = ExactChain.solve(
      system, arrivalRate: arrivalRate, stateLimit: Self.stateLimit, isCalledOff: isCalledOff)
    {
      value = min(max(exact.meanResponse, bounds.lower), bounds.upper)
    }
    if value < best?.value ?? .infinity { best = (design, value, bounds) }
  }

  /// Judges a placement with GCA on it: all its slots, and its fastest ones.
  mutating func consider(_ placement: Placement) {
    guard considered.insert(placement).inserted else { return }
    let design = CacheAllocation.greedy(on: placement, of: instance)
    consider(design)
    var slots = 0
    for composed in design.chains.dropLast() where !isCalledOff() {
      slots += composed.capacity
      consider(design.fastestSlots(slots))
    }
  }
}
