import Composition
import ServerChains
import Testing

@Suite("Infeasibility in the words of the domain")
struct DiagnosisTests {
  private func instance(memories: [String], blocks: Int) throws -> Instance {
    try Instance(
      name: "test",
      service: Service(
        name: "toy", blocks: blocks, blockMemory: try #require(ExactDecimal("1")),
        cacheMemory: try #require(ExactDecimal("0.5"))),
      servers: memories.enumerated().map { index, memory in
        Server(
          name: "s\(index + 1)", memory: try #require(ExactDecimal(memory)), communicationTime: 1,
          computationTime: 0.1)
      })
  }

  @Test func blocksWithoutServerAndServersTooSmall() throws {
    let clauses = InfeasibilityDiagnosis(
      instance: try instance(memories: ["3", "1.2", "4.6"], blocks: 9)
    ).clauses
    #expect(
      clauses == [
        "blocks 6…9 have no server", "server s2 cannot hold a block and one job's cache",
        "another server of at least 6 GB would hold them",
      ])
  }

  @Test func aFeasibleInstanceHasNoCause() throws {
    let diagnosis = InfeasibilityDiagnosis(instance: try instance(memories: ["3", "3"], blocks: 4))
    #expect(diagnosis.clauses.isEmpty)
    #expect(diagnosis.extending(nil) == nil)
    #expect(diagnosis.extending("too slow") == "too slow")
  }

  @Test func holesOfAPlacement() throws {
    let instance = try instance(memories: ["3", "3", "2"], blocks: 8)
    let placement = Placement([
      BlockRange(first: 2, count: 2), BlockRange(first: 5, count: 1),
      BlockRange(first: 7, count: 2),
    ])
    #expect(
      InfeasibilityDiagnosis(instance: instance, placement: placement).clauses == [
        "block 1 has no server", "block 4 has no server", "block 6 has no server",
        "server s3 has no room for a job's cache beside its blocks",
      ])
  }
}
