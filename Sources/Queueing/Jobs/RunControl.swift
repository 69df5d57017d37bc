/// What a run reports while it goes on, and whether it should.
struct RunControl {
  /// Called with jobs completed since the last call; false ends the run.
  let report: @Sendable (Int) -> Bool
  private var pending = 0

  private static let interval = 1 << 16

  init(report: @escaping @Sendable (Int) -> Bool) {
    self.report = report
  }

  /// Counts a job; false where the run should end.
  @inline(__always)
  mutating func step() -> Bool {
    pending += 1
    return pending < Self.interval || flush()
  }

  /// Reports what is left.
  mutating func flush() -> Bool {
    defer { pending = 0 }
    return report(pending)
  }
}
