import ServerChains
import Testing

@testable import ServerChains

@Suite struct RoutingTests {
  private func example() throws -> Instance {
    try Instance(
      name: "routing", service: Service(name: "m", blocks: 4, blockMemory: 1, cacheMemory: 0.5),
      servers: (1...4).map {
        Server(name: "s\($0)", memory: 6, communicationTime: Double($0), computationTime: 0.25)
      })
  }

  /// The edge rule and `m_ij` straight from problem.md, section 1, with a = 0, m = 1 for the
  /// source.
  private func pathsByDefinition(_ placement: Placement, blocks: Int) -> Set<[Int]> {
    var found: Set<[Int]> = []
    func walk(_ path: [Int], _ first: Int, _ count: Int) {
      if first + count == blocks + 1 { found.insert(path) }
      for (server, range) in placement.ranges.enumerated() {
        guard let range else { continue }
        let isEdge =
          range.first <= first + count && first + count <= range.first + range.count - 1
        if isEdge { walk(path + [server], range.first, range.count) }
      }
    }
    walk([], 0, 1)
    return found
  }

  @Test func chainsAreExactlyThePathsOfTheDefinition() throws {
    let instance = try example()
    let ranges: [BlockRange?] =
      [nil]
      + [(1, 1), (1, 2), (1, 4), (2, 2), (2, 3), (3, 1), (3, 2), (4, 1)]
      .map { BlockRange(first: $0.0, count: $0.1) }
    for code in stride(from: 0, to: 9 * 9 * 9 * 9, by: 7) {
      let placement = Placement([
        ranges[code % 9], ranges[code / 9 % 9], ranges[code / 81 % 9], ranges[code / 729],
      ])
      let graph = RoutingGraph(instance: instance, placement: placement)
      let slots = [Int](repeating: 100, count: 4)
      let chains = graph.chains(in: instance, slots: slots)
      let expected = pathsByDefinition(placement, blocks: 4)
      #expect(Set(chains.map { $0.hops.map(\.server) }) == expected)
      #expect(graph.chainCount == Double(expected.count))
      for chain in chains {
        #expect(chain.hops.reduce(0) { $0 + $1.blocks } == 4)
        #expect(graph.hops(visiting: chain.hops.map(\.server)) == chain.hops)
      }
    }
  }

  @Test func everyServerWorksToTheEndOfItsRange() throws {
    let instance = try example()
    let placement = Placement([
      BlockRange(first: 1, count: 2), BlockRange(first: 2, count: 3), nil, nil,
    ])
    let graph = RoutingGraph(instance: instance, placement: placement)
    let hops = try #require(graph.hops(visiting: [0, 1]))
    // Server 2 hosts blocks 2…4 but is reached after block 2: it processes two of its three.
    #expect(hops == [Hop(server: 0, blocks: 2), Hop(server: 1, blocks: 2)])
    #expect(instance.serviceTime(of: hops) == 1 + 0.5 + 2 + 0.5)
    #expect(graph.hops(visiting: [0]) == nil)
    #expect(graph.hops(visiting: [1]) == nil)
  }
}
