import ServerChains
import Synchronization

/// Where a long solve stands: kept for a salvage, logged, and shown as one line on a terminal's
/// standard error.
final class ProgressLine<Progress: Standing>: Sendable {
  private let kept = Mutex<Progress?>(nil)
  private let line = TerminalLine()
  private let began = ContinuousClock.now
  private let log: ProgressLog?

  /// - Throws: `InputError` where the file of `--progress-json` cannot be written.
  init(_ arguments: ParsedArguments) throws(InputError) {
    var log: ProgressLog?
    if let path = arguments.text("--progress-json") { log = try ProgressLog(path: path) }
    self.log = log
  }

  /// The last report, of those that are whole if there is one.
  var latest: Progress? { kept.withLock { $0 } }

  /// Wall-clock seconds since the line was made.
  var seconds: Double { (ContinuousClock.now - began) / .seconds(1) }

  /// Takes a report; `heading` says what is being solved.
  func report(_ progress: Progress, heading: String = "") {
    let now = seconds
    log?.note(progress, heading: heading, seconds: now)
    kept.withLock { kept in
      if progress.isWhole || kept?.isWhole != true { kept = progress }
    }
    line.show { Self.text(progress, heading: heading, seconds: now) }
  }

  /// Wipes the line.
  func clear() {
    line.clear()
  }

  private static func text(_ progress: Progress, heading: String, seconds: Double) -> String {
    let effort = progress.effort
    let parts = [
      heading, progress.phase.isEmpty ? "\(effort.count) \(effort.unit)" : progress.phase,
      "best \(progress.incumbent.map { NumberText.significant($0) } ?? "–")",
      "bound \(progress.bound.map { NumberText.significant($0) } ?? "–")",
      "gap \(progress.gap.map { NumberText.percent($0) } ?? "–")",
      "\(NumberText.fixed(seconds, decimals: 0)) s (Ctrl-C keeps the best)",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: " · ")
  }
}
