import Foundation
import TestSupport

/// Runs the built program as a child process, as a user's shell would.
struct CommandRunner {
  typealias Result = FinishedProgram

  /// The program next to the test bundle.
  static let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("chainwright")

  /// Runs the program with arguments and waits for its end.
  static func run(_ arguments: [String]) throws -> Result {
    try FinishedProgram.run(program.path, arguments)
  }

  /// Runs the program with a standard output that has no reader any more.
  static func runUnread(_ arguments: [String]) throws -> Result {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    let (output, error) = (Pipe(), Pipe())
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = error
    try output.fileHandleForReading.close()
    try process.run()
    let complaint = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: "",
      error: String(decoding: complaint, as: UTF8.self))
  }

  /// Runs the program from a shell: `"$0"` is the program, `"$1"` and on are the arguments.
  static func runShell(_ script: String, _ arguments: [String]) throws -> Result {
    try FinishedProgram.run(program.path, arguments, by: script)
  }

  /// Runs the program, sends it SIGINT as Ctrl-C does once it listens for it and has come so far,
  /// and waits for its end.
  static func runInterrupted(
    _ arguments: [String], once hasComeFar: () -> Bool
  ) throws -> Result {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    let (output, error) = (Pipe(), Pipe())
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = error
    try process.run()
    while process.isRunning, !listensForInterrupt(process.processIdentifier) || !hasComeFar() {
      usleep(10_000)
    }
    process.interrupt()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let complaint = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Result(
      status: process.terminationReason == .exit ? process.terminationStatus : -1,
      output: String(decoding: text, as: UTF8.self),
      error: String(decoding: complaint, as: UTF8.self))
  }

  /// Whether a file of `--progress-json` has a line with an incumbent and a bound.
  static func hasIncumbent(_ path: String) -> Bool {
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").contains {
      !$0.contains("\"incumbent\":null") && !$0.contains("\"bound\":null")
    }
  }

  /// Whether a process has taken SIGINT, signal 2, from the system's default.
  private static func listensForInterrupt(_ process: Int32) -> Bool {
    guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    else { return false }
    return status.split(separator: "\n").contains { line in
      let words = line.split(whereSeparator: \.isWhitespace)
      guard words.count == 2, words[0] == "SigIgn:" || words[0] == "SigCgt:" else { return false }
      return (UInt64(words[1], radix: 16) ?? 0) & 0b10 != 0
    }
  }

  /// Gives a directory of its own to a test and removes it afterwards.
  static func inDirectory(_ body: (String) throws -> Void) throws {
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("chainwright-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    try body(directory.path)
  }

  /// The committed worked example.
  static let workedExample = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("instances/example/worked-example.instance.json").path
}
