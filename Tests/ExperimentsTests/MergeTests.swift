import Foundation
import ServerChains
import Testing

@testable import Experiments

@Suite("Logs joined")
struct MergeTests {
  private static let suite = """
    {"format":"chainwright-suite/1","name":"smoke","summary":"","experiments":[{"name":"gap",
     "instances":[{"family":"mixed","servers":[4],"blocks":[6],"seeds":[1,2]}],
     "methods":[{"name":"exact"},{"name":"greedy"}],"questions":["rate"],"slots":[2,4]}]}
    """

  private static func runs() throws -> [Run] {
    try Suite(JSONField(root: try JSONReader.parse(Array(suite.utf8)))).runs()
  }

  private static func record(
    _ run: Run, value: Double? = 1, bound: Double? = 1.5, greedy: Double? = nil
  ) -> Record {
    var record = RecordTests.full(run: run.id)
    record.suite = run.suite
    record.experiment = run.experiment
    record.instance = run.stamp
    record.method = run.method
    record.question = run.question
    record.slots = run.slots
    record.outcome = RunOutcome(
      status: .done, termination: .timeLimit, value: value, bound: bound, greedy: greedy)
    return record
  }

  @Test func shardsInAnyOrderGiveTheSuitesOrder() throws {
    let runs = try Self.runs()
    let records = runs.map { Self.record($0) }
    let even = records.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
    let odd = records.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    let merge = Merge(logs: [("b", odd.reversed()), ("a", even)], runs: runs)
    #expect(merge.records == records)
    #expect(merge.missing.isEmpty && merge.contradictions.isEmpty)
    #expect(merge.repeated == 0 && merge.foreign == 0)
  }

  @Test func gapsAndForeignRunsAreFound() throws {
    let runs = try Self.runs()
    var foreign = Self.record(runs[0])
    foreign.run = "another"
    let records = runs.dropFirst(2).map { Self.record($0) } + [foreign]
    let merge = Merge(logs: [("a", Array(records))], runs: runs)
    #expect(merge.missing.map(\.id) == runs.prefix(2).map(\.id))
    #expect(merge.foreign == 1)
    #expect(merge.records.last?.run == "another")
  }

  @Test func theSameResultTwiceIsNoContradiction() throws {
    let runs = try Self.runs()
    let first = Self.record(runs[0])
    var second = first
    second.effort.wallSeconds = 99
    second.time = "2027-01-01T00:00:00Z"
    let merge = Merge(logs: [("a", [first]), ("b", [second])], runs: runs)
    #expect(merge.records == [first])
    #expect(merge.repeated == 1)
    #expect(merge.contradictions.isEmpty)
  }

  @Test func anotherResultIsAContradiction() throws {
    let runs = try Self.runs()
    let merge = Merge(
      logs: [("a", [Self.record(runs[0])]), ("b", [Self.record(runs[0], value: 1.25)])],
      runs: runs)
    #expect(merge.contradictions.count == 1)
    let words = try #require(merge.contradictions.first)
    for part in [runs[0].id, "value 1.0", "in a", "value 1.25", "in b"] {
      #expect(words.contains(part))
    }
  }

  @Test func aBoundBelowAValueIsAContradiction() throws {
    let runs = try Self.runs()
    let exact = runs.filter { $0.method.name == .exact && $0.slots == 4 }[0]
    let greedy = try #require(
      runs.first {
        $0.method.name == .greedy && $0.slots == 4 && $0.stamp.digest == exact.stamp.digest
      })
    let fine = [Self.record(exact), Self.record(greedy, value: 1.5, bound: nil)]
    #expect(Merge(logs: [("a", fine)], runs: runs).contradictions.isEmpty)
    let bad = [Self.record(exact), Self.record(greedy, value: 1.5001, bound: nil)]
    let found = Merge(logs: [("a", bad)], runs: runs).contradictions
    #expect(found.count == 1)
    #expect(found.first?.contains("the bound 1.5 of run \(exact.id)") == true)
    // A greedy value beside another run's answer counts too.
    let beside = [Self.record(exact), Self.record(greedy, value: nil, bound: nil, greedy: 2)]
    #expect(Merge(logs: [("a", beside)], runs: runs).contradictions.count == 1)
    // Another slot limit is another problem.
    let other = runs.filter { $0.method.name == .exact && $0.slots == 2 }[0]
    let apart = [Self.record(other), Self.record(greedy, value: 3, bound: nil)]
    #expect(Merge(logs: [("a", apart)], runs: runs).contradictions.isEmpty)
  }

  @Test func whereLeastIsBestTheBoundIsBelow() throws {
    let runs = try Self.runs()
    var records = [Self.record(runs[0], value: 5, bound: 4), Self.record(runs[1], value: 3)]
    for index in records.indices {
      records[index].question = .slots
      records[index].slots = nil
    }
    #expect(BoundCheck.contradictions(in: records).count == 1)
    records[1].outcome.value = 4
    records[1].outcome.bound = 3
    #expect(BoundCheck.contradictions(in: records).isEmpty)
  }

  @Test func pointsOfAFrontierAreRates() throws {
    let runs = try Self.runs()
    var frontier = Self.record(runs[0], value: 2, bound: 2)
    frontier.question = .frontier
    frontier.slots = 4
    frontier.outcome.points = .frontier([
      FrontierEntry(slots: 2, value: 1, bound: 1, greedy: 1, termination: .optimal),
      FrontierEntry(slots: 4, value: 2, bound: 2, greedy: 1, termination: .optimal),
    ])
    let rate = Self.record(runs[0], value: 1.5, bound: nil)
    #expect(runs[0].slots == 2)
    #expect(BoundCheck.contradictions(in: [frontier, rate]).count == 1)
  }

  @Test func theScriptAsksForWhatTheLimitsAddUpTo() throws {
    let runs = try Self.runs()
    // Two runs a shard of 5 + 1.25 · 60 s each, a quarter more, and a minute.
    #expect(SlurmScript.seconds(of: runs, tasks: 4, jobs: 1) == 260)
    let script = SlurmScript(
      suite: "my suites/smoke's.json", name: "smoke", tasks: 4, jobs: 2, memoryMB: 1000,
      seconds: 260, program: "/opt/chain wright/chainwright", options: ["--time-limit", "5"])
    let lines = script.text.split(separator: "\n").map(String.init)
    #expect(lines.first == "#!/bin/bash")
    let command = """
      exec '/opt/chain wright/chainwright' bench 'my suites/smoke'\\''s.json' --time-limit 5 \
      --shard "$SLURM_ARRAY_TASK_ID/4" --jobs 2 -o "smoke.$SLURM_ARRAY_TASK_ID-of-4.jsonl"
      """
    let expected: [String] = [
      "#SBATCH --array=1-4", "#SBATCH --cpus-per-task=2", "#SBATCH --mem=2098M",
      "#SBATCH --time=5", "cd \"$SLURM_SUBMIT_DIR\"", command,
    ]
    for line in expected {
      #expect(lines.contains(line), "\(line)")
    }
  }
}
