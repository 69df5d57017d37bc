import Foundation
import ServerChains
import Testing

@testable import Experiments

@Suite("Suites as data")
struct SuiteTests {
  /// A suite that is right in every place.
  private static let sound = """
    {
      "format": "chainwright-suite/1",
      "name": "trial",
      "summary": "For tests.",
      "limits": { "seconds": 5, "memoryMB": 500 },
      "experiments": [
        {
          "name": "gap",
          "instances": [{ "family": "mixed", "servers": [4, 5], "blocks": [6], "seeds": [1, 2] }],
          "methods": [{ "name": "exact", "parameters": { "solver": "glpk", "gap": 0.01 } }],
          "questions": ["rate"],
          "slots": [2, 4],
          "repetitions": 3
        }
      ]
    }
    """

  private static func suite(_ text: String = sound) throws -> Suite {
    try Suite(JSONField(root: try JSONReader.parse(Array(text.utf8))))
  }

  @Test func everyCombinationIsARun() throws {
    let runs = try Self.suite().runs()
    #expect(runs.count == 2 * 1 * 2 * 2 * 3)
    #expect(Set(runs.map(\.id)).count == runs.count)
    #expect(runs.allSatisfy { $0.id.utf8.count == 32 && $0.limits.seconds == 5 })
    #expect(runs[0].stamp.name == "mixed-J4-L6-s1")
    #expect(runs.map(\.repetition).prefix(4) == [1, 2, 3, 1])
  }

  @Test func identityFollowsFromWhatDeterminesTheRun() throws {
    let first = try Self.suite().runs().map(\.id)
    #expect(try Self.suite().runs().map(\.id) == first)
    // Another spelling of the same number is the same run.
    let spelled = Self.sound.replacingOccurrences(of: "0.01", with: "1e-2")
    #expect(try Self.suite(spelled).runs().map(\.id) == first)
    for (from, to) in [
      ("0.01", "0.02"), ("\"glpk\"", "\"cbc\""), ("\"seconds\": 5", "\"seconds\": 6"),
      ("\"trial\"", "\"other\""), ("\"gap\",", "\"hole\","), ("[1, 2]", "[3, 4]"),
      ("[2, 4]", "[3, 5]"),
    ] {
      let changed = Self.sound.replacingOccurrences(of: from, with: to)
      #expect(Set(try Self.suite(changed).runs().map(\.id)).isDisjoint(with: first), "\(from)")
    }
    let overridden = try Self.suite().with(LimitOverride(seconds: 1)).runs()
    #expect(Set(overridden.map(\.id)).isDisjoint(with: first))
    #expect(overridden.allSatisfy { $0.limits == RunLimits(seconds: 1, memoryMB: 500) })
  }

  @Test func anArrivalRateChangesTheInstanceAndItsDigest() throws {
    let text = Self.sound
      .replacingOccurrences(of: "\"solver\": \"glpk\"", with: "\"arrivalRate\": 0.25")
    let run = try #require(try Self.suite(text).runs().first)
    #expect(run.instance.arrivalRate == 0.25)
    #expect(run.stamp.digest == run.instance.digest)
    #expect(run.stamp.digest != (try Self.suite().runs().first?.stamp.digest))
  }

  @Test(arguments: [1, 2, 3, 7, 24, 40])
  func shardsArePartsOfTheWhole(count: Int) throws {
    let runs = try Self.suite().runs()
    var seen: [String] = []
    for index in 1...count {
      let shard = try #require(Shard("\(index)/\(count)"))
      let part = shard.runs(of: runs).map(\.id)
      #expect(part == shard.runs(of: runs).map(\.id))
      #expect(abs(part.count - runs.count / count) <= 1)
      seen += part
    }
    #expect(seen.sorted() == runs.map(\.id).sorted())
  }

  @Test func noPeriodOfTheSuiteFallsIntoOneShard() throws {
    // Slots change with every third run, repetitions with every one.
    let part = try #require(Shard("1/3")).runs(of: try Self.suite().runs())
    #expect(Set(part.map(\.repetition)).count > 1)
    #expect(Set(part.compactMap(\.slots)).count > 1)
  }

  @Test(arguments: ["", "1", "0/2", "3/2", "1/0", "-1/2", "1/2/3", "a/b", "1/ 2", "1.5/2"])
  func otherTextsAreNoShards(text: String) {
    #expect(Shard(text) == nil)
  }

  @Test(arguments: [
    ("\"summary\"", "\"sumary\"", "sumary: unknown key; the keys allowed here are experiments"),
    ("suite/1", "suite/9", "format: \"chainwright-suite/9\": this is not the format expected"),
    ("\"trial\"", "\"Trial 1\"", "name: \"Trial 1\": a name is made of a–z, 0–9 and hyphens"),
    ("\"methods\"", "\"method\"", "experiments[0].method: unknown key"),
    (
      "\"exact\"", "\"exakt\"",
      "experiments[0].methods[0].name: \"exakt\": not one of greedy, exact"
    ),
    (
      "\"solver\"", "\"solvr\"",
      "methods[0].parameters.solvr: unknown key; the keys allowed here are"
    ),
    ("\"glpk\"", "\"gplk\"", "parameters.solver: \"gplk\": not one of glpk, cbc, highs"),
    ("0.01", "\"0.01\"", "methods[0].parameters.gap: \"0.01\": expected a number"),
    ("0.01", "1.01", "methods[0].parameters.gap: 1.01: must lie in 0.0…1.0"),
    ("[\"rate\"]", "[\"rates\"]", "questions[0]: \"rates\": not one of rate, slots, response"),
    ("[\"rate\"]", "[]", "experiments[0].questions: []: the list is empty"),
    (
      "[\"rate\"]", "[\"speed\"]",
      "methods[0].name: \"exact\": the method exact does not answer speed"
    ),
    ("[\"rate\"]", "[\"slots\"]", "experiments[0].slots: the question slots takes no slots"),
    ("\"slots\": [2, 4]", "\"loads\": [0.5]", "loads: the question rate takes no loads"),
    ("[2, 4]", "[2, 0]", "experiments[0].slots[1]: 0: must be"),
    ("\"mixed\"", "\"mixt\"", "instances[0].family: \"mixt\": not one of mixed, memory"),
    ("\"seeds\": [1, 2]", "\"seeds\": [-1]", "instances[0].seeds[0]: -1: expected a whole number"),
    ("\"servers\": [4, 5], ", "", "instances[0].servers: missing; add it"),
    (
      "\"family\": \"mixed\"", "\"glob\": \"x\"",
      "instances[0].blocks: unknown key; the keys allowed"
    ),
    ("\"family\": \"mixed\",", "", "instances[0]: "),
    ("\"repetitions\": 3", "\"repetitions\": 0", "experiments[0].repetitions: 0: must be"),
    ("\"memoryMB\": 500", "\"memoryMB\": 5", "limits.memoryMB: 5: must be"),
    ("\"name\": \"exact\"", "\"name\": \"fault\"", "parameters.gap: unknown key"),
  ])
  func typosNameThePlace(from: String, to: String, words: String) throws {
    let text = Self.sound.replacingOccurrences(of: from, with: to)
    #expect(text != Self.sound)
    #expect {
      try Self.suite(text)
    } throws: { error in
      if !"\(error)".contains(words) { print("got: \(error)") }
      return error is InputError && "\(error)".contains(words)
    }
  }

  @Test func faultsOnPurposeAreForTestsOnly() throws {
    let text = Self.sound.replacingOccurrences(
      of: "{ \"name\": \"exact\", \"parameters\": { \"solver\": \"glpk\", \"gap\": 0.01 } }",
      with: "{ \"name\": \"fault\" }")
    #expect {
      try Self.suite(text)
    } throws: { "\($0)".contains("the method fault is for tests") }
  }

  @Test(arguments: ["[\"frontier\"]", "[\"dispatch\"]"])
  func questionsNeedTheirNumbers(question: String) throws {
    let text = Self.sound.replacingOccurrences(of: "\"slots\": [2, 4],", with: "")
      .replacingOccurrences(of: "[\"rate\"]", with: question)
      .replacingOccurrences(
        of: "\"name\": \"exact\", \"parameters\": { \"solver\": \"glpk\", \"gap\": 0.01 }",
        with: question.contains("dispatch") ? "\"name\": \"chain\"" : "\"name\": \"exact\"")
    #expect {
      try Self.suite(text)
    } throws: { "\($0)".contains("missing; the question") }
  }

  @Test func partsOfASuiteCanBeRunAndTheRestLater() throws {
    try Scratch.with { scratch in
      let path = scratch + "/trial.json"
      let log = scratch + "/trial.jsonl"
      let entry = { (name: String) in
        "{\"name\":\"\(name)\",\"questions\":[\"rate\"],\"methods\":[{\"name\":\"greedy\"}],"
          + "\"instances\":[{\"family\":\"mixed\",\"servers\":[4],\"blocks\":[6],\"seeds\":[1,2]}]}"
      }
      let entries = ["first", "second", "third"].map(entry).joined(separator: ",")
      try
        ("{\"format\":\"chainwright-suite/1\",\"name\":\"trial\",\"summary\":\"For tests.\","
        + "\"experiments\":[\(entries)]}").write(toFile: path, atomically: true, encoding: .utf8)
      let part = try BenchProgram.run(["bench", path, "--experiment", "third,first", "-o", log])
      #expect(part.status == 0, "\(part.error)")
      #expect(part.output.contains("trial: 4 of 4 runs"))
      let made = try RecordLog.read(path: log).records
      #expect(made.map(\.experiment) == ["first", "first", "third", "third"])
      #expect(try BenchProgram.run(["bench", path, "-o", log]).status == 0)
      let all = try RecordLog.read(path: log).records
      #expect(Array(all.prefix(4)) == made)
      #expect(all.dropFirst(4).map(\.experiment) == ["second", "second"])
      let typo = try BenchProgram.run(["bench", path, "--experiment", "frist", "-o", log])
      #expect(typo.status == 64)
      #expect(
        typo.error.contains("--experiment frist is none of the suite trial; did you mean first?"))
      let foreign = try BenchProgram.run(["bench", path, "--experiment", "gaps", "-o", log])
      #expect(foreign.error.contains("it has first, second, third"))
      let script = try BenchProgram.run(
        ["bench", "slurm", path, "--array", "2", "--experiment", "second"])
      #expect(script.output.contains(" --experiment second --shard "))
    }
  }

  @Test func doubledNamesAreRefused() throws {
    var document = try JSONReader.parse(Array(Self.sound.utf8))
    guard case .object(var members) = document, case .array(let items)? = members["experiments"]
    else {
      Issue.record("the sound suite has no experiments")
      return
    }
    members["experiments"] = .array(items + items)
    document = .object(members)
    #expect {
      try Suite(JSONField(root: document))
    } throws: { "\($0)".contains("experiments[1]: ") && "\($0)".contains("named gap") }
  }

  @Test func aPatternWithoutAFileIsAnError() {
    #expect {
      try InstanceSelector.glob("/nowhere/*.json").instances()
    } throws: { "\($0)".contains("/nowhere/*.json: no file matches") }
    #expect {
      try InstanceSelector.file("/nowhere.json").instances()
    } throws: { ($0 as? InputError)?.kind == .missing }
  }

  @Test func aRequestReadsBack() throws {
    let run = try #require(try Self.suite().runs().last)
    let request = try RunRequest(
      JSONReader.parse(Array(RunRequest(run).document.compactText.utf8)))
    #expect(request.instance == run.instance.withoutProvenance)
    #expect(request.method == run.method)
    #expect(request.slots == run.slots)
    #expect(request.limits == run.limits)
    #expect(request.repetition == 3)
    #expect(request.seed == 3)
  }

  @Test func repliesReadBack() throws {
    let point = TrajectoryPoint(seconds: 0.5, value: nil, bound: 2)
    var result = RunResult(RecordTests.full().outcome, nodes: 3, columns: nil, jobs: 4)
    result.peakMemoryMB = 12.5
    for reply in [RunReply.progress(point), .result(result)] {
      #expect(try RunReply(line: reply.line.utf8) == reply)
    }
    #expect(throws: InputError.self) { try RunReply(line: "nonsense".utf8) }
    #expect(throws: InputError.self) { try RunReply(line: "{}".utf8) }
  }

  @Test func trajectoriesStayShortAndKeepTheirEnds() {
    let trajectory = Trajectory { _ in }
    for step in 0..<10_000 { trajectory.add(value: Double(step), bound: nil) }
    trajectory.add(value: 9_999, bound: nil)
    let points = trajectory.points
    #expect(points.count <= 64)
    #expect(points.last?.value == 9_999)
    #expect(points.map(\.seconds) == points.map(\.seconds).sorted())
    let long = (0..<1000).map { TrajectoryPoint(seconds: Double($0), value: nil, bound: 1) }
    #expect(Trajectory.thinned(long).last == long.last)
    #expect(Trajectory.thinned(long).count <= 64)
  }
}

extension Instance {
  /// The instance as a request carries it.
  fileprivate var withoutProvenance: Instance? {
    try? Instance(
      name: name, service: service, servers: servers, arrivalRate: arrivalRate,
      maximumLoad: maximumLoad)
  }
}
