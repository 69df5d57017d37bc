import Foundation
import Testing

@Suite struct QueueingCommandTests {
  /// Lends a plan of the worked example.
  private func withPlan(_ body: (_ directory: String, _ files: [String]) throws -> Void) throws {
    try CommandRunner.inDirectory { directory in
      let plan = "\(directory)/p.plan.json"
      let greedy = try CommandRunner.run([
        "greedy", CommandRunner.workedExample, "--reservation", "1", "-o", plan,
      ])
      #expect(greedy.status == 0)
      try body(directory, [CommandRunner.workedExample, plan])
    }
  }

  private func document(_ text: String) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func boundsEncloseTheExactMeanAtEveryLoad() throws {
    try withPlan { _, files in
      let result = try CommandRunner.run(
        ["bound"] + files + ["--load", "0.1,0.5,0.9,0.999,1,1.5", "--json"])
      #expect(result.status == 0)
      let points = try #require(try document(result.output)["points"] as? [[String: Any]])
      #expect(points.count == 6)
      for point in points.prefix(4) {
        let lower = try #require(point["lower"] as? Double)
        let exact = try #require(point["exact"] as? Double)
        let upper = try #require(point["upper"] as? Double)
        #expect(lower <= exact * (1 + 1e-12) && exact <= upper * (1 + 1e-12))
        #expect(point["stable"] as? Bool == true)
      }
      for point in points.suffix(2) {
        #expect(point["stable"] as? Bool == false)
        #expect(point["lower"] is NSNull && point["exact"] is NSNull && point["upper"] is NSNull)
      }
    }
  }

  @Test func anUnstableRateIsAnAnswerWithItsLimit() throws {
    try withPlan { _, files in
      let result = try CommandRunner.run(["bound"] + files + ["--arrival-rate", "1000"])
      #expect(result.status == 0)
      #expect(
        result.output.contains("note: unstable: queues grow without end for arrival rates from"))
      let small = try CommandRunner.run(["bound"] + files + ["--max-states", "2"])
      #expect(small.status == 0)
      #expect(small.output.contains("too many to solve exactly; raise --max-states or simulate"))
      let own = try document(try CommandRunner.run(["bound"] + files + ["--json"]).output)
      #expect(own["arrivalRate"] as? Double == 0.2)
      #expect(own["exact"] is Double && own["lower"] is Double && own["upper"] is Double)
    }
  }

  @Test func theSameSeedGivesTheSameBytes() throws {
    try withPlan { _, files in
      let line =
        ["simulate"] + files
        + ["--policy", "all", "--load", "0.9", "--jobs", "2000", "--replications", "2", "--json"]
      let first = try CommandRunner.run(line + ["--seed", "7", "--threads", "1"])
      #expect(first.status == 0)
      #expect(first.error.isEmpty)
      #expect(
        try CommandRunner.run(line + ["--seed", "7", "--threads", "2"]).output == first.output)
      #expect(try CommandRunner.run(line + ["--seed", "8"]).output != first.output)
      let policies = try #require(try document(first.output)["policies"] as? [[String: Any]])
      #expect(policies.count == 9)
      #expect(policies.allSatisfy { ($0["littleGap"] as? Double ?? 1) < 1e-10 })
    }
  }

  @Test func recordsHoldEveryJob() throws {
    try withPlan { directory, files in
      let trace = "\(directory)/t.csv"
      try """
      TIMESTAMP,ContextTokens,GeneratedTokens
      2023-11-16 18:15:46.5,9,4
      2023-11-16 18:15:47,5,2

      """
      .write(toFile: trace, atomically: true, encoding: .utf8)
      let records = "\(directory)/r.csv"
      let result = try CommandRunner.run(
        ["simulate"] + files
          + ["--policy", "jffc,sed", "--trace", trace, "--records", records])
      #expect(result.status == 0)
      #expect(result.output.contains("the trace has 2 requests in 0.5 s"))
      let lines = try String(contentsOfFile: records, encoding: .utf8).split(separator: "\n")
      #expect(lines.count == 5)
      #expect(
        lines[0]
          == "policy,replication,job,arrival_s,start_s,completion_s,chain,"
          + "input_tokens,output_tokens"
      )
      #expect(
        lines.dropFirst().contains { $0.hasPrefix("jffc,1,2,0.5,0.5,") && $0.hasSuffix(",5,2") })
    }
  }

  @Test(arguments: [
    (["--policy", "jfc"], 64, "did you mean jffc?"),
    (["--policy", "jffc,jffc"], 64, "--policy names jffc twice"),
    (["--arrivals", "gamma"], 64, "--arrivals cannot be gamma"),
    (["--arrivals", "gamma:-1"], 64, "must lie in 0.01 to 100"),
    (["--arrivals", "mmpp:0x1"], 64, "no phase with arrivals"),
    (["--arrivals", "trace"], 64, "add --trace FILE"),
    (["--sizes", "tokens"], 64, "add --trace FILE"),
    (["--load", "0.5", "--arrival-rate", "1"], 64, "exclude each other"),
    (["--jobs", "10", "--warm-up", "10"], 64, "leaves no job of 10"),
    (["--trace", "no.csv"], 66, "no.csv: No such file"),
  ])
  func mistakesOfSimulate(options: [String], status: Int32, words: String) throws {
    try withPlan { _, files in
      let result = try CommandRunner.run(["simulate"] + files + options)
      #expect(result.status == status)
      #expect(result.error.contains(words), "\(result.error)")
      #expect(result.output.isEmpty)
    }
  }

  @Test func aTraceOutOfOrderIsABadFile() throws {
    try withPlan { directory, files in
      let trace = "\(directory)/t.csv"
      try "arrival_s,input_tokens,output_tokens\n2,1,1\n1,1,1\n"
        .write(toFile: trace, atomically: true, encoding: .utf8)
      let result = try CommandRunner.run(["simulate"] + files + ["--trace", trace])
      #expect(result.status == 65)
      #expect(result.error.contains("line 3, column arrival_s: \"1\": it is earlier"))
    }
  }

  @Test func everyCriterionGivesAPlan() throws {
    for criterion in ["lower", "upper", "exact", "simulated", "surrogate"] {
      let result = try CommandRunner.run([
        "greedy", CommandRunner.workedExample, "--criterion", criterion, "--json",
      ])
      #expect(result.status == 0)
      let method = try #require(try document(result.output)["method"] as? [String: Any])
      #expect(method["criterion"] as? String == criterion)
    }
  }
}
