import LinearModels
import ServerChains
import Synchronization

/// Jobs done of all jobs as one line on a terminal's standard error, with the rate and the time
/// left.
final class CountProgress: Sendable {
  private let total: Int
  private let token: StopToken
  private let done = Mutex(0)
  private let line = TerminalLine()
  private let began = ContinuousClock.now

  init(total: Int, token: StopToken) {
    self.total = total
    self.token = token
  }

  /// Takes jobs done since the last call; false once a stop is asked for.
  func add(_ count: Int) -> Bool {
    let done = done.withLock { done in
      done += count
      return done
    }
    line.show {
      let rate = Double(done) / ((ContinuousClock.now - began) / .seconds(1))
      let left = rate > 0 ? Double(total - done) / rate : 0
      return "\(NumberText.percent(Double(done) / Double(total))) of \(total) jobs · "
        + "\(NumberText.significant(rate / 1e6, digits: 3)) million jobs/s · "
        + "\(NumberText.fixed(left, decimals: 0)) s left (Ctrl-C ends)"
    }
    return !token.isStopRequested
  }

  /// Wipes the line.
  func clear() {
    line.clear()
  }
}
