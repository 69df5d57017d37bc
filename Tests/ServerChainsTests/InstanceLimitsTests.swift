import Testing

@testable import ServerChains

@Suite struct InstanceLimitsTests {
  private func instance(communication: Double, computation: Double) throws -> Instance {
    try Instance(
      name: "one", service: Service(name: "m", blocks: 2, blockMemory: 1, cacheMemory: 0.5),
      servers: [
        Server(
          name: "a", memory: 4, communicationTime: communication, computationTime: computation)
      ])
  }

  @Test(
    arguments: [
      (1e308, 1.0, "servers[0].communicationTime"), (1.0, 1e10, "servers[0].computationTime"),
      (.nan, 1, "servers[0].communicationTime"), (0, .infinity, "servers[0].computationTime"),
      (-1, 1, "servers[0].communicationTime"), (0, 0, "servers[0].computationTime"),
      (0, 1e-300, "servers[0].computationTime"),
    ] as [(Double, Double, String)])
  func absurdTimesAreRefusedByField(communication: Double, computation: Double, field: String) {
    let error = #expect(throws: InputError.self) {
      try instance(communication: communication, computation: computation)
    }
    #expect(error?.field == field)
  }

  /// What follows the last server that is allowed is not read: it need not even be JSON.
  @Test func serversAreCountedAsTheyAreRead() throws {
    let servers = repeatElement("{}", count: Instance.maximumServers).joined(separator: ",")
    let text = "{\"servers\": [\(servers), no JSON"
    let limit = JSONReader.ListLimit(
      field: "servers", items: Instance.maximumServers, remedy: "split the cluster")
    let error = #expect(throws: InputError.self) {
      try JSONReader.parse(Array(text.utf8), limit: limit)
    }
    #expect(error?.field == "servers")
    #expect(error?.value == "100001 servers or more")
    #expect(error?.message.hasSuffix("more than 100000 servers; split the cluster") == true)
    // Other lists, and those of that name elsewhere, are as long as they like.
    let others = "{\"other\": {\"servers\": [1, 2, 3]}, \"servers\": [1, 2]}"
    let few = JSONReader.ListLimit(field: "servers", items: 2, remedy: "")
    #expect(throws: Never.self) { try JSONReader.parse(Array(others.utf8), limit: few) }
  }

  @Test func extremeButSensibleTimesGiveFiniteRates() throws {
    for (communication, computation) in [(0, 1e-9), (1e9, 1e9), (1e-9, 0)] {
      let instance = try instance(communication: communication, computation: computation)
      let chain = Chain(hops: [Hop(server: 0, blocks: 2)], in: instance)
      #expect(chain.rate.isFinite && chain.rate > 0)
    }
  }
}
