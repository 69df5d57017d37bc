import Queueing
import ServerChains

/// Designs judged by their response time under JFFC.
struct ResponseJudge {
  let instance: Instance
  let arrivalRate: Double
  /// Whether there is no more time: then designs are bounded only.
  private let isCalledOff: @Sendable () -> Bool
  private(set) var best: (design: Design, value: Double, bounds: ResponseBounds)?
  /// No design that was judged by its upper bound has a mean response below this, in seconds.
  private(set) var leastOpen = Double.infinity

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
    } else {
      leastOpen = min(leastOpen, bounds.lower)
    }
    if value < best?.value ?? .infinity { best = (design, value, bounds) }
  }
}
