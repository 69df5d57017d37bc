import Bounds
import Synchronization

/// What the search for plans and the search for bounds tell each other while they run side by side.
final class SearchBoard: Sendable {
  private struct Figures {
    var incumbent: Double
    var bound: Double
    var isBounding = true
    var outcome: Result<BoundTightening, any Error>?
  }

  private let figures: Mutex<Figures>

  init(incumbent: Double, bound: Double) {
    figures = Mutex(Figures(incumbent: incumbent, bound: bound))
  }

  /// The value of the best design so far.
  var incumbent: Double { figures.withLock { $0.incumbent } }

  /// The best bound so far; safe.
  var bound: Double { figures.withLock { $0.bound } }

  /// Whether the bound is still being worked on.
  var isBounding: Bool { figures.withLock { $0.isBounding } }

  func offer(_ value: Double) {
    figures.withLock { $0.incumbent = max($0.incumbent, value) }
  }

  func tighten(_ bound: Double) {
    figures.withLock { $0.bound = min($0.bound, bound) }
  }

  func finish(_ outcome: Result<BoundTightening, any Error>) {
    figures.withLock {
      $0.outcome = outcome
      $0.isBounding = false
    }
  }

  /// What the search for bounds has become; nil while it runs.
  var outcome: Result<BoundTightening, any Error>? { figures.withLock { $0.outcome } }
}
