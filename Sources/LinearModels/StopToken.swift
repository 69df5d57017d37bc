import Synchronization

/// A flag by which one thread asks a solve on another thread to end early.
public final class StopToken: Sendable {
  private let requested = Atomic(false)
  /// A token whose requests count here too.
  private let followed: StopToken?

  /// Makes a token that asks for nothing yet.
  public init() {
    followed = nil
  }

  /// Makes a token that asks for a stop when another one does, and by itself.
  init(following other: StopToken?) {
    followed = other
  }

  /// Asks the solve to end with the best point so far; asking again changes nothing.
  public func requestStop() {
    requested.store(true, ordering: .releasing)
  }

  /// Whether a stop was asked for.
  public var isStopRequested: Bool {
    requested.load(ordering: .acquiring) || followed?.isStopRequested == true
  }
}
