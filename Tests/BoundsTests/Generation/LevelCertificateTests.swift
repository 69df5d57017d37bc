import CompositionTestSupport
import LinearModels
import ServerChains
import Testing

@testable import Bounds

@Suite struct LevelCertificateTests {
  private func frontier(
    _ bounds: inout FrontierBound, _ instance: Instance, count: Int
  ) throws -> [Double] {
    let solver = try Backend.glpk.live()
    return try (1...min(count, instance.maximumSlots)).map {
      try bounds.certify(.atMost($0), solver: solver, deadline: Deadline(limit: nil)).bound
    }
  }

  /// An instance with slots enough for two groups.
  private struct TinyCase {
    let seed: UInt64
    let instance: Instance
    let bounds: FrontierBound
    let count: Int

    /// The first two slots count 1 each, the others `last`.
    func groups(last: Double) -> [SlotGroup] {
      [SlotGroup(weight: 1, count: 2), SlotGroup(weight: last, count: count - 2)]
    }

    /// What slots are worth as these groups.
    func worth(_ slots: [Double], last: Double) -> Double {
      slots.prefix(count).enumerated().reduce(0) {
        $0 + ($1.offset < 2 ? 1 : last) * $1.element
      }
    }
  }

  private func tinyCases(_ seeds: ClosedRange<UInt64>) throws -> [TinyCase] {
    try seeds.compactMap { seed in
      let instance = try TinyInstances.make(seed: seed, servers: 5, blocks: 7)
      guard let bounds = FrontierBound(instance: instance), instance.maximumSlots > 3 else {
        return nil
      }
      return TinyCase(
        seed: seed, instance: instance, bounds: bounds, count: min(5, instance.maximumSlots))
    }
  }

  @Test func noDesignBreaksASumThatIsProven() throws {
    var compared = 0
    var helped = 0
    for tiny in try tinyCases(1...40) {
      let (instance, count) = (tiny.instance, tiny.count)
      var bounds = tiny.bounds
      let solver = try Backend.glpk.live()
      let frontier = try frontier(&bounds, instance, count: count)
      let certificates = try [
        SlotDemand.atMost(count), .exactly(count),
        SlotDemand(fewest: count, most: instance.maximumSlots),
      ].map {
        try #require(
          try bounds.certify(
            tiny.groups(last: 0.4), $0, solver: solver, deadline: Deadline(limit: nil))
        )
        .certificate
      }
      for design in SampleDesigns.make(of: instance, seed: tiny.seed) {
        let slots = design.slotRates
        for certificate in certificates {
          let demand = certificate.demand
          if demand.usesSoleBlocks, !(demand.fewest...demand.most).contains(slots.count) {
            continue
          }
          // Any weights, in any order, for the certificate's own patterns and all others.
          for last in [0.0, 0.4, 1, 1.5] {
            let groups = tiny.groups(last: last)
            let worth = tiny.worth(slots, last: last)
            #expect(worth <= certificate.bound(groups) * (1 + 1e-9), "seed \(tiny.seed)")
            if last == 0.4, certificate.bound(groups) < frontier[1] + 0.4 * frontier[count - 1] {
              helped += 1
            }
            compared += 1
          }
        }
      }
    }
    #expect(compared > 500)
    #expect(helped > 20)
  }

  /// For designs split by what a server hosts: the certificate of all of them at work on a part,
  /// and one made for the part.
  @Test func noDesignBreaksASumThatIsProvenForItsRegion() throws {
    var compared = 0
    var better = 0
    for tiny in try tinyCases(1...30) {
      let (instance, count, groups) = (tiny.instance, tiny.count, tiny.groups(last: 0.4))
      var bounds = tiny.bounds
      let solver = try Backend.glpk.live()
      let whole = DesignRegion(limits: bounds.limits)
      for demand in [
        SlotDemand.atMost(count), SlotDemand(fewest: count, most: instance.maximumSlots),
      ] {
        let first = try #require(
          try bounds.certify(groups, demand, solver: solver, deadline: Deadline(limit: nil)))
        for server in bounds.limits.indices where bounds.limits[server] > 0 {
          let middle = bounds.limits[server] / 2
          let split = RegionSplit.hosted(server: server, middle: middle)
          let certificates = try split.parts(of: whole, blocks: instance.blocks).map { region in
            [
              bounds.restricted([first.certificate], to: region)[0],
              try #require(
                try bounds.certify(
                  groups, demand, in: region, solver: solver, deadline: Deadline(limit: nil))
              ).certificate,
            ]
          }
          for design in SampleDesigns.make(of: instance, seed: tiny.seed) {
            let slots = design.slotRates
            if demand.usesSoleBlocks, slots.count < count { continue }
            // Blocks on which no job is processed do not count as hosted.
            let hosted =
              design.chains.flatMap(\.chain.hops).filter { $0.server == server }.map(\.blocks)
              .max() ?? 0
            let worth = tiny.worth(slots, last: 0.4)
            for certificate in certificates[hosted <= middle ? 0 : 1] {
              #expect(worth <= certificate.bound(groups) * (1 + 1e-9), "seed \(tiny.seed)")
              if certificate.bound(groups) < first.bound * (1 - 1e-6) { better += 1 }
              compared += 1
            }
          }
        }
      }
    }
    #expect(compared > 500)
    #expect(better > 100)
  }

  /// Sole blocks are no matter of certificates that leave them aside.
  @Test func aRegionOfSoleBlocksLosesNoDesignWhereTheyAreLeftAside() throws {
    let instance = try TinyInstances.make(seed: 2, servers: 5, blocks: 7)
    var bounds = try #require(FrontierBound(instance: instance))
    var region = DesignRegion(limits: bounds.limits)
    let groups = [SlotGroup(weight: 1, count: 2)]
    let whole = try #require(
      try bounds.certify(
        groups, .atMost(2), solver: try Backend.glpk.live(), deadline: Deadline(limit: nil)))
    for server in bounds.limits.indices where bounds.limits[server] > 0 {
      region.sole[server] = 1...bounds.limits[server]
    }
    let restricted = bounds.restricted([whole.certificate], to: region)[0]
    #expect(restricted.bound(groups) >= whole.bound * (1 - 1e-9))
  }
}
