import Experiments
import ServerChains

/// A suite's progress as one line on a terminal's standard error.
final class SuiteProgress {
  private let name: String
  private let line = TerminalLine(delay: .zero)
  private static let width = 24

  init(name: String) {
    self.name = name
  }

  func show(_ tally: RunTally) {
    line.show { Self.text(tally, name: name) }
  }

  /// Wipes the line.
  func clear() {
    line.clear()
  }

  /// For instance `smoke [######..................] 12 of 48 · 2 running · 1 timed out · 3 min left
  /// (Ctrl-C keeps the log)`.
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
