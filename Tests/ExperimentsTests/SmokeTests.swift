import Foundation
import ServerChains
import Testing

@testable import Experiments

@Suite("The suite smoke", .serialized)
struct SmokeTests {
  /// Value, bound and points of every run, times apart: runs count rounds and end by themselves.
  private static func results(_ records: [Record]) -> [String: String] {
    var results: [String: String] = [:]
    for record in records where record.question != .speed {
      let outcome = record.outcome
      let value = outcome.value.map { "\($0)" } ?? "none"
      let bound = outcome.bound.map { "\($0)" } ?? "none"
      results[record.run] = "\(outcome.status) \(value) \(bound) \(outcome.points)"
    }
    return results
  }

  private static func suite() throws -> Suite {
    try Suite.read(
      path: BenchProgram.repository.appendingPathComponent(
        "Benchmarks/suites/smoke.json"
      ).path)
  }

  @Test func shardsWholeAndSlurmGiveTheSame() throws {
    try Scratch.with { scratch in
      let whole = scratch + "/smoke.jsonl"
      let run = try BenchProgram.run(["bench", "smoke", "-o", whole, "--jobs", "2"])
      #expect(run.status == 0, "\(run.error)")
      let records = try RecordLog.read(path: whole).records
      #expect(records.count > 40)
      let allDone = records.allSatisfy { $0.outcome.status == .done }
      #expect(allDone, "\(run.output)")
      try checkCircumstances(records)
      try checkAnswers(records)

      let shards = (1...3).map { "\(scratch)/smoke.\($0)-of-3.jsonl" }
      if let slurm = try OneNodeSlurm(in: scratch) {
        defer { slurm.stop() }
        try slurm.runArray(suite: "smoke", tasks: 3, logs: shards)
      } else {
        for (index, shard) in shards.enumerated() {
          let part = try BenchProgram.run(
            ["bench", "smoke", "--shard", "\(index + 1)/3", "-o", shard])
          #expect(part.status == 0, "\(part.error)")
        }
      }
      let joined = scratch + "/joined.jsonl"
      let merge = try BenchProgram.run(["bench", "merge"] + shards + ["-o", joined])
      #expect(merge.status == 0, "\(merge.output)\(merge.error)")
      #expect(merge.output.contains("\(records.count) runs recorded, 0 missing"))
      let again = try RecordLog.read(path: joined).records
      #expect(Self.results(again) == Self.results(records))

      let gap = try BenchProgram.run(
        ["bench", "merge", shards[0], shards[2], "-o", scratch + "/part.jsonl", "--json"])
      #expect(gap.status == 0)
      #expect(!gap.output.contains("\"missing\": []"))
    }
  }

  private func checkCircumstances(_ records: [Record]) throws {
    let version = try BenchProgram.run(["--version"]).output
    for record in records {
      #expect("chainwright \(record.versions.chainwright)\n" == version)
      #expect(record.versions.glpk != nil && record.versions.cbc != nil)
      #expect(record.host.cores >= 1 && record.host.memoryMB > 100)
      #expect(record.effort.wallSeconds > 0 && record.effort.peakMemoryMB > 1)
      #expect(record.instance.digest.hasPrefix("sha256:"))
      #expect(record.time.hasSuffix("Z") && record.time.utf8.count == 20)
    }
  }

  /// Both solvers prove the same, and nothing contradicts anything.
  private func checkAnswers(_ records: [Record]) throws {
    #expect(BoundCheck.contradictions(in: records) == [])
    for record in records
    where record.method.name == .exact && record.method.text("solver") == "cbc" {
      let twin = try #require(
        records.first {
          $0.method.name == .exact && $0.method.text("solver") == "glpk"
            && $0.experiment == record.experiment && $0.question == record.question
            && $0.slots == record.slots && $0.instance == record.instance
        })
      let (left, right) = (record.outcome, twin.outcome)
      #expect(left.termination == right.termination)
      let values = (try #require(left.value), try #require(right.value))
      #expect(abs(values.0 - values.1) <= 1e-8 * values.0)
    }
    for record in records where record.question == .dispatch && record.method.name == .simulate {
      let point = try #require(record.outcome.dispatchPoint)
      #expect(point.mean == record.outcome.value)
      #expect(try #require(point.median) < point.p95 ?? 0)
    }
    let kept = records.filter { $0.outcome.plan != nil }
    #expect(kept.count > 20)
    for record in kept {
      let plan = try PlanFile.plan(from: try #require(record.outcome.plan))
      #expect(plan.instanceDigest == record.instance.digest)
    }
  }
}

extension RunOutcome {
  fileprivate var dispatchPoint: DispatchEntry? {
    if case .dispatch(let entries) = points { return entries.first }
    return nil
  }
}
