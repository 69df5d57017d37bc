/// What a proof may take.
struct ProofLimits {
  var nodes: Int
  var deadline: ContinuousClock.Instant?
  var stop: StopToken?
  /// Parts within this share of the incumbent are closed.
  var relativeGap = 0.0

  /// How long the first linear programs may take in any case, and others after a stop was asked
  /// for.
  private static let patience = Duration.milliseconds(300)

  /// The time left for a linear program; nil without a limit.
  func remaining(nodes: Int) -> Duration? {
    let left = deadline.map { max(.zero, $0 - ContinuousClock.now) }
    if stop?.isStopRequested == true { return Self.patience }
    return nodes > 1 ? left : left.map { max($0, Self.patience) }
  }

  func areReached(nodes: Int) -> Bool {
    if nodes >= self.nodes { return true }
    // One look is due to everyone: without it nothing at all is proven.
    guard nodes > 0 else { return false }
    if stop?.isStopRequested == true { return true }
    guard let deadline else { return false }
    return ContinuousClock.now >= deadline
  }
}
