import Foundation
import ServerChains
import Testing

@testable import Experiments

@Suite("Records and logs")
struct RecordTests {
  /// A record in which every member has a value of its own.
  static func full(run: String = String(repeating: "0a", count: 16)) -> Record {
    Record(
      run: run, suite: "smoke", experiment: "gap",
      instance: InstanceStamp(
        name: "mixed-J4-L6-s2", digest: "sha256:" + String(repeating: "7", count: 64), path: nil,
        family: "mixed", seed: .max, servers: 4, blocks: 6),
      method: RunMethod(
        name: .exact, parameters: ["solver": .string("glpk"), "gap": .number("0.01")]),
      question: .rate, slots: 6, load: 0.30000000000000004, repetition: 2,
      limits: RunLimits(seconds: 2.5, memoryMB: 4000),
      outcome: RunOutcome(
        status: .done, message: "a \"word\", 10⁶ and a tab\t", termination: .gapReached,
        value: 1e-7,
        bound: 1.25e-7, greedy: 0.1,
        trajectory: [TrajectoryPoint(seconds: 0.5, value: nil, bound: 3)],
        plan: .object(["format": .string("chainwright-plan/1"), "chains": .array([])])),
      effort: RunEffort(
        wallSeconds: 1.5, cpuSeconds: 1.25, peakMemoryMB: 40.5, nodes: 7, columns: 12, jobs: 3),
      versions: Versions(chainwright: "0.1.0", swift: "6.3", glpk: "5.0", cbc: nil, highs: "1.15"),
      source: SourceStamp(commit: "0123456789abcdef", dirty: true),
      host: HostStamp(name: "h", cpu: "A CPU", cores: 2, memoryMB: 8000, loadAverage: 0.5),
      time: "2026-11-20T14:03:05Z")
  }

  private static var variants: [Record] {
    var plain = full()
    plain.outcome = RunOutcome(
      status: .done, value: 0.1,
      points: .frontier([
        FrontierEntry(slots: 1, value: 0.5, bound: 0.75, greedy: nil, termination: .optimal),
        FrontierEntry(slots: 2, value: nil, bound: nil, greedy: 0.25, termination: .timeLimit),
      ]))
    var dispatch = full()
    dispatch.outcome = RunOutcome(
      status: .timedOut,
      points: .dispatch([
        DispatchEntry(
          load: 0.9, lower: 1, upper: 2, exact: 1.5, mean: 1.6, halfWidth: 0.1, median: 1,
          p95: 4, p99: 6, waiting: 0.5),
        DispatchEntry(load: 0.95),
      ]))
    dispatch.slots = nil
    dispatch.load = nil
    dispatch.instance.seed = nil
    dispatch.source = SourceStamp(commit: nil, dirty: nil)
    dispatch.method.parameters = [:]
    return [full(), plain, dispatch]
  }

  @Test(arguments: variants)
  func readsBackWhatItWrites(record: Record) throws {
    #expect(try RecordLog.record(in: record.line.utf8) == record)
  }

  @Test(arguments: variants.dropFirst())
  func canonicalLinesNeedNoDocument(record: Record) throws {
    let bytes = Array(record.line.utf8)
    let scanned = bytes.withUnsafeBufferPointer { LineScanner.record(in: $0, pool: TextPool()) }
    #expect(scanned == record)
  }

  @Test func anyOrderAndSpacingIsARecord() throws {
    let record = Self.full()
    #expect(try RecordLog.record(in: record.document.prettyText.utf8.filter { $0 != 10 }) == record)
  }

  @Test func keysAreSorted() throws {
    let line = Self.full().line
    #expect(line.hasPrefix(#"{"effort":{"columns":12,"cpuSeconds":1.25,"jobs":3,"nodes":7,"#))
    #expect(line.hasSuffix(#""highs":"1.15","swift":"6.3"}}"#))
    #expect(!line.contains("\n"))
  }

  @Test(arguments: [
    (#""slots":6"#, #""slots":"6""#, "slots: \"6\": expected a whole number"),
    (#""slots":6"#, #""slots":6.5"#, "slots: 6.5: expected a whole number"),
    (#""status":"done""#, #""status":"fine""#, "outcome.status: \"fine\": not one of done, failed"),
    (#""name":"exact""#, #""name":"exakt""#, "method.name: \"exakt\": not one of greedy, exact"),
    (#""question":"rate""#, #""question":null"#, "question: null is not allowed here"),
    (#""suite":"smoke""#, #""sweet":"smoke""#, "suite: missing"),
    (#""cores":2"#, #""cores":2,"gpus":1"#, "host.gpus: unknown key"),
    (#""schema":"chainwright-record/1""#, #""schema":"chainwright-record/9""#, "another schema"),
    (#""seconds":2.5"#, #""seconds":NaN"#, "not a JSON value"),
    (#""load":"#, #""load":0"#, "needless 0"),
  ])
  func damagedLinesNameThePlace(from: String, to: String, words: String) throws {
    let line = Self.full().line.replacingOccurrences(of: from, with: to)
    try Scratch.with { scratch in
      let path = scratch + "/runs.jsonl"
      try (Self.full().line + "\n" + line + "\n").write(
        toFile: path, atomically: true, encoding: .utf8)
      #expect {
        try RecordLog.read(path: path)
      } throws: { error in
        "\(error)".hasPrefix("\(path):2: ") && "\(error)".contains(words)
      }
    }
  }

  @Test func tornLastLineIsLeftOut() throws {
    try Scratch.with { scratch in
      let path = scratch + "/runs.jsonl"
      let line = Self.full().line
      try (line + "\n" + line.prefix(100)).write(toFile: path, atomically: true, encoding: .utf8)
      let log = try RecordLog.read(path: path)
      #expect(log.records == [Self.full()])
      #expect(log.tornBytes == 100)
    }
  }

  /// Enough bytes that every processor reads a part.
  @Test func manyLinesInParts() throws {
    try Scratch.with { scratch in
      let path = scratch + "/runs.jsonl"
      let records = (0..<4000).map { index in
        var record = Self.full(run: "run-\(index)")
        record.instance.name = "instance-number-\(index % 7)"
        record.outcome.message = String(repeating: "x", count: index)
        return record
      }
      var lines = records.map { $0.line + "\n" }
      try lines.joined().write(toFile: path, atomically: true, encoding: .utf8)
      let ranges = try InputFile.ranges(of: path, atMost: 2)
      #expect(ranges.count == 2 && ranges[0].lowerBound == 0 && ranges[1].upperBound == Int.max)
      #expect(try RecordLog.read(path: path).records == records)
      lines[3990] = "{}\n"
      lines[3995] = "nonsense\n"
      try (lines.joined() + "torn").write(toFile: path, atomically: true, encoding: .utf8)
      #expect {
        try RecordLog.read(path: path)
      } throws: { "\($0)".hasPrefix("\(path):3991: ") }
      lines.removeSubrange(3990...3995)
      try (lines.joined() + "torn").write(toFile: path, atomically: true, encoding: .utf8)
      #expect(try RecordLog.read(path: path).tornBytes == 4)
    }
  }

  @Test func numbersOfManyDigitsAreCorrectlyRounded() throws {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<20_000 {
      let digits = String(generator.integer(in: 1...999_999_999_999_999_999))
      let point = generator.integer(in: 0...19)
      let padded = String(repeating: "0", count: max(0, point - digits.count + 1)) + digits
      let text = padded.dropLast(point) + (point > 0 ? "." + padded.suffix(point) : "")
      let scanned = Array(text.utf8).withUnsafeBufferPointer { NumberScanner($0, from: 0) }
      #expect(scanned?.value == Double(text))
    }
  }

  @Test(arguments: [
    "0", "-0", "1", "12.5", "1e5", "1E-5", "0.1", "123456789012345", "1234567890123456789",
    "0.30000000000000004", "4.9e-324", "1.7976931348623157e308", "1e22", "1e23", "2.5e-22",
    "0.000000000000000000000123456789", "9007199254740993", "-17.25e+2",
  ])
  func numbersAreCorrectlyRounded(text: String) throws {
    let scanned = Array((text + ",").utf8).withUnsafeBufferPointer { NumberScanner($0, from: 0) }
    let number = try #require(scanned)
    #expect(number.value.bitPattern == Double(text)?.bitPattern)
    #expect(number.end == text.utf8.count)
  }

  @Test(arguments: ["", "-", "+1", "01", "-01", ".5", "1.", "1e", "1e+", "1e999", "x", "0x10"])
  func otherTextsAreNoNumbers(text: String) {
    let scanned = Array(text.utf8).withUnsafeBufferPointer { NumberScanner($0, from: 0) }
    #expect(scanned == nil || scanned?.end != text.utf8.count)
  }
}
