import Foundation
import SolverIsolation

/// What a program left behind that ran to its end.
package struct FinishedProgram: Sendable {
  /// Its exit status; −1 where a signal ended it.
  package let status: Int32
  package let output: String
  package let error: String
  /// The most memory that it held, in bytes; 0 where that was not looked at.
  package let peakMemory: Int

  package init(status: Int32, output: String, error: String, peakMemory: Int = 0) {
    (self.status, self.output, self.error) = (status, output, error)
    self.peakMemory = peakMemory
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
      error: try text(error), peakMemory: end?.peakMemory ?? 0)
  }
}
