import LinearModels

/// Wall-clock time against a limit.
package struct Deadline: Sendable {
  private let start = ContinuousClock.now
  private let limit: Duration?

  /// A deadline from now on; nil for none.
  package init(limit: Duration?) {
    self.limit = limit
  }

  /// Wall-clock seconds since it was set.
  package var elapsedSeconds: Double { (ContinuousClock.now - start) / .seconds(1) }

  /// Time left, never negative; nil without a limit.
  package var remaining: Duration? {
    limit.map { max(.zero, $0 - (ContinuousClock.now - start)) }
  }

  /// A deadline after this share of what remains.
  package func part(_ share: Double) -> Deadline { Deadline(limit: remaining.map { $0 * share }) }

  /// Whether there is a limit at all.
  package var isLimited: Bool { limit != nil }

  /// Whether the time is up.
  package var isOver: Bool { remaining == .zero }

  /// Whether the time is up or a stop is asked for.
  package func isOver(or stop: StopToken?) -> Bool { isOver || stop?.isStopRequested == true }
}
