import Glibc
import Synchronization

/// One line on a terminal's standard error that is written over and wiped in the end; nothing
/// elsewhere.
final class TerminalLine: Sendable {
  private struct State {
    var shown: ContinuousClock.Instant?
    var isVisible = false
  }

  private let state = Mutex(State())
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let began = ContinuousClock.now
  private let delay: Duration
  private static let interval = Duration.milliseconds(150)

  /// A line that stays empty for a time, so that short work shows nothing.
  init(delay: Duration = .milliseconds(300)) {
    self.delay = delay
  }

  /// Writes a text over the last one, unless that is too recent.
  func show(_ text: () -> String) {
    guard isTerminal else { return }
    let now = ContinuousClock.now
    state.withLock { state in
      guard now - began >= delay, state.shown.map({ now - $0 >= Self.interval }) ?? true else {
        return
      }
      state.shown = now
      state.isVisible = true
      StandardStreams.note("\r\u{1B}[K" + text())
    }
  }

  /// Wipes the line.
  func clear() {
    state.withLock { state in
      if state.isVisible { StandardStreams.note("\r\u{1B}[K") }
      state.isVisible = false
    }
  }
}
