import Composition
import Synchronization

/// Value and bound over time, as a method reports them; thinned out so that a long run stays short.
final class Trajectory: Sendable {
  private struct State {
    var points: [TrajectoryPoint] = []
    /// Reports closer together than this replace each other.
    var spacing = 0.0
  }

  private static let most = 64
  private let state = Mutex(State())
  private let began = ContinuousClock.now
  private let each: @Sendable (TrajectoryPoint) -> Void

  /// - Parameter each: Called with every change.
  init(each: @escaping @Sendable (TrajectoryPoint) -> Void) {
    self.each = each
  }

  var points: [TrajectoryPoint] { state.withLock { $0.points } }

  /// Takes a report; one without a change is nothing new.
  func add(value: Double?, bound: Double?) {
    let seconds = (ContinuousClock.now - began) / .seconds(1)
    let finite = { (number: Double?) in number.flatMap { $0.isFinite ? $0 : nil } }
    let point = TrajectoryPoint(seconds: seconds, value: finite(value), bound: finite(bound))
    let isNew = state.withLock { state in
      let last = state.points.last
      guard last?.value != point.value || last?.bound != point.bound else { return false }
      if let last, seconds - last.seconds < state.spacing {
        state.points[state.points.count - 1] = point
      } else {
        state.points.append(point)
      }
      if state.points.count > Self.most {
        state.points = Self.thinned(state.points)
        state.spacing = max(2 * state.spacing, seconds / Double(Self.most))
      }
      return true
    }
    if isNew { each(point) }
  }

  /// So many points that a record stays short: every second one goes, from the last but one on,
  /// until they are.
  static func thinned(_ points: [TrajectoryPoint]) -> [TrajectoryPoint] {
    guard points.count > most else { return points }
    return thinned(
      points.enumerated().filter { (points.count - 1 - $0.offset) % 2 == 0 }.map(\.element))
  }

  func add(_ progress: ExactProgress) { add(value: progress.incumbent, bound: progress.bound) }
}
