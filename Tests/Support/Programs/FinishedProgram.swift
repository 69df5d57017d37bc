import Foundation
import SolverIsolation

/// What a program left behind that ran to its end.
package struct FinishedProgram: Sendable {
  /// Its exit status; −1 where a signal ended it.
  package let status: Int32
  package let output: String
  package let error: String

  package init(status: Int32, output: String, error: String) {
    (self.status, self.output, self.error) = (status, output, error)
  }

  /// Runs a program from a shell and waits for its end.
  ///
  /// Not with Foundation's process, whose waiting has missed the end of one, and gone on for ever.
  ///
  /// - Parameter script: For the shell; `"$0"` is the program, `"$1"` and on are the arguments.
  package static func run(
    _ program: String, _ arguments: [String], by script: String = #"exec "$0" "$@""#
  ) throws -> FinishedProgram {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("chainwright-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (output, error) = ("\(folder.path)/output", "\(folder.path)/error")
    let shell = try ChildProcess(
      program: "/bin/sh",
      arguments: ["-c", "exec >'\(output)' 2>'\(error)'\n\(script)", program] + arguments,
      channels: [])
    let end = shell.wait()
    func text(_ path: String) throws -> String {
      String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    }
    return FinishedProgram(
      status: end?.signal == 0 ? end?.status ?? -1 : -1, output: try text(output),
      error: try text(error))
  }

  /// A script that also looks at how much memory the program holds: ``peakMemory`` is known then.
  ///
  /// What a process reports of its children begins with what they had as copies of itself.
  package static let measuring = #"""
    "$0" "$@" &
    while line=$(grep VmHWM /proc/$!/status 2>/dev/null); do peak=$line; sleep 0.05; done
    wait $!; status=$?
    echo "$peak" >&2; exit $status
    """#

  /// The most memory that the program was seen to hold, in bytes; nil where nobody looked.
  package var peakMemory: Int? {
    error.split(separator: "\n").last { $0.hasPrefix("VmHWM:") }
      .flatMap { $0.split(whereSeparator: \.isWhitespace).dropFirst().first }
      .flatMap { Int($0) }.map { $0 << 10 }
  }
}
