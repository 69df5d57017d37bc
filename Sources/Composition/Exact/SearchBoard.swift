import ServerChains
import Synchronization

/// What the search for plans and the search for bounds tell each other while they run side by side.
final class SearchBoard: Sendable {
  private struct Figures {
    var value: Double?
    var design: Design?
    var bound: Double
    var rounds = 0
    var isBounding = true
  }

  private let isMaximized: Bool
  /// Values up to this are of no interest.
  private let floor: Double
  private let figures: Mutex<Figures>

  /// - Parameters:
  ///   - value: The best known; nil where there is none.
  ///   - bound: What no design can beat; safe.
  init(isMaximized: Bool, value: Double?, bound: Double) {
    self.isMaximized = isMaximized
    floor = 0
    figures = Mutex(Figures(value: value, bound: bound))
  }

  /// Where a search for rates stands.
  init(_ state: SearchState) {
    isMaximized = true
    floor = state.floor
    figures = Mutex(
      Figures(value: state.value, design: state.design, bound: state.bound ?? .infinity))
  }

  /// The rate that a design must exceed to be of interest.
  var valueToBeat: Double { max(value ?? 0, floor) }

  /// The value of the best design so far.
  var value: Double? { figures.withLock { $0.value } }

  /// The best bound so far; safe.
  var bound: Double { figures.withLock { $0.bound } }

  /// Linear programs solved so far, as far as that was told.
  var rounds: Int { figures.withLock { $0.rounds } }

  /// Whether the bound is still being worked on.
  var isBounding: Bool { figures.withLock { $0.isBounding } }

  /// Takes the value of a design, if it is the best one, and the design.
  func offer(_ value: Double?, _ design: Design? = nil) {
    guard let value else { return }
    figures.withLock { figures in
      if let known = figures.value, isMaximized ? known >= value : known <= value { return }
      (figures.value, figures.design) = (value, design)
    }
  }

  /// Takes a safe bound, if it is the best one, and how many programs were solved for all of them.
  func tighten(_ bound: Double, rounds: Int? = nil) {
    figures.withLock { figures in
      figures.bound = isMaximized ? min(figures.bound, bound) : max(figures.bound, bound)
      figures.rounds = rounds ?? figures.rounds
    }
  }

  /// Takes a safe bound and tells where the search stands, if it is the best one.
  func show(
    _ bound: Double, _ phase: String, rounds: Int? = nil,
    to progress: (@Sendable (ExactProgress) -> Void)?
  ) {
    figures.withLock { figures in
      figures.rounds = rounds ?? figures.rounds
      guard isMaximized ? bound < figures.bound : bound > figures.bound else { return }
      figures.bound = bound
      progress?(
        ExactProgress(
          design: figures.design, incumbent: figures.value, bound: bound, rounds: figures.rounds,
          phase: phase))
    }
  }

  /// Whether no better value is possible, but for the rounding that bounds are covered by.
  var isClosed: Bool {
    figures.withLock { figures in
      if isMaximized, figures.bound <= floor * (1 + Verifier.relativeTolerance) { return true }
      guard let value = figures.value else { return false }
      return isMaximized && figures.bound <= value
        || PlanOutcome.gap(value: value, bound: figures.bound) ?? .infinity
          <= PlanOutcome.closestGap
    }
  }

  /// Says that there will be no better bound.
  func endBounding() { figures.withLock { $0.isBounding = false } }
}
