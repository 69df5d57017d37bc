import Foundation
import Glibc
import ServerChains
import TestSupport

@testable import Experiments

/// The built program, run as a user runs it, with faults on purpose allowed.
struct BenchProgram {
  static let path = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("chainwright").path

  static let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A process that has not been started.
  static func process(_ arguments: [String], in directory: String? = nil) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = directory.map { URL(fileURLWithPath: $0) } ?? repository
    process.environment = ProcessInfo.processInfo.environment
      .merging([FaultMode.variable: "1"]) { _, new in new }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    return process
  }

  /// Runs the program and waits for its end.
  static func run(_ arguments: [String], in directory: String? = nil) throws -> FinishedProgram {
    try FinishedProgram.run(
      path, arguments,
      by: """
        cd '\(directory ?? repository.path)' && \(FaultMode.variable)=1 exec "$0" "$@"
        """)
  }

  /// Writes a suite of the method `fault`, one run for every set of parameters.
  ///
  /// - Parameters:
  ///   - faults: Runs that end by themselves, in the experiment `fault`; their time is only a
  ///     guard.
  ///   - sleepers: The numbers of runs that never do, in the experiment `sleep`.
  ///   - sleepSeconds: The time limit of these.
  static func writeFaults(
    _ faults: [String] = [], sleepers: [Int] = [], sleepSeconds: Double = 10_000,
    to directory: String, memoryMB: Int = 400
  ) throws -> String {
    func experiment(_ name: String, _ parameters: [String], seconds: Double) -> String {
      let methods = parameters.map { "{\"name\":\"fault\",\"parameters\":{\($0)}}" }
      return """
        {"name":"\(name)","questions":["rate"],"limits":{"seconds":\(seconds)},
         "instances":[{"file":"instances/example/worked-example.instance.json"}],
         "methods":[\(methods.joined(separator: ","))]}
        """
    }
    var experiments: [String] = []
    if !faults.isEmpty { experiments.append(experiment("fault", faults, seconds: 600)) }
    if !sleepers.isEmpty {
      let parameters = sleepers.map { "\"mode\":\"sleep\",\"number\":\($0)" }
      experiments.append(experiment("sleep", parameters, seconds: sleepSeconds))
    }
    let text = """
      {"format":"chainwright-suite/1","name":"faults","summary":"For tests.",
       "limits":{"memoryMB":\(memoryMB)},"experiments":[\(experiments.joined(separator: ","))]}
      """
    let path = directory + "/faults.json"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  /// The processes that a process started.
  static func children(of process: pid_t) -> [pid_t] {
    let tasks =
      (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []
    return tasks.flatMap { task in
      let text = try? String(
        contentsOfFile: "/proc/\(process)/task/\(task)/children", encoding: .utf8)
      return (text ?? "").split(separator: " ").compactMap { pid_t($0) }
    }
  }

  /// Whether a process is there and not waiting to be buried.
  static func isAlive(_ process: pid_t) -> Bool {
    guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
      let state = text.split(separator: ")").last?.split(separator: " ").first
    else { return false }
    return state != "Z" && state != "X"
  }

  /// Waits until something holds, for five minutes at most.
  static func wait(until condition: () -> Bool) -> Bool {
    for _ in 0..<30_000 {
      if condition() { return true }
      usleep(10_000)
    }
    return condition()
  }
}
