import Foundation
import Synchronization
import TestSupport
import Testing

/// Time limits, Ctrl-C and memory on inputs that are slow on purpose.
///
/// What ends a run is in its answer; the clock is looked at for runs that would not end at all, ten
/// times as long as they may take.
@Suite(.serialized) struct CommandLimitTests {
  /// What is slow about an instance.
  enum Input: String, Sendable {
    /// Five thousand servers of seventy blocks.
    case wide
    /// Thirty servers of ten thousand blocks.
    case long
    /// A server with room for three hundred blocks.
    case tall
    /// Four servers with room for a hundred thousand jobs each.
    case fine
    /// Patterns that can be enumerated, but take minutes to prove.
    case dense

    func write(to path: String) throws {
      switch self {
      case .wide: try make(["--family", "paper", "--servers", "5000"], path)
      case .dense: try make(["--servers", "9", "--blocks", "18", "--seed", "3"], path)
      case .long:
        try document(
          blocks: 10_000, cache: "0.1",
          servers: (0..<30).map { (server: Int) -> Machine in
            Machine(
              memory: 1000 + 137 * (server * 11 % 30), communication: 0.05 * Double(1 + server % 7),
              step: 0.001 * Double(1 + server % 5))
          }
        ).write(toFile: path, atomically: true, encoding: .utf8)
      case .tall:
        try document(
          blocks: 300, cache: "0.1", servers: [Machine(memory: 390, communication: 0.1, step: 0.01)]
        )
        .write(toFile: path, atomically: true, encoding: .utf8)
      case .fine:
        try document(
          blocks: 3, cache: "0.00001",
          servers: (1...4).map { (server: Int) -> Machine in
            Machine(memory: 2, communication: 0.1 * Double(server), step: 0.1)
          }
        ).write(toFile: path, atomically: true, encoding: .utf8)
      }
    }

    private func make(_ arguments: [String], _ path: String) throws {
      let made = try CommandRunner.run(["generate"] + arguments + ["-o", path])
      #expect(made.status == 0)
    }

    private struct Machine {
      let memory: Int
      let communication: Double
      let step: Double
    }

    private func document(blocks: Int, cache: String, servers: [Machine]) -> String {
      let list = servers.enumerated().map { index, server in
        "{\"name\":\"s\(index)\",\"memory\":\(server.memory),"
          + "\"communicationTime\":\(server.communication),\"computationTime\":\(server.step)}"
      }.joined(separator: ",")
      return "{\"format\":\"chainwright-instance/1\",\"name\":\"\(rawValue)\",\"arrivalRate\":0.02,"
        + "\"maximumLoad\":0.7,\"service\":{\"name\":\"s\",\"blocks\":\(blocks),\"blockMemory\":1,"
        + "\"cacheMemory\":\(cache)},\"servers\":[\(list)]}"
    }
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let input: Input
    let arguments: [String]
    /// Megabytes that the run may take; nil where that is not the point.
    var memory: Int?
    /// Whether the answer is there long before the limit.
    var isQuick = false

    var testDescription: String { "\(input.rawValue) \(arguments.joined(separator: " "))" }

    /// The command with the instance and, in seconds, its limit.
    func command(_ instance: String, limit: Int?) -> [String] {
      [arguments[0], instance] + arguments.dropFirst() + ["--json"]
        + (limit.map { ["--time-limit", "\($0)"] } ?? [])
    }
  }

  static let rows = [
    // Greedy placements, column generation, moves of the search.
    Row(input: .wide, arguments: ["solve", "--question", "rate"]),
    Row(input: .wide, arguments: ["solve", "--question", "rate", "--slots", "20"]),
    Row(input: .wide, arguments: ["solve", "--question", "response"]),
    Row(input: .wide, arguments: ["gap", "--slots", "20"]),
    // Dynamic programs, tables of patterns and positions.
    Row(input: .long, arguments: ["solve", "--question", "rate", "--slots", "8"], memory: 300),
    Row(
      input: .long, arguments: ["solve", "--question", "rate", "--threads", "1"], memory: 300),
    Row(input: .long, arguments: ["solve", "--question", "response"], memory: 300),
    Row(input: .long, arguments: ["frontier", "--max-slots", "50"], memory: 300),
    // Sole blocks; reservations; branching and MILPs.
    Row(input: .tall, arguments: ["solve", "--question", "rate"], memory: 100, isQuick: true),
    Row(input: .tall, arguments: ["solve", "--question", "response"], memory: 100, isQuick: true),
    Row(input: .fine, arguments: ["frontier", "--max-slots", "100000"], isQuick: true),
    Row(
      input: .dense,
      arguments: ["solve", "--question", "rate", "--column-limit", "100000", "--cross-check"]),
  ]

  /// Seconds after which a run of a second is one that does not end.
  private static let patience = 20.0

  private func run(
    _ row: Row, _ body: (_ instance: String) throws -> CommandRunner.Result
  ) throws -> CommandRunner.Result {
    var result: CommandRunner.Result?
    try CommandRunner.inDirectory { directory in
      let instance = "\(directory)/slow.instance.json"
      try row.input.write(to: instance)
      let began = ContinuousClock.now
      result = try body(instance)
      #expect(ContinuousClock.now - began < .seconds(Self.patience))
    }
    return try #require(result)
  }

  /// A limit's answer has a plan (0) or none (75), and says what ended it.
  private func expect(_ result: CommandRunner.Result, of row: Row, endedBy end: String) {
    if row.isQuick {
      #expect(result.status == 0)
      #expect(result.output.contains("\"optimal\""))
      return
    }
    #expect(result.status == 0 || result.status == 75)
    // Of several rows the last may be missing, and so may be all.
    let isCutOff =
      result.output.contains(": []")
      || row.arguments[0] == "frontier"
        && !result.output.contains("\"slots\": \(row.arguments[2])")
    #expect(result.output.contains("\"\(end)\"") || isCutOff)
  }

  @Test(arguments: rows)
  func aTimeLimitEndsEveryPhase(row: Row) throws {
    let result = try run(row) {
      try CommandRunner.runShell(FinishedProgram.measuring, row.command($0, limit: 1))
    }
    expect(result, of: row, endedBy: "timeLimit")
    if let memory = row.memory {
      let peak = try #require(result.peakMemory)
      #expect(peak < memory << 20)
    }
  }

  /// Runs a command and interrupts it in a phase later than the reading of files.
  private func runInterrupted(_ command: [String]) throws -> CommandRunner.Result {
    let began = Mutex<ContinuousClock.Instant?>(nil)
    return try CommandRunner.runInterrupted(command) {
      let first = began.withLock { began in
        began = began ?? .now
        return began ?? .now
      }
      return ContinuousClock.now - first > .milliseconds(500)
    }
  }

  @Test(arguments: [rows[0], rows[2], rows[4], rows[6], rows[7]])
  func controlCEndsEveryPhase(row: Row) throws {
    let result = try run(row) { try runInterrupted(row.command($0, limit: nil)) }
    expect(result, of: row, endedBy: "interrupted")
  }

  /// Swapping at a high load: hardly a job ends, and each that does asks whether to go on.
  @Test func controlCEndsASimulationWithoutEnd() throws {
    try CommandRunner.inDirectory { directory in
      let (instance, plan) = ("\(directory)/i.instance.json", "\(directory)/p.plan.json")
      _ = try CommandRunner.run([
        "generate", "--family", "paper", "--servers", "40", "-o", instance,
      ])
      _ = try CommandRunner.run(["greedy", instance, "-o", plan])
      let began = ContinuousClock.now
      let result = try runInterrupted([
        "simulate", instance, plan, "--policy", "mlfq-swapped", "--load", "0.9", "--jobs",
        "100000000",
      ])
      #expect(result.status == 75)
      #expect(ContinuousClock.now - began < .seconds(Self.patience))
    }
  }
}
