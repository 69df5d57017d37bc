import Composition
import Glibc
import ServerChains
import Synchronization

/// Where a long solve stands: kept for a salvage, and shown as one line on a terminal's standard error.
final class ProgressLine: Sendable {
  private struct State {
    var latest: ExactProgress?
    var shown = -1.0
    var isVisible = false
  }

  private let state = Mutex(State())
  private let isTerminal: Bool
  private let began = ContinuousClock.now
  private static let interval = 0.1
  /// Solves shorter than this show nothing.
  private static let delay = 0.3

  private let log: ProgressLog?

  /// - Throws: `InputError` where the file of `--progress-json` cannot be written.
  init(_ arguments: ParsedArguments) throws(InputError) {
    var log: ProgressLog?
    if let path = arguments.text("--progress-json") { log = try ProgressLog(path: path) }
    self.log = log
    isTerminal = isatty(STDERR_FILENO) == 1
  }

  /// The last report.
  var latest: ExactProgress? { state.withLock { $0.latest } }

  /// Wall-clock seconds since the line was made.
  var seconds: Double { (ContinuousClock.now - began) / .seconds(1) }

  /// Takes a report; `heading` says what is being solved.
  func report(_ progress: ExactProgress, heading: String = "") {
    let now = seconds
    log?.note(progress, heading: heading, seconds: now)
    state.withLock { state in
      state.latest = progress
      guard isTerminal, now > Self.delay, now - state.shown >= Self.interval else { return }
      state.shown = now
      state.isVisible = true
      StandardStreams.note("\r\u{1B}[K" + Self.text(progress, heading: heading, seconds: now))
    }
  }

  /// Wipes the line.
  func clear() {
    state.withLock { state in
      if state.isVisible { StandardStreams.note("\r\u{1B}[K") }
      state.isVisible = false
    }
  }

  private static func text(
    _ progress: ExactProgress, heading: String, seconds: Double
  ) -> String {
    let gap = PlanOutcome.gap(value: progress.incumbent, bound: progress.bound)
    let parts = [
      heading, progress.phase,
      "best \(progress.incumbent.map { NumberText.significant($0) } ?? "–")",
      "bound \(progress.bound.map { NumberText.significant($0) } ?? "–")",
      "gap \(gap.map { NumberText.percent($0) } ?? "–")",
      "\(NumberText.fixed(seconds, decimals: 0)) s (Ctrl-C keeps the best)",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: " · ")
  }
}
