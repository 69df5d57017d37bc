import Testing

/// Every command's output, text and document, on inputs whose answers are unique.
@Suite struct GoldenOutputTests {
  static let instance = CommandRunner.workedExample

  @Test(arguments: [
    ("greedy.txt", ["greedy", instance]),
    ("greedy-reservation.txt", ["greedy", instance, "--reservation", "2", "--stop", "all"]),
    ("greedy-surrogate.txt", ["greedy", instance, "--criterion", "surrogate"]),
    ("greedy.json", ["greedy", instance, "--json"]),
    ("export-model.lp", ["export-model", instance, "--question", "rate", "--slots", "6"]),
    (
      "export-model.mps",
      ["export-model", instance, "--question", "rate", "--slots", "6", "--format", "mps"]
    ),
    ("export-model-slots.lp", ["export-model", instance, "--question", "slots"]),
    ("export-model-disjoint.lp", ["export-model", instance, "--question", "disjoint"]),
  ])
  func outputOfCommandsWithoutSolver(file: String, arguments: [String]) throws {
    let result = try CommandRunner.run(arguments)
    #expect(result.status == 0)
    #expect(result.error.isEmpty)
    try Golden.expect(result.output, is: file)
  }

  @Test(
    arguments: [
      ("solve-rate.txt", ["solve", instance, "--question", "rate"]),
      ("solve-rate-6.txt", ["solve", instance, "--question", "rate", "--slots", "6"]),
      ("solve-slots.txt", ["solve", instance, "--question", "slots"]),
      ("solve-disjoint.txt", ["solve", instance, "--question", "disjoint"]),
      ("solve-rate-6.json", ["solve", instance, "--question", "rate", "--slots", "6", "--json"]),
      ("frontier.txt", ["frontier", instance]),
      ("frontier.json", ["frontier", instance, "--max-slots", "3", "--json"]),
      ("gap.txt", ["gap", instance, "--slots", "1,6,8"]),
      ("gap.json", ["gap", instance, "--slots", "1,6", "--json"]),
    ], ["glpk", "cbc"])
  func outputOfExactCommands(_ golden: (file: String, arguments: [String]), solver: String) throws {
    let result = try CommandRunner.run(golden.arguments + ["--solver", solver])
    #expect(result.status == 0)
    #expect(result.error.isEmpty)
    try Golden.expect(result.output, is: golden.file)
  }

  @Test(arguments: ["glpk", "cbc"])
  func outputOfSolvedModels(solver: String) throws {
    try SampleModels.inFile(SampleModels.knapsack) { file in
      for (golden, options) in [("solve-model.txt", []), ("solve-model.json", ["--json"])] {
        let result = try CommandRunner.run(["solve-model", file, "--solver", solver] + options)
        #expect(result.status == 0)
        #expect(result.error.isEmpty)
        try Golden.expect(result.output, is: golden)
      }
    }
  }

  @Test(arguments: ["glpk", "cbc"])
  func outputOnAGivenPlacement(solver: String) throws {
    try CommandRunner.inDirectory { directory in
      let plan = "\(directory)/greedy.plan.json"
      let made = try CommandRunner.run(["greedy", Self.instance, "-o", plan])
      #expect(made.status == 0)
      let cache = try CommandRunner.run([
        "solve", Self.instance, "--question", "cache", "--placement", plan, "--slots", "12",
        "--solver", solver,
      ])
      #expect(cache.status == 0)
      try Golden.expect(cache.output, is: "solve-cache.txt")
      let drawn = try CommandRunner.run(["draw", Self.instance, plan])
      #expect(drawn.status == 0)
      try Golden.expect(drawn.output, is: "draw.txt")
      let verified = try CommandRunner.run(["verify", Self.instance, plan, "--json"])
      #expect(verified.status == 0)
      try Golden.expect(verified.output, is: "verify.json")
    }
  }

  @Test(arguments: [
    ["gap"], ["solve"], ["frontier"], ["greedy"], ["export-model"],
    ["solve-model"], ["generate"],
    ["import", "paper"], ["import", "helix"], ["import", "azure"], ["verify"],
    ["bench"], ["bench", "merge"], ["bench", "slurm"], ["draw"], ["report"],
    ["solvers"],
  ])
  func helpOfEveryCommand(command: [String]) throws {
    let result = try CommandRunner.run(command + ["--help"])
    #expect(result.status == 0)
    #expect(result.error.isEmpty)
    #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
    try Golden.expect(result.output, is: "help-\(command.joined(separator: "-")).txt")
  }

  @Test func helpOfTheProgram() throws {
    try Golden.expect(try CommandRunner.run(["--help"]).output, is: "help.txt")
  }
}
