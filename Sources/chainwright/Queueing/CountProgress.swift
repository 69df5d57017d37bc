import Glibc
import LinearModels
import ServerChains
import Synchronization

/// Jobs done of all jobs as one line on a terminal's standard error, with the rate and the time left.
final class CountProgress: Sendable {
  private struct State {
    var done = 0
    var shown = -1.0
    var isVisible = false
  }

  private let total: Int
  private let token: StopToken
  private let state = Mutex(State())
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let began = ContinuousClock.now
  private static let interval = 0.2

  init(total: Int, token: StopToken) {
    self.total = total
    self.token = token
  }

  /// Takes jobs done since the last call; false once a stop is asked for.
  func add(_ count: Int) -> Bool {
    let seconds = (ContinuousClock.now - began) / .seconds(1)
    state.withLock { state in
      state.done += count
      guard isTerminal, seconds - state.shown >= Self.interval, seconds > 0.3 else { return }
      state.shown = seconds
      state.isVisible = true
      let rate = Double(state.done) / seconds
      let left = rate > 0 ? Double(total - state.done) / rate : 0
      StandardStreams.note(
        "\r\u{1B}[K\(NumberText.percent(Double(state.done) / Double(total))) of \(total) jobs · "
          + "\(NumberText.significant(rate / 1e6, digits: 3)) million jobs/s · "
          + "\(NumberText.fixed(left, decimals: 0)) s left (Ctrl-C ends)")
    }
    return !token.isStopRequested
  }

  /// Wipes the line.
  func clear() {
    state.withLock { state in
      if state.isVisible { StandardStreams.note("\r\u{1B}[K") }
      state.isVisible = false
    }
  }
}
