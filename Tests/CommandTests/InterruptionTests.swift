import Foundation
import ServerChains
import Testing

/// Ends of a long solve: by Ctrl-C and by the clock.
@Suite struct InterruptionTests {
  /// Makes an instance whose greatest rate takes any backend far longer than a test may.
  private func withLongSolve(_ body: (_ instance: String, _ plan: String) throws -> Void) throws {
    try CommandRunner.inDirectory { directory in
      let instance = "\(directory)/long.instance.json"
      let made = try CommandRunner.run([
        "generate", "--servers", "9", "--blocks", "18", "--seed", "3", "-o", instance,
      ])
      #expect(made.status == 0)
      try body(instance, "\(directory)/p.plan.json")
    }
  }

  private func solve(_ instance: String, _ plan: String, _ solver: String) -> [String] {
    [
      "solve", instance, "--question", "rate", "--solver", solver, "--column-limit", "100000",
      "-o", plan, "--json",
    ]
  }

  @Test(arguments: ["glpk", "cbc"])
  func controlCKeepsTheBestPlan(solver: String) throws {
    try withLongSolve { instance, path in
      let progress = "\(path).progress"
      let result = try CommandRunner.runInterrupted(
        solve(instance, path, solver) + ["--time-limit", "3000", "--progress-json", progress],
        once: { CommandRunner.hasIncumbent(progress) })
      #expect(result.status == 0)
      #expect(result.error.isEmpty)
      let plan = try PlanFile.read(path: path)
      let outcome = try #require(plan.outcome)
      #expect(outcome.termination == .interrupted)
      #expect(try #require(outcome.bound) >= #require(outcome.value))
      #expect(try String(contentsOfFile: path, encoding: .utf8) == result.output)
      let verified = try CommandRunner.run(["verify", instance, path])
      #expect(verified.status == 0)
      #expect(verified.output.hasSuffix("\nvalid\n"))
    }
  }

  /// A greedy plan and a bound are there before the clock is looked at.
  @Test(arguments: ["glpk", "cbc"])
  func theTimeLimitEndsWithTheBestPlan(solver: String) throws {
    try withLongSolve { instance, path in
      let result = try CommandRunner.run(solve(instance, path, solver) + ["--time-limit", "1"])
      #expect(result.status == 0)
      let outcome = try #require(try PlanFile.read(path: path).outcome)
      #expect(outcome.termination == .timeLimit)
      #expect(try #require(outcome.bound) > #require(outcome.value))
      #expect(try CommandRunner.run(["verify", instance, path]).status == 0)
    }
  }

  @Test func aGapThatIsAskedForEndsTheSolve() throws {
    let result = try CommandRunner.run([
      "solve", CommandRunner.workedExample, "--question", "rate", "--gap", "0.5",
    ])
    #expect(result.status == 0)
    #expect(result.output.contains("ended     within the gap asked for, proven\n"))
  }
}
