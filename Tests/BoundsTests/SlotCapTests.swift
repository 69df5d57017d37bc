import CompositionTestSupport
import ServerChains
import Testing

@testable import Bounds

@Suite struct SlotCapTests {
  /// Where all chains are equally fast, `V_n` says how many slots fit: brute force over all
  /// placements must not find more than the cap.
  @Test func noDesignHasMoreSlots() throws {
    var (compared, sharper) = (0, 0)
    for seed in 1...120 {
      let instance = try equallyFast(TinyInstances.make(seed: UInt64(seed), servers: 3, blocks: 5))
      guard let cap = JointLimits(instance)?.maximumSlots else { continue }
      let frontier = BruteForce(instance: instance).frontier(slots: instance.maximumSlots)
      let most = Int(((frontier.last ?? 0) * Double(instance.blocks)).rounded())
      #expect(most <= cap, "seed \(seed)")
      compared += 1
      if cap < instance.maximumSlots { sharper += 1 }
    }
    #expect(compared > 20)
    #expect(sharper > compared / 2)
  }

  /// 24 GB less 8 blocks of 1 GB leave 16 GB, which is 8 jobs of 0.25 GB on 8 blocks.
  @Test func blocksTakeTheMemoryOfSlots() throws {
    let instance = try Instance(
      name: "pair", service: Service(name: "llm", blocks: 8, blockMemory: 1, cacheMemory: 0.25),
      servers: ["a", "b"].map {
        Server(name: $0, memory: 12, communicationTime: 1, computationTime: 1)
      })
    #expect(instance.maximumSlots == 11)
    #expect(JointLimits(instance)?.maximumSlots == 8)
  }

  /// A server that holds no block with a job's cache lends no memory.
  @Test func memoryOfUselessServersDoesNotCount() throws {
    let service = try Service(name: "llm", blocks: 4, blockMemory: 2, cacheMemory: 1)
    let servers =
      [Server(name: "big", memory: 20, communicationTime: 1, computationTime: 1)]
      + (1...9).map {
        Server(name: "small\($0)", memory: 2.5, communicationTime: 1, computationTime: 1)
      }
    let instance = try Instance(name: "lone", service: service, servers: servers)
    #expect(JointLimits(instance)?.maximumSlots == 3)
  }

  /// Ten thousand blocks on thirty servers are too many for the program over blocks.
  @Test func largeInstancesHaveTheirCap() throws {
    let service = try Service(name: "llm", blocks: 10_000, blockMemory: 1, cacheMemory: 0.5)
    let instance = try Instance(
      name: "large", service: service,
      servers: (1...30).map {
        Server(name: "s\($0)", memory: 2_000, communicationTime: 1, computationTime: 1)
      })
    let limits = instance.servers.indices.map { instance.hosted(by: $0, reservation: 1) }
    #expect(SlotCap.of(instance, limits: limits) == 10)
  }

  private func equallyFast(_ instance: Instance) throws -> Instance {
    try Instance(
      name: instance.name, service: instance.service,
      servers: instance.servers.map {
        Server(name: $0.name, memory: $0.memory, communicationTime: 0, computationTime: 1)
      })
  }
}
