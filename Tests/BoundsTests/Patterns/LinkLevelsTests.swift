import CompositionTestSupport
import ServerChains
import Testing

@testable import Bounds

/// Programs of instances with so many blocks that rows are left out.
@Suite struct LinkLevelsTests {
  /// Every block of an instance cut into so many: each of its designs is one of the new instance,
  /// as fast and with as many slots.
  private func refined(_ instance: Instance, by parts: Int) throws -> Instance {
    func part(_ memory: ExactDecimal) throws -> ExactDecimal {
      try #require(ExactDecimal("\((Double("\(memory)") ?? 0) / Double(parts))"))
    }
    return try Instance(
      name: "\(instance.name)-refined",
      service: Service(
        name: "fine", blocks: instance.blocks * parts,
        blockMemory: part(instance.service.blockMemory),
        cacheMemory: part(instance.service.cacheMemory)),
      servers: instance.servers.map {
        Server(
          name: $0.name, memory: $0.memory, communicationTime: $0.communicationTime,
          computationTime: $0.computationTime / Double(parts))
      })
  }

  private func master(_ instance: Instance, _ demand: SlotDemand) -> LinearMaster {
    LinearMaster(
      instance: instance, limits: PatternSpace(instance: instance).limits, demand: demand,
      fastestTime: 1)
  }

  @Test func levelsAreAllOfFewBlocksAndSomeOfMany() {
    #expect(LinkLevels(limit: 5).levels == [1, 2, 3, 4, 5])
    #expect(LinkLevels(limit: 0).levels.isEmpty)
    let some = LinkLevels(limit: 1000, most: 10)
    #expect(some.count == 10)
    #expect(some.levels.first == 1)
    #expect(some.levels.last == 1000)
    for blocks in 0...1000 {
      #expect(some.count(upTo: blocks) == some.levels.count { $0 <= blocks })
    }
  }

  /// The program of a hundred million cells has no more entries than that of a million.
  @Test func entriesDoNotGrowWithTheSquareOfTheBlocks() throws {
    let instance = try refined(TinyInstances.make(seed: 3, servers: 4, blocks: 4), by: 2_000)
    for demand in [SlotDemand.atMost(3), .exactly(1), .exactly(3)] {
      let model = master(instance, demand).model
      #expect(model.nonzeroCount < 2_000_000)
      #expect(model.rowCount < 10_000)
    }
  }

  /// All that a server can host counts, whether or not it is a column.
  @Test func serversAreWorthWhatTheirBestChoiceIs() throws {
    let instance = try Instance(
      name: "one", service: Service(name: "s", blocks: 400, blockMemory: 1, cacheMemory: 0.1),
      servers: [
        Server(name: "a", memory: 700, communicationTime: 1, computationTime: 0.01)
      ])
    let master = master(instance, .exactly(4))
    let rows = (0..<master.model.rowCount).map { row in
      row < master.model.rowCount - 4 ? Double((row * 7919) % 101) / 2e4 : 0.02
    }
    var duals = master.duals(rows)
    #expect(duals.levels[0].count < 400)
    (duals.cover, duals.disjoint, duals.companions) = (0.03, 0.02, 0.1)
    let whole = DesignRegion(limits: [400])
    let constant = 400 * duals.disjoint - 800 * duals.cover
    var best = 0.0
    for hosted in stride(from: 1, through: 400, by: 3) {
      for sole in stride(from: 0, through: hosted, by: 7) {
        var point = whole
        point.hosted[0] = hosted...hosted
        point.sole[0] = sole...sole
        best = max(best, master.hostingValue(duals, in: point) - constant)
      }
    }
    let all = master.hostingValue(duals) - constant
    #expect(all >= best * (1 - 1e-12))
    var all400 = 0.0
    for hosted in 1...400 {
      var column = whole
      column.hosted[0] = hosted...hosted
      all400 = max(all400, master.hostingValue(duals, in: column) - constant)
    }
    #expect(abs(all - all400) <= 1e-9 * all)
  }

  @Test(
    arguments: [
      { @Sendable _, dual in dual }, { @Sendable _, dual in dual * 0.5 }, { @Sendable _, _ in 0 },
      { @Sendable row, dual in row % 2 == 0 ? dual + 0.3 : dual },
    ] as [@Sendable (Int, Double) -> Double])
  func boundsWithFewLevelsHoldWhateverTheDualsAre(
    _ change: @escaping @Sendable (Int, Double) -> Double
  ) throws {
    var few = 0
    for seed in 1...2 as ClosedRange<UInt64> {
      let coarse = try TinyInstances.make(seed: seed, servers: 3, blocks: 4)
      guard coarse.coverableBlocks == coarse.blocks else { continue }
      let slots = min(coarse.maximumSlots, 2)
      let frontier = BruteForce(instance: coarse).frontier(slots: slots)
      let instance = try refined(coarse, by: 250)
      let solver = TamperedDuals(try Backend.cbc.live(), change: change)
      var bounds = try #require(FrontierBound(instance: instance))
      var greatest = 0.0
      for count in 1...slots {
        for demand in [SlotDemand.atMost(count), .exactly(count)] {
          if master(instance, demand).hasFewLevels { few += 1 }
          let bound = try bounds.certify(
            demand, solver: solver, deadline: Deadline(limit: .seconds(0.3))
          ).bound
          greatest = demand.usesSoleBlocks ? max(greatest, bound) : greatest
          let proven = demand.usesSoleBlocks ? greatest : bound
          #expect(proven >= frontier[count - 1] * (1 - 1e-9), "seed \(seed), \(demand)")
        }
      }
    }
    #expect(few > 0)
  }
}

extension LinearMaster {
  /// Whether rows are left out.
  fileprivate var hasFewLevels: Bool {
    let rows = Array(repeating: 0.0, count: model.rowCount)
    return !duals(rows).levels.allSatisfy(\.isComplete)
  }
}
