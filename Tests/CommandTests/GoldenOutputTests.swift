import Testing

@testable import chainwright

/// Commands' output, text and document, on inputs whose answers are unique; every command's help.
@Suite struct GoldenOutputTests {
  static let instance = CommandRunner.workedExample

  /// A command line and the file of its output.
  typealias Line = (file: String, arguments: [String])

  static let withoutSolver: [Line] = [
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
  ]

  static let exact: [Line] = [
    ("solve-rate.txt", ["solve", instance, "--question", "rate"]),
    ("solve-rate-6.txt", ["solve", instance, "--question", "rate", "--slots", "6"]),
    ("solve-slots.txt", ["solve", instance, "--question", "slots"]),
    ("solve-disjoint.txt", ["solve", instance, "--question", "disjoint"]),
    ("solve-rate-6.json", ["solve", instance, "--question", "rate", "--slots", "6", "--json"]),
    ("frontier.txt", ["frontier", instance]),
    ("frontier.json", ["frontier", instance, "--max-slots", "3", "--json"]),
    ("gap.txt", ["gap", instance, "--slots", "1,6,8"]),
    ("gap.json", ["gap", instance, "--slots", "1,6", "--json"]),
  ]

  /// The greedy plan follows the arguments.
  static let onGreedyPlan: [Line] = [
    ("draw.txt", ["draw", instance]),
    ("verify.json", ["verify", "--json", instance]),
    ("bound.txt", ["bound", "--load", "0.1,0.5,0.9,0.99", instance]),
    ("bound.json", ["bound", "--json", instance]),
    (
      "simulate.txt", ["simulate", "--policy", "all", "--load", "0.8", "--jobs", "2000", instance]
    ),
    ("simulate.json", ["simulate", "--jobs", "2000", "--json", instance]),
  ]

  static let onModel: [Line] = [
    ("solve-model.txt", ["solve-model"]), ("solve-model.json", ["solve-model", "--json"]),
  ]

  /// Commands whose output other suites look at, with the first of these.
  static let elsewhere = [
    "generate": "InstanceCommandTests", "import paper": "InstanceCommandTests",
    "import helix": "HelixImporterTests", "import azure": "AzureImporterTests",
    "bench": "SmokeTests", "bench merge": "SmokeTests", "bench slurm": "SuiteTests",
    "report": "ReportCommandTests", "solvers": "DocumentTests",
  ]

  @Test func everyCommandIsHeld() {
    let lines = Self.withoutSolver + Self.exact + Self.onGreedyPlan + Self.onModel
    let golden = Set(lines.compactMap(\.arguments.first))
    #expect(golden.isDisjoint(with: Self.elsewhere.keys))
    #expect(golden.union(Self.elsewhere.keys) == Set(CommandList.all.map { $0.name }))
  }

  @Test(arguments: withoutSolver)
  func outputOfCommandsWithoutSolver(file: String, arguments: [String]) throws {
    let result = try CommandRunner.run(arguments)
    #expect(result.status == 0)
    #expect(result.error.isEmpty)
    try Golden.expect(result.output, is: file)
  }

  @Test(arguments: exact, ["glpk", "cbc"])
  func outputOfExactCommands(_ golden: Line, solver: String) throws {
    let result = try CommandRunner.run(golden.arguments + ["--solver", solver])
    #expect(result.status == 0)
    #expect(result.error.isEmpty)
    try Golden.expect(result.output, is: golden.file)
  }

  @Test(arguments: ["glpk", "cbc"])
  func outputOfSolvedModels(solver: String) throws {
    try SampleModels.inFile(SampleModels.knapsack) { file in
      for (golden, arguments) in Self.onModel {
        let result = try CommandRunner.run(arguments + [file, "--solver", solver])
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
    }
  }

  @Test(arguments: onGreedyPlan)
  func outputOnTheGreedyPlan(file: String, arguments: [String]) throws {
    try CommandRunner.inDirectory { directory in
      let plan = "\(directory)/greedy.plan.json"
      #expect(try CommandRunner.run(["greedy", Self.instance, "-o", plan]).status == 0)
      let result = try CommandRunner.run(arguments + [plan])
      #expect(result.status == 0)
      #expect(result.error.isEmpty)
      try Golden.expect(result.output, is: file)
    }
  }

  @Test(arguments: CommandList.all.map { $0.name })
  func helpOfEveryCommand(command: String) throws {
    let words = command.split(separator: " ").map(String.init)
    let result = try CommandRunner.run(words + ["--help"])
    #expect(result.status == 0)
    #expect(result.error.isEmpty)
    #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
    try Golden.expect(result.output, is: "help-\(words.joined(separator: "-")).txt")
  }

  @Test func helpOfTheProgram() throws {
    try Golden.expect(try CommandRunner.run(["--help"]).output, is: "help.txt")
  }
}
