import Glibc
import ServerChains
import Synchronization

/// The file of `--progress-json`: one JSON object a line, each time incumbent or bound changes.
///
/// Lines are written as they come and are whole at any moment, so that another program can follow
/// along.
final class ProgressLog: Sendable {
  private struct Last {
    var heading = ""
    var incumbent: Double?
    var bound: Double?
    var hasAny = false
  }

  private let descriptor: Int32
  private let last = Mutex(Last())

  /// - Throws: `InputError` where the file cannot be written.
  init(path: String) throws(InputError) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      let reason = strerror(errno).map { String(cString: $0) } ?? "error \(errno)"
      throw InputError(
        "cannot be written: \(reason); name a place you may write to", file: path,
        kind: .unwritable)
    }
  }

  deinit { close(descriptor) }

  /// Writes a line if incumbent or bound is another than in the last one.
  func note(_ progress: some Standing, heading: String, seconds: Double) {
    last.withLock { last in
      let isNews =
        !last.hasAny || last.heading != heading || last.incumbent != progress.incumbent
        || last.bound != progress.bound
      guard isNews else { return }
      last = Last(
        heading: heading, incumbent: progress.incumbent, bound: progress.bound, hasAny: true)
      var members: [String: JSON] = [
        "seconds": .real(seconds), "incumbent": .real(progress.incumbent),
        "bound": .real(progress.bound), "gap": .real(progress.gap),
        progress.effort.unit: .integer(progress.effort.count),
      ]
      if !progress.phase.isEmpty { members["phase"] = .string(progress.phase) }
      if !heading.isEmpty { members["instance"] = .string(heading) }
      var line = JSON.object(members).compactText + "\n"
      // One call a line: a reader never sees half of one. A full disk costs the log, not the solve.
      line.withUTF8 { _ = write(descriptor, $0.baseAddress, $0.count) }
    }
  }
}
