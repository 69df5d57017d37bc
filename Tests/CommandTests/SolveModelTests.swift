import Foundation
import Testing

/// `solve-model`: answers, formats, starts, and how it ends.
@Suite struct SolveModelTests {
  private typealias Members = [String: Any]

  private func document(_ result: CommandRunner.Result) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? Members)
  }

  private func solve(_ arguments: [String]) throws -> [String: Any] {
    let result = try CommandRunner.run(["solve-model"] + arguments + ["--json"])
    #expect(result.status == 0)
    #expect(result.error.isEmpty)
    return try document(result)
  }

  // MARK: Answers

  @Test(arguments: ["glpk", "cbc"], [[], ["--isolate"]])
  func theOptimumOfEitherFormat(solver: String, manner: [String]) throws {
    try SampleModels.inFile(SampleModels.knapsack) { file in
      let found = try solve([file, "--solver", solver] + manner)
      #expect(found["model"] as? String == "knapsack")
      #expect(found["sense"] as? String == "maximize")
      #expect(found["termination"] as? String == "optimal")
      #expect(found["value"] as? Double == 20)
      // A proven bound is moved outward by its own rounding.
      #expect(try #require(found["gap"] as? Double) <= 1e-12)
      #expect(found["point"] as? [String: Double] == ["a": 0, "b": 1, "c": 1, "rest": 0])
    }
    try SampleModels.inFile(SampleModels.linear, named: "Linear.MPS") { file in
      let found = try solve([file, "--solver", solver] + manner)
      #expect(found["model"] as? String == "linear")
      #expect(found["sense"] as? String == "minimize")
      #expect(found["value"] as? Double == 2.75)
      #expect(found["point"] as? [String: Double] == ["x": 2.5, "y": 0.25])
    }
  }

  @Test(arguments: ["glpk", "cbc"])
  func whatHasNoOptimumIsAnAnswer(solver: String) throws {
    for (text, termination) in [
      (SampleModels.infeasible, "infeasible"), (SampleModels.unbounded, "unbounded"),
    ] {
      try SampleModels.inFile(text) { file in
        let found = try solve([file, "--solver", solver, "-o", "\(file).json"])
        #expect(found["termination"] as? String == termination)
        #expect(["value", "point", "gap"].allSatisfy { found[$0] is NSNull })
        #expect((found["reason"] as? String)?.isEmpty == false)
        #expect(FileManager.default.fileExists(atPath: "\(file).json"))
        let people = try CommandRunner.run(["solve-model", file, "--solver", solver])
        #expect(people.status == 0)
        #expect(people.output.contains("\nended   \(termination): "))
      }
    }
  }

  @Test func everyBackendIsAskedInACrossCheck() throws {
    try SampleModels.inFile(SampleModels.knapsack) { file in
      let result = try CommandRunner.run(["solve-model", file, "--cross-check", "--json"])
      #expect(result.status == 0)
      let found = try document(result)
      #expect(found["value"] as? Double == 20)
      #expect((found["solver"] as? String)?.hasPrefix("glpk+cbc") == true)
      #expect(result.error.hasPrefix("cross-check: 1 MILP by glpk+cbc"))
      #expect(result.error.contains("all agree on 1; 1 optima exactly feasible"))
    }
  }

  @Test func aGapThatIsAskedForIsKept() throws {
    try SampleModels.inFile(SampleModels.knapsack) { file in
      let found = try solve([file, "--solver", "cbc", "--gap", "1"])
      #expect(["optimal", "gapReached"].contains(found["termination"] as? String))
      let (value, bound) = (found["value"] as? Double, found["claimedBound"] as? Double)
      #expect(try #require(value) <= 20)
      #expect(try #require(bound) >= 20)
    }
  }

  @Test func manyValuesAreCutInTextAndWholeInTheDocument() throws {
    let names = (0..<70).map { "x\($0)" }
    let text =
      "Minimize\n " + names.joined(separator: " + ") + "\nSubject To\n r: x0 >= 1\nBounds\n"
      + names.map { " \($0) >= 1\n" }.joined() + "End\n"
    try SampleModels.inFile(text) { file in
      let people = try CommandRunner.run(["solve-model", file])
      #expect(people.output.contains("\nx49           1\n"))
      #expect(!people.output.contains("x50"))
      #expect(people.output.hasSuffix("\n20 more are not 0; -o FILE or --json gives all\n"))
      let found = try solve([file])
      #expect((found["point"] as? Members)?.count == 70)
    }
  }

  // MARK: Files

  @Test func standardInputHasNoNameAndNeedsAFormat() throws {
    try SampleModels.inFile(SampleModels.linear, named: "model.mps") { file in
      let piped = #"exec "$0" solve-model - --json --format "$2" < "$1""#
      let result = try CommandRunner.runShell(piped, [file, "mps"])
      #expect(result.status == 0)
      let found = try document(result)
      #expect(found["value"] as? Double == 2.75)
      let wrong = try CommandRunner.runShell(piped, [file, "lp"])
      #expect(wrong.status == 65)
      #expect(wrong.error.hasPrefix("chainwright: standard input: line 1: "))
    }
  }

  @Test func formatWinsOverTheName() throws {
    try SampleModels.inFile(SampleModels.linear, named: "model.lp") { file in
      #expect(try CommandRunner.run(["solve-model", file]).status == 65)
      let found = try solve([file, "--format", "mps"])
      #expect(found["value"] as? Double == 2.75)
    }
  }

  /// An MPS file of ours minimises, so a greatest rate comes back with the other sign.
  @Test(arguments: ["rate", "slots", "disjoint"])
  func anExportedModelIsTheSameInEitherFormat(question: String) throws {
    try CommandRunner.inDirectory { directory in
      let export = ["export-model", CommandRunner.workedExample, "--question", question]
      var texts: [String: String] = [:]
      var values: [Double] = []
      var names: [Set<String>] = []
      for (name, format) in [
        ("m.lp", nil), ("m.mps", nil), ("as-lp.mps", "lp"), ("as-mps.lp", "mps"), ("m.txt", nil),
      ] {
        let file = "\(directory)/\(name)"
        let option = format.map { ["--format", $0] } ?? []
        #expect(try CommandRunner.run(export + ["-o", file] + option).status == 0)
        texts[name] = try String(contentsOfFile: file, encoding: .utf8)
        let known = name == "m.txt" ? ["--format", "lp"] : option
        let found = try solve([file, "--solver", "cbc"] + known)
        #expect(found["termination"] as? String == "optimal")
        values.append(try abs(#require(found["value"] as? Double)))
        names.append(Set(try #require(found["point"] as? Members).keys))
      }
      #expect(texts["m.mps"]?.contains("\nENDATA") == true)
      #expect(texts["m.lp"]?.contains("\nEnd") == true)
      #expect(texts["m.lp"] == texts["as-lp.mps"] && texts["m.lp"] == texts["m.txt"])
      #expect(texts["m.mps"] == texts["as-mps.lp"])
      #expect(values.allSatisfy { abs($0 - values[0]) <= 1e-12 * values[0] })
      #expect(names.allSatisfy { $0 == names[0] })
    }
  }

  // MARK: Starts

  @Test(arguments: ["glpk", "cbc"], [[], ["--isolate"]])
  func aSolutionIsAStart(solver: String, manner: [String]) throws {
    try SampleModels.inFile(SampleModels.marketSplit()) { file in
      let (first, second) = ("\(file).1.json", "\(file).2.json")
      // No node is explored from the start, so the second solve has what it is given, or better.
      let found = try solve([file, "--node-limit", "2000", "--solver", solver, "-o", first])
      let again = try solve(
        [file, "--node-limit", "1", "--solver", solver, "--start", first, "-o", second] + manner)
      let (value, better) = (found["value"] as? Double, again["value"] as? Double)
      #expect(try #require(better) <= #require(value) + 1e-6)
    }
  }

  @Test func linesAreAStartToo() throws {
    try SampleModels.inFile(SampleModels.knapsack) { file in
      try "# all of it\na 1\n\n  b 0\nc\t1\nrest 1e0".write(
        toFile: "\(file).start", atomically: true, encoding: .utf8)
      // Without a node there is only the start: 10 + 7 + 0.5.
      let found = try solve([
        file, "--solver", "glpk", "--node-limit", "0", "--start", "\(file).start",
      ])
      #expect(try #require(found["value"] as? Double) >= 17.5)
      #expect(found["point"] is Members)
      try "b 1\n".write(toFile: "\(file).part", atomically: true, encoding: .utf8)
      let part = try solve([file, "--solver", "cbc", "--start", "\(file).part"])
      #expect(part["value"] as? Double == 20)
    }
  }

  // MARK: Ends

  @Test(arguments: ["glpk", "cbc"], [[], ["--isolate"]])
  func controlCKeepsTheBestPoint(solver: String, manner: [String]) throws {
    try SampleModels.inFile(SampleModels.marketSplit()) { file in
      let (solution, progress) = ("\(file).json", "\(file).progress")
      let result = try CommandRunner.runInterrupted(
        [
          "solve-model", file, "--solver", solver, "-o", solution, "--json", "--progress-json",
          progress, "--time-limit", "600",
        ] + manner,
        once: { CommandRunner.hasIncumbent(progress) })
      #expect(result.status == 0)
      #expect(result.error.isEmpty)
      let found = try document(result)
      #expect(found["termination"] as? String == "interrupted")
      #expect(found["value"] is Double)
      #expect((found["point"] as? Members)?.count == 50)
      #expect(try String(contentsOfFile: solution, encoding: .utf8) == result.output)
    }
  }

  @Test(arguments: ["glpk", "cbc"])
  func aLimitWithoutAPointIs75AndLeavesNoFile(solver: String) throws {
    try SampleModels.inFile(SampleModels.marketSplit(hasSlack: false)) { file in
      let result = try CommandRunner.run([
        "solve-model", file, "--solver", solver, "--time-limit", "0", "-o", "\(file).json",
        "--json",
      ])
      #expect(result.status == 75)
      #expect(
        result.error
          == "chainwright: time limit without a point; give it more time, a start, or another "
          + "solver\n")
      let found = try document(result)
      #expect(found["termination"] as? String == "timeLimit")
      #expect(found["value"] is NSNull && found["point"] is NSNull)
      #expect(!FileManager.default.fileExists(atPath: "\(file).json"))
    }
  }

  @Test func aSolverThatIsNotThereIs69() throws {
    try SampleModels.inFile(SampleModels.knapsack) { file in
      let result = try CommandRunner.runShell(
        #"CHAINWRIGHT_HIGHS=/nowhere.so exec "$0" solve-model "$1" --solver highs"#, [file])
      #expect(result.status == 69)
      #expect(result.output.isEmpty)
      #expect(result.error.hasPrefix("chainwright: highs is not here (/nowhere.so: "))
    }
  }

  @Test func aSolveThatRunsOutOfItsMemoryIs70() throws {
    try SampleModels.inFile(SampleModels.dense(rows: 300, columns: 360)) { file in
      let result = try CommandRunner.run([
        "solve-model", file, "--solver", "cbc", "--isolate", "--memory-limit", "16",
      ])
      #expect(result.status == 70)
      #expect(result.output.isEmpty)
      #expect(
        result.error
          == "chainwright: The process of cbc ran out of its 16 MB of memory; "
          + "allow it more or give "
          + "it a smaller model.\n")
    }
  }
}
