import CompositionTestSupport
import LinearModels
import Queueing
import ServerChains
import Testing

@testable import Bounds

/// Classes of designs of tiny instances against the exact chains of designs in them.
@Suite struct SlotClassBoundTests {
  private struct Judged {
    let slots: Int
    let jobs: Double
  }

  private func judged(_ instance: Instance, seed: UInt64, arrivalRate: Double) -> [Judged] {
    let whole = SampleDesigns.make(of: instance, seed: seed)
    return (whole + whole.flatMap { design in (2...6).map { design.fastestSlots($0) } })
      .compactMap { design in
        guard let system = ChainSystem(of: design, instance: instance),
          case .solved(let exact) = ExactChain.solve(system, arrivalRate: arrivalRate)
        else { return nil }
        return Judged(slots: design.slotRates.count, jobs: exact.meanJobs)
      }
  }

  /// Classes by number of slots, in each of the ways that designs are told apart.
  private func classes(_ most: Int, make: (SlotDemand, Bool) -> SlotClassBound) -> [SlotClassBound]
  {
    let fewest = min(3, most)
    return [
      make(.exactly(fewest), true), make(.exactly(min(5, most)), true),
      make(SlotDemand(fewest: fewest, most: most), true),
      make(SlotDemand(fewest: fewest, most: most), false),
      make(SlotDemand(fewest: fewest, most: min(5, most)), false),
    ]
  }

  @Test func noDesignHasFewerJobsThanItsClass() throws {
    var compared = 0
    var raised = 0
    for seed in UInt64(1)...8 {
      let instance = try TinyInstances.make(seed: seed, servers: 5, blocks: 6)
      guard var bounds = FrontierBound(instance: instance), instance.maximumSlots > 3 else {
        continue
      }
      let most = min(instance.maximumSlots, 9)
      let solver = try Backend.glpk.live()
      let frontier = try (1...instance.maximumSlots).map {
        try bounds.certify(.atMost($0), solver: solver, deadline: Deadline(limit: nil)).bound
      }
      for load in [0.3, 0.6] {
        let arrivalRate = load * frontier[min(5, most) - 1]
        let designs = judged(instance, seed: seed, arrivalRate: arrivalRate)
        let all = classes(most) { demand, isScarce in
          SlotClassBound(
            demand: demand, isScarce: isScarce, followed: 6, arrivalRate: arrivalRate,
            slotRange: bounds.slowestRate...bounds.fastestRate, frontier: frontier)
        }
        for var part in all {
          let plain = part.jobs
          for _ in 0..<12 where !part.isSettled {
            try part.refine(
              &bounds, solver: solver, deadline: Deadline(limit: nil), target: .infinity, stop: nil)
          }
          if part.jobs > plain * (1 + 1e-3) { raised += 1 }
          let members = designs.filter {
            (part.demand.fewest...part.demand.most).contains($0.slots)
          }
          #expect(members.allSatisfy { $0.jobs >= part.jobs * (1 - 1e-9) }, "seed \(seed)")
          compared += members.count
          // Told apart: each design is in one of the parts.
          let parts =
            part.partsBySlots(target: .infinity, isCalledOff: { false })
            ?? part.partsByHosting(bounds, target: .infinity, isCalledOff: { false }) ?? []
          let least = parts.map(\.jobs).min() ?? 0
          #expect(members.allSatisfy { $0.jobs >= least * (1 - 1e-9) }, "seed \(seed)")
        }
      }
    }
    #expect(compared > 300)
    #expect(raised > 20)
  }

  /// The part of least bound is refined and split on and on, down to where servers end.
  @Test func noDesignHasFewerJobsThanThePartsOfItsClass() throws {
    var (compared, placed) = (0, 0)
    for seed in UInt64(11)...14 {
      let instance = try TinyInstances.make(seed: seed, servers: 4, blocks: 5)
      guard var bounds = FrontierBound(instance: instance), instance.maximumSlots > 3 else {
        continue
      }
      let solver = try Backend.glpk.live()
      let frontier = try (1...instance.maximumSlots).map {
        try bounds.certify(.atMost($0), solver: solver, deadline: Deadline(limit: nil)).bound
      }
      let arrivalRate = 0.4 * frontier[min(5, frontier.count) - 1]
      let designs = judged(instance, seed: seed, arrivalRate: arrivalRate)
      let least = designs.map(\.jobs).min() ?? .infinity
      var parts = [
        SlotClassBound(
          demand: SlotDemand(fewest: 1, most: instance.maximumSlots), isScarce: false, followed: 7,
          arrivalRate: arrivalRate, slotRange: bounds.slowestRate...bounds.fastestRate,
          frontier: frontier)
      ]
      for _ in 0..<60 {
        guard let worst = parts.indices.min(by: { parts[$0].jobs < parts[$1].jobs }) else { break }
        if parts[worst].isSettled {
          guard
            let split = parts[worst].partsByHosting(
              bounds, target: .infinity, isCalledOff: { false })
          else { break }
          parts.remove(at: worst)
          parts += split
          placed = max(placed, split.map { $0.region?.placed.count ?? 0 }.max() ?? 0)
        } else {
          try parts[worst].refine(
            &bounds, solver: solver, deadline: Deadline(limit: nil), target: .infinity, stop: nil)
        }
        #expect((parts.map(\.jobs).min() ?? 0) <= least * (1 + 1e-9), "seed \(seed)")
      }
      compared += designs.count
    }
    #expect(compared > 20)
    #expect(placed > 0)
  }
}
