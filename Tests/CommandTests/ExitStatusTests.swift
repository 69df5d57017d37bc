import Foundation
import Testing

@testable import chainwright

/// Every documented exit status; 64, 65 and 66 have tables of their own in UsageTests and
/// BadInputTests.
@Suite struct ExitStatusTests {
  @Test func theNumbersAreTheDocumentedOnes() {
    let statuses: [chainwright.ExitStatus] = [
      .done, .ruleBroken, .usage, .badInput, .missingInput, .solverUnavailable, .fault,
      .limitWithoutPlan,
    ]
    #expect(statuses.map(\.rawValue) == [0, 1, 64, 65, 66, 69, 70, 75])
  }

  @Test(arguments: [
    ["greedy"], ["solve", "--question", "rate"], ["frontier"], ["gap"],
    ["export-model", "--question", "rate"],
  ])
  func aMissingInstanceIs66(command: [String]) throws {
    let result = try CommandRunner.run(command + ["nowhere.instance.json"])
    #expect(result.status == 66)
    #expect(result.output.isEmpty)
    #expect(
      result.error
        == "chainwright: nowhere.instance.json: No such file or directory; check the path\n")
  }

  @Test(arguments: [("auto", "no solver is built in"), ("glpk", "no solver is built in")])
  func aBuildWithoutSolversIs69(name: String, beginning: String) throws {
    let arguments = try ArgumentParser.parse(
      ["x.json", "--question", "rate", "--solver", name], for: SolveCommand.self)
    let failure = #expect(throws: CommandFailure.self) {
      try Backends.chosen(arguments, among: [])
    }
    #expect(failure?.status == .solverUnavailable)
    #expect(failure?.message.hasPrefix(beginning) == true)
  }

  @Test func aSolverThatIsNotBuiltInIs69() throws {
    let arguments = try ArgumentParser.parse(
      ["x.json", "--question", "rate", "--solver", "glpk"], for: SolveCommand.self)
    let failure = #expect(throws: CommandFailure.self) {
      try Backends.chosen(arguments, among: Backends.all.filter { $0.name == "cbc" })
    }
    #expect(failure?.status == .solverUnavailable)
    #expect(
      failure?.message
        == "the solver glpk is not built in; use --solver cbc or build with its package trait")
  }

  /// The greedy plans of the worked example end at 3.87 jobs/s, the best one at 4.13: 4 needs a
  /// search, and there is no time.
  @Test func aLimitWithoutAPlanIs75AndLeavesNoFile() throws {
    try CommandRunner.inDirectory { directory in
      let (instance, plan) = ("\(directory)/heavy.instance.json", "\(directory)/p.plan.json")
      let text = try String(contentsOfFile: CommandRunner.workedExample, encoding: .utf8)
      try text.replacingOccurrences(of: "\"arrivalRate\": 0.2", with: "\"arrivalRate\": 2.8")
        .write(toFile: instance, atomically: true, encoding: .utf8)
      let question = ["solve", instance, "--question", "slots", "-o", plan]
      let hasty = try CommandRunner.run(question + ["--time-limit", "0"])
      #expect(hasty.status == 75)
      #expect(
        hasty.error
          == "chainwright: time limit without a plan; give it more time or a smaller instance\n")
      #expect(hasty.output.contains("bound     14 slots"))
      #expect(!FileManager.default.fileExists(atPath: plan))
      let patient = try CommandRunner.run(question)
      #expect(patient.status == 0)
      #expect(patient.output.contains("value     20 slots"))
      #expect(FileManager.default.fileExists(atPath: plan))
    }
  }

  @Test func standardOutputThatIsFullIs65() throws {
    let result = try CommandRunner.runShell(
      #"exec "$0" greedy "$1" > /dev/full"#, [CommandRunner.workedExample])
    #expect(result.status == 65)
    #expect(
      result.error
        == "chainwright: standard output: cannot be written: No space left on device; "
        + "make room or send it elsewhere\n")
  }

  /// The file may grow to one block of 512 bytes, which the plan exceeds: the disk is full midway.
  @Test(arguments: [["greedy"], ["solve", "--question", "rate"]])
  func aDiskThatFillsUpIs65AndLeavesNothing(command: [String]) throws {
    try CommandRunner.inDirectory { directory in
      let plan = "\(directory)/p.plan.json"
      for earlier in [nil, "an earlier plan"] {
        try earlier?.write(toFile: plan, atomically: true, encoding: .utf8)
        let result = try CommandRunner.runShell(
          #"ulimit -f 1; exec "$0" "$@""#,
          command + [CommandRunner.workedExample, "-o", plan])
        #expect(result.status == 65)
        #expect(result.output.isEmpty)
        #expect(
          result.error
            == "chainwright: \(plan): cannot be written: File too large; "
            + "name a place you may write to\n")
        #expect((try? String(contentsOfFile: plan, encoding: .utf8)) == earlier)
        let files = try FileManager.default.contentsOfDirectory(atPath: directory)
        #expect(files == (earlier == nil ? [] : ["p.plan.json"]))
      }
    }
  }

  @Test(arguments: ["greedy", "solve --question rate", "frontier", "gap", "solvers --options cbc"])
  func aReaderThatHasGoneAwayIsNoFault(command: String) throws {
    let words = command.split(separator: " ").map(String.init)
    let arguments = words[0] == "solvers" ? words : words + [CommandRunner.workedExample]
    let result = try CommandRunner.runUnread(arguments)
    #expect(result.status == 0)
    #expect(result.error.isEmpty)
  }

  /// A file opened next would get the descriptor of a standard output that is closed.
  @Test func aClosedStandardOutputIs65AndSpoilsNoFile() throws {
    try CommandRunner.inDirectory { directory in
      let plan = "\(directory)/p.plan.json"
      let open = try CommandRunner.run(["greedy", CommandRunner.workedExample, "-o", plan])
      #expect(open.status == 0)
      let whole = try String(contentsOfFile: plan, encoding: .utf8)
      let closed = try CommandRunner.runShell(
        #"exec "$0" greedy "$1" -o "$2" <&- >&-"#, [CommandRunner.workedExample, plan])
      #expect(closed.status == 65)
      #expect(
        closed.error
          == "chainwright: standard output: cannot be written: Bad file descriptor; "
          + "make room or send it elsewhere\n")
      let again = try String(contentsOfFile: plan, encoding: .utf8)
      #expect(Golden.mask(again) == Golden.mask(whole))
    }
  }
}
