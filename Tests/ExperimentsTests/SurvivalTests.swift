import Foundation
import Glibc
import ServerChains
import Testing

@testable import Experiments

@Suite("Runs that survive", .serialized)
struct SurvivalTests {
  @Test func everyFaultIsRecordedAndTheOthersFinish() throws {
    try Scratch.with { scratch in
      let modes = ["none", "abort", "sleep", "memory", "refuse", "nonsense", "quit", "none"]
      let others = modes.indices.filter { modes[$0] != "sleep" }
      // Only the sleeper has a time limit that it can reach, however slow the others are.
      let suite = try BenchProgram.writeFaults(
        others.map { "\"mode\":\"\(modes[$0])\",\"number\":\($0)" },
        sleepers: modes.indices.filter { modes[$0] == "sleep" }, sleepSeconds: 0.5, to: scratch,
        memoryMB: 300)
      let log = scratch + "/faults.jsonl"
      let result = try BenchProgram.run(["bench", suite, "--jobs", "3", "-o", log])
      #expect(result.status == 0, "\(result.error)")
      var outcomes: [String: RunOutcome] = [:]
      for record in try RecordLog.read(path: log).records {
        let number = try #require(record.method.integer("number"))
        outcomes[modes[number] + "\(number)"] = record.outcome
        #expect(record.effort.wallSeconds > 0)
      }
      #expect(outcomes.count == modes.count)
      #expect(outcomes["none0"]?.status == .done)
      #expect(outcomes["none7"]?.value == 7)
      #expect(outcomes["abort1"]?.status == .crashed)
      #expect(outcomes["abort1"]?.message?.contains("Aborted") == true)
      #expect(outcomes["abort1"]?.message?.contains("assertion failed") == true)
      #expect(outcomes["sleep2"]?.status == .timedOut)
      #expect(outcomes["memory3"]?.status == .outOfMemory)
      #expect(outcomes["memory3"]?.message?.contains("300 MB") == true)
      #expect(outcomes["refuse4"]?.status == .failed)
      #expect(outcomes["refuse4"]?.message?.contains("refused on purpose") == true)
      #expect(outcomes["nonsense5"]?.status == .crashed)
      #expect(outcomes["quit6"]?.status == .crashed)
      #expect(outcomes["quit6"]?.message?.contains("status 3") == true)
      for words in ["8 of 8 runs", "crashed: ", "timed out: ", "out of memory: ", "failed: "] {
        #expect(result.output.contains(words), "\(words)")
      }
      // Nothing is run again, not even what failed.
      let before = try Data(contentsOf: URL(fileURLWithPath: log))
      #expect(try BenchProgram.run(["bench", suite, "-o", log]).status == 0)
      #expect(try Data(contentsOf: URL(fileURLWithPath: log)) == before)
    }
  }

  /// Fifty kills at moments of a seeded draw: what is recorded stays as it is, and in the end each
  /// run is there once.
  ///
  /// A moment is a number of new records and a little after; the sleepers at the end keep each
  /// process from ending before.
  @Test func killedAtAnyMomentNothingIsLostDoubledOrChanged() throws {
    try Scratch.with { scratch in
      let count = 400
      let suite = try BenchProgram.writeFaults(
        (0..<count).map { "\"mode\":\"none\",\"number\":\($0)" }, sleepers: [count, count + 1],
        to: scratch)
      let log = scratch + "/faults.jsonl"
      let lines = { (try? Data(contentsOf: URL(fileURLWithPath: log)))?.count { $0 == 0x0A } ?? 0 }
      var generator = SeededGenerator(seed: 6)
      var recorded = Data()
      for _ in 0..<50 {
        let process = BenchProgram.process(["bench", suite, "--jobs", "2", "-o", log])
        let wanted = min(count, lines() + generator.integer(in: 0...7))
        try process.run()
        #expect(BenchProgram.wait { lines() >= wanted })
        usleep(UInt32(generator.integer(in: 0...20) * 1000))
        #expect(process.isRunning)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        let now = (try? Data(contentsOf: URL(fileURLWithPath: log))) ?? Data()
        let whole = now.prefix((now.lastIndex(of: 0x0A) ?? -1) + 1)
        #expect(whole.starts(with: recorded))
        recorded = Data(whole)
      }
      let last = try BenchProgram.run([
        "bench", suite, "--experiment", "fault", "--jobs", "2", "-o", log,
      ])
      #expect(last.status == 0, "\(last.error)")
      let text = try Data(contentsOf: URL(fileURLWithPath: log))
      #expect(text.starts(with: recorded))
      let records = try RecordLog.read(path: log).records
      #expect(records.count == count)
      #expect(Set(records.map(\.run)).count == count)
      let values = records.compactMap { $0.outcome.value.map { Int($0) } }.sorted()
      #expect(values == Array(0..<count))
      #expect(
        records.allSatisfy { $0.method.integer("number").map(Double.init) == $0.outcome.value })
    }
  }

  @Test func aTornLineIsCutAndItsRunMadeAgain() throws {
    try Scratch.with { scratch in
      let suite = try BenchProgram.writeFaults(
        (0..<3).map { "\"mode\":\"none\",\"number\":\($0)" }, to: scratch)
      let log = scratch + "/faults.jsonl"
      #expect(try BenchProgram.run(["bench", suite, "-o", log]).status == 0)
      let whole = try Data(contentsOf: URL(fileURLWithPath: log))
      let first = try #require(whole.firstIndex(of: 0x0A))
      try whole.prefix(first + 40).write(to: URL(fileURLWithPath: log))
      let again = try BenchProgram.run(["bench", suite, "-o", log])
      #expect(again.status == 0)
      #expect(again.error.contains("cut short by 39 bytes") || again.error.contains("cut short"))
      let records = try RecordLog.read(path: log).records
      #expect(records.compactMap(\.outcome.value) == [0, 1, 2])
      let repaired = try Data(contentsOf: URL(fileURLWithPath: log))
      #expect(repaired.starts(with: whole.prefix(first + 1)))
    }
  }

  @Test func theChildrenEndWithTheirParent() throws {
    try Scratch.with { scratch in
      let suite = try BenchProgram.writeFaults(sleepers: [0, 1, 2], to: scratch)
      let log = scratch + "/faults.jsonl"
      for (signal, status) in [(SIGKILL, SIGKILL), (SIGINT, Int32(75))] {
        let process = BenchProgram.process(["bench", suite, "--jobs", "2", "-o", log])
        try process.run()
        let bench = process.processIdentifier
        #expect(BenchProgram.wait { BenchProgram.children(of: bench).count == 2 })
        let children = BenchProgram.children(of: bench)
        kill(bench, signal)
        process.waitUntilExit()
        #expect(process.terminationStatus == status)
        for child in children {
          #expect(BenchProgram.wait { !BenchProgram.isAlive(child) })
        }
        #expect(try RecordLog.read(path: log).records.isEmpty)
      }
    }
  }

  @Test func onlyOneWritesALog() throws {
    try Scratch.with { scratch in
      let suite = try BenchProgram.writeFaults(sleepers: [0], to: scratch)
      let log = scratch + "/faults.jsonl"
      let process = BenchProgram.process(["bench", suite, "-o", log])
      try process.run()
      #expect(BenchProgram.wait { BenchProgram.children(of: process.processIdentifier).count == 1 })
      let second = try BenchProgram.run(["bench", suite, "-o", log])
      #expect(second.status == 65)
      #expect(second.error.contains("another process is writing this log"))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
  }

  @Test func anotherLogIsRefused() throws {
    try Scratch.with { scratch in
      let suite = try BenchProgram.writeFaults(["\"mode\":\"none\""], to: scratch)
      let log = scratch + "/log.jsonl"
      let foreign = RecordTests.full().line + "\n"
      for (text, words) in [
        (foreign, "log.jsonl:1: suite: \"smoke\": a record of another suite than faults"),
        (
          foreign.replacingOccurrences(of: "record/1", with: "record/0"),
          "log.jsonl:1: schema: \"chainwright-record/0\": another schema"
        ),
        ("{}\n", "log.jsonl:1: "), ("no log\n", "log.jsonl:1: "),
      ] {
        try text.write(toFile: log, atomically: true, encoding: .utf8)
        let result = try BenchProgram.run(["bench", suite, "-o", log])
        #expect(result.status == 65)
        #expect(result.error.contains(words), "\(result.error)")
        #expect(try String(contentsOfFile: log, encoding: .utf8) == text)
      }
      let nowhere = try BenchProgram.run(["bench", suite, "-o", scratch + "/no/log.jsonl"])
      #expect(nowhere.status == 65)
      #expect(nowhere.error.contains("cannot be written"))
    }
  }
}
