import Experiments
import Glibc
import ServerChains

/// A suite's progress as one line on a terminal's standard error.
final class SuiteProgress {
  private let name: String
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private var shown: ContinuousClock.Instant?
  private static let interval = Duration.milliseconds(200)
  private static let width = 24

  init(name: String) {
    self.name = name
  }

  func show(_ tally: RunTally) {
    let now = ContinuousClock.now
    guard isTerminal, shown.map({ now - $0 > Self.interval }) ?? true else { return }
    shown = now
    StandardStreams.note("\r\u{1B}[K" + Self.text(tally, name: name))
  }

  /// Wipes the line.
  func clear() {
    if shown != nil { StandardStreams.note("\r\u{1B}[K") }
  }

  /// For instance `smoke [######..................] 12 of 48 · 2 running · 1 timed out · 3 min left (Ctrl-C keeps the log)`.
  static func text(_ tally: RunTally, name: String) -> String {
    let full = tally.total > 0 ? width * tally.recorded / tally.total : width
    let bar = String(repeating: "#", count: full) + String(repeating: ".", count: width - full)
    var parts = ["\(name) [\(bar)] \(tally.recorded) of \(tally.total)"]
    parts.append("\(tally.running) running")
    parts += RunStatus.allCases.compactMap { status in
      tally.faults[status].map { "\($0) \(status.words)" }
    }
    parts.append("\(DurationText.rough(tally.secondsLeft)) left (Ctrl-C keeps the log)")
    return parts.joined(separator: " · ")
  }
}

extension RunStatus {
  /// The status in words.
  var words: String {
    switch self {
    case .done: "done"
    case .failed: "failed"
    case .crashed: "crashed"
    case .timedOut: "timed out"
    case .outOfMemory: "out of memory"
    }
  }
}

/// Durations for people.
enum DurationText {
  /// In the unit that fits, two digits at most.
  static func rough(_ seconds: Double) -> String {
    if seconds < 90 { return "\(Int(seconds.rounded(.up))) s" }
    if seconds < 90 * 60 { return "\(Int((seconds / 60).rounded())) min" }
    return "\(NumberText.significant(seconds / 3600, digits: 2)) h"
  }
}
