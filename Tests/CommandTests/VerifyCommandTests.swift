import Foundation
import ServerChains
import Testing

@Suite struct VerifyCommandTests {
  /// The plan of the worked example by GBP-CR(1) and GCA, its last chain with this capacity.
  private func plan(lastCapacity: Int = 5) throws -> Plan {
    let instance = try InstanceFile.read(path: CommandRunner.workedExample)
    let placement = Placement(
      [(1, 1), (2, 2), (1, 1), (2, 1), (3, 1)].map { BlockRange(first: $0.0, count: $0.1) })
    let graph = RoutingGraph(instance: instance, placement: placement)
    let chains = try [([0, 1], 5), ([0, 3, 4], 5), ([2, 3, 4], lastCapacity)].map {
      servers, capacity in
      ComposedChain(
        chain: Chain(hops: try #require(graph.hops(visiting: servers)), in: instance),
        capacity: capacity)
    }
    return Plan(
      design: Design(placement: placement, chains: chains), for: instance,
      method: PlanMethod(name: "gbp-cr+gca", reservation: 1), outcome: nil)
  }

  private func verify(_ text: String, _ options: [String] = []) throws -> CommandRunner.Result {
    var result: CommandRunner.Result?
    try CommandRunner.inDirectory { directory in
      let path = "\(directory)/p.plan.json"
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      result = try CommandRunner.run(["verify", CommandRunner.workedExample, path] + options)
    }
    return try #require(result)
  }

  @Test func goldenReportOfTheWorkedExample() throws {
    let result = try verify(PlanFile.text(of: plan()))
    #expect(result.status == 0)
    #expect(result.error.isEmpty)
    #expect(
      result.output == """
        Instance worked-example: 3 blocks, 5 servers
        Plan by gbp-cr+gca

        chain         capacity  service time (s)  rate (jobs/s)
        s1 → s2              5          3.500000       1.428571
        s1 → s4 → s5         5          4.000000       1.250000
        s3 → s4 → s5         5          4.200000       1.190476

        server  blocks  block-caches used  of  memory used (GB)  of (GB)
        s1      1–1                    10  10               2          2
        s2      2–3                    10  10               3          3
        s3      1–1                     5  10               1.5        2
        s4      2–2                    10  10               2          2
        s5      3–3                    10  10               2          2

        Slots: 15
        Total rate: 3.86904762 jobs/s (required: 0.285714286)

        valid

        """)
  }

  @Test func jsonHoldsTheSameFigures() throws {
    let result = try verify(PlanFile.text(of: plan()), ["--json"])
    #expect(result.status == 0)
    let document = try #require(
      JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(document["valid"] as? Bool == true)
    #expect(document["slots"] as? Int == 15)
    let rate = try #require(document["totalRate"] as? Double)
    #expect(abs(rate - (5 / 3.5 + 5 / 4.0 + 5 / 4.2)) < 1e-12)
    let servers = try #require(document["servers"] as? [[String: Any]])
    #expect(servers.map { $0["usedBlockCaches"] as? Int } == [10, 10, 5, 10, 10])
    #expect((document["violations"] as? [Any])?.isEmpty == true)
  }

  @Test func aBrokenRuleIsASentenceAndStatus1() throws {
    let result = try verify(PlanFile.text(of: plan(lastCapacity: 6)))
    #expect(result.status == 1)
    #expect(result.error.isEmpty)
    #expect(result.output.contains("\nnot valid: 2 broken rules\n"))
    #expect(
      result.output.contains(
        "- cacheMemory: chains: the chains reserve 11 block-caches on server \"s4\", "
          + "which has room for 10\n"
      ))
    let document = try verify(PlanFile.text(of: plan(lastCapacity: 6)), ["--json"])
    #expect(document.status == 1)
    #expect(document.output.contains("\"valid\": false"))
  }

  @Test func typicalMistakes() throws {
    let missing = try CommandRunner.run(["verify", CommandRunner.workedExample, "no.plan.json"])
    #expect(missing.status == 66)
    #expect(
      missing.error == "chainwright: no.plan.json: No such file or directory; check the path\n")

    let swapped = try CommandRunner.run(
      ["verify", CommandRunner.workedExample, CommandRunner.workedExample])
    #expect(swapped.status == 65)
    #expect(swapped.error.hasPrefix("chainwright: \(CommandRunner.workedExample): "))

    let torn = try verify(String(PlanFile.text(of: plan()).dropLast(20)))
    #expect(torn.status == 65)
    #expect(torn.error.split(separator: "\n").count == 1)
  }
}
