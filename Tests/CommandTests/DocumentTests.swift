import Foundation
import Testing

/// The fields of every `--json` document, as the formats promise them.
@Suite struct DocumentTests {
  private typealias Members = [String: Any]

  private static let outcomeFields: Set = [
    "question", "slotLimit", "value", "bound", "gap", "termination", "seconds", "solver",
  ]
  private static let planFields: Set = [
    "format", "instance", "instanceDigest", "placements", "chains", "method", "outcome",
  ]

  private func document(_ arguments: [String]) throws -> [String: Any] {
    let result = try CommandRunner.run(arguments + ["--json"])
    #expect(result.status == 0)
    #expect(result.error.isEmpty)
    return try #require(
      JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
  }

  private func infeasible(_ body: (String) throws -> Void) throws {
    try CommandRunner.inDirectory { directory in
      let path = "\(directory)/short.instance.json"
      let text = try String(contentsOfFile: CommandRunner.workedExample, encoding: .utf8)
      try text.replacingOccurrences(of: "\"blocks\": 3", with: "\"blocks\": 9")
        .write(toFile: path, atomically: true, encoding: .utf8)
      try body(path)
    }
  }

  @Test func greedyPrintsThePlan() throws {
    let plan = try document(["greedy", CommandRunner.workedExample])
    #expect(Set(plan.keys) == Self.planFields)
    #expect(plan["format"] as? String == "chainwright-plan/1")
    let method = try #require(plan["method"] as? Members)
    #expect(Set(method.keys) == ["name", "reservation", "criterion", "stop"])
    let outcome = try #require(plan["outcome"] as? Members)
    #expect(Set(outcome.keys) == Self.outcomeFields.union(["response"]))
    #expect(Set(try #require(outcome["response"] as? Members).keys) == ["lower", "upper"])
    #expect(outcome["bound"] is NSNull && outcome["gap"] is NSNull)
    #expect(outcome["termination"] as? String == "heuristic")
    let chains = try #require(plan["chains"] as? [Members])
    #expect(chains.allSatisfy { Set($0.keys) == ["servers", "capacity"] })
    let placements = try #require(plan["placements"] as? [Members])
    #expect(placements.allSatisfy { Set($0.keys) == ["server", "firstBlock", "blockCount"] })
  }

  @Test(arguments: ["rate", "all"])
  func greedyRecordsTheStopRuleThatWasUsed(stop: String) throws {
    let plan = try document([
      "greedy", CommandRunner.workedExample, "--reservation", "1", "--stop", stop,
    ])
    let method = try #require(plan["method"] as? Members)
    #expect(method["stop"] as? String == stop)
    #expect(method["reservation"] as? Int == 1)
    #expect(method["criterion"] == nil)
  }

  @Test func solvePrintsThePlan() throws {
    let plan = try document(["solve", CommandRunner.workedExample, "--question", "rate"])
    #expect(Set(plan.keys) == Self.planFields)
    let outcome = try #require(plan["outcome"] as? Members)
    #expect(Set(outcome.keys) == Self.outcomeFields)
    let (value, bound) = (
      try #require(outcome["value"] as? Double), try #require(outcome["bound"] as? Double)
    )
    #expect(abs(value - (10 / 4.6 + 10 / 5.1)) < 1e-9)
    #expect(bound >= value)
    #expect(abs(try #require(outcome["gap"] as? Double) - (bound - value) / bound) < 1e-15)
  }

  @Test func anInfeasibleInstanceIsAnAnswerWithItsReason() throws {
    try infeasible { path in
      let reason = "the servers can hold 6 of 9 blocks with one job's cache"
      for arguments in [["greedy", path], ["solve", path, "--question", "rate"]] {
        let outcome = try #require(try document(arguments)["outcome"] as? Members)
        #expect(Set(outcome.keys) == Self.outcomeFields.union(["reason"]))
        #expect(outcome["termination"] as? String == "infeasible")
        #expect((outcome["reason"] as? String)?.hasPrefix(reason) == true)
        #expect(outcome["value"] is NSNull)
      }
      let plan = try document(["solve", path, "--question", "rate"])
      let outcome = try #require(plan["outcome"] as? Members)
      #expect(
        outcome["reason"] as? String == reason + "; blocks 7…9 have no server; "
          + "another server of at least 3.3 GB would hold them")
      let points = try #require(
        try document(["frontier", path, "--max-slots", "2"])["points"] as? [Members])
      #expect(points.count == 2)
      #expect(points.allSatisfy { $0["value"] is NSNull && $0["reason"] as? String == reason })
    }
  }

  @Test func solversListsEveryBackendPresentOrNot() throws {
    let solvers = try #require(try document(["solvers"])["solvers"] as? [Members])
    #expect(solvers.map { $0["name"] as? String } == ["glpk", "cbc", "highs"])
    for solver in solvers {
      let isPresent = solver["version"] != nil
      #expect(isPresent == (solver["reason"] == nil))
      #expect(isPresent == (solver["license"] != nil))
      #expect(isPresent == ((solver["options"] as? [String])?.isEmpty == false))
    }
    let options = try document(["solvers", "--options", "glpk"])
    let listed = try #require(options["options"] as? [Members])
    #expect(listed.allSatisfy { Set($0.keys) == ["name", "values", "help"] })
    let names = try #require(solvers[0]["options"] as? [String])
    #expect(listed.compactMap { $0["name"] as? String } == names)
  }

  @Test func solveModelPrintsWhatTheFileHolds() throws {
    let fields: Set = [
      "model", "sense", "termination", "value", "bound", "claimedBound", "gap", "solver",
      "seconds", "point", "reason",
    ]
    for text in [SampleModels.knapsack, SampleModels.infeasible] {
      try SampleModels.inFile(text) { file in
        let result = try CommandRunner.run(["solve-model", file, "--json", "-o", "\(file).json"])
        #expect(result.status == 0)
        #expect(try String(contentsOfFile: "\(file).json", encoding: .utf8) == result.output)
        let found = try document(["solve-model", file])
        #expect(Set(found.keys) == fields)
        #expect(found["reason"] is NSNull == (found["termination"] as? String == "optimal"))
        #expect(try #require(found["seconds"] as? Double) >= 0)
      }
    }
  }

  @Test func frontierHasAPointPerSlotLimit() throws {
    let frontier = try document(["frontier", CommandRunner.workedExample, "--max-slots", "8"])
    #expect(Set(frontier.keys) == ["instance", "points"])
    let points = try #require(frontier["points"] as? [Members])
    #expect(points.map { $0["slots"] as? Int } == (1...8).map(Int?.init))
    let fields: Set = ["slots", "value", "bound", "gap", "greedy", "termination", "seconds"]
    #expect(
      points.allSatisfy { Set($0.keys).subtracting(["solver", "reason"]) == fields })
    let values = points.compactMap { $0["value"] as? Double }
    #expect(values == values.sorted() && values.count == 8)
  }

  @Test func gapHasARowPerInstanceAndSlotLimit() throws {
    let example = CommandRunner.workedExample
    let report = try document(["gap", example, example, "--slots", "6,1"])
    #expect(Set(report.keys) == ["rows"])
    let rows = try #require(report["rows"] as? [Members])
    #expect(rows.map { $0["slots"] as? Int } == [1, 6, 1, 6])
    let fields: Set = [
      "instance", "slots", "greedy", "best", "bound", "greedyGap", "certifiedGap", "seconds",
      "termination",
    ]
    #expect(rows.allSatisfy { Set($0.keys).subtracting(["solver", "reason"]) == fields })
    for row in rows {
      let number = { (name: String) in try #require(row[name] as? Double) }
      let (greedy, best, bound) = try (number("greedy"), number("best"), number("bound"))
      #expect(try abs(number("greedyGap") - max(0, best - greedy) / best) < 1e-15)
      #expect(try abs(number("certifiedGap") - (bound - best) / bound) < 1e-15)
    }
  }

  @Test func verifyHasVerdictAndFigures() throws {
    try CommandRunner.inDirectory { directory in
      let plan = "\(directory)/p.plan.json"
      _ = try CommandRunner.run(["greedy", CommandRunner.workedExample, "-o", plan])
      let report = try document(["verify", CommandRunner.workedExample, plan])
      let fields: Set = [
        "instance", "valid", "violations", "slots", "totalRate", "requiredRate", "chains",
        "servers",
      ]
      #expect(Set(report.keys) == fields)
    }
  }

  @Test(arguments: [
    ["greedy"], ["solve", "--question", "rate", "--slots", "6"], ["solve", "--question", "slots"],
    ["solve", "--question", "disjoint"],
  ])
  func theFileIsTheDocument(command: [String]) throws {
    try CommandRunner.inDirectory { directory in
      let path = "\(directory)/p.plan.json"
      let result = try CommandRunner.run(
        command + [CommandRunner.workedExample, "-o", path, "--json"])
      #expect(result.status == 0)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == result.output)
      #expect(
        try CommandRunner.run(["verify", CommandRunner.workedExample, path]).status == 0)
    }
  }

  @Test func progressIsOneDocumentALineAndNeverFallsBack() throws {
    try CommandRunner.inDirectory { directory in
      let path = "\(directory)/progress.jsonl"
      let result = try CommandRunner.run([
        "solve", CommandRunner.workedExample, "--question", "rate", "--slots", "6",
        "--progress-json", path,
      ])
      #expect(result.status == 0)
      let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
      #expect(!lines.isEmpty)
      var last = 0.0
      for line in lines {
        let object = try #require(
          try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(
          Set(object.keys) == ["seconds", "phase", "incumbent", "bound", "gap", "programs"])
        let incumbent = try #require(object["incumbent"] as? Double)
        #expect(incumbent >= last)
        last = incumbent
      }
    }
  }
}
