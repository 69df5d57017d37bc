import CompositionTestSupport
import LinearModels
import ServerChains
import Testing

@testable import Bounds

extension RateBox {
  /// A box with these rates in it, each end up to `width` away.
  init(around rates: [Double], width: Double, _ random: inout SeededGenerator) {
    self.init(rates)
    for index in rates.indices {
      slots.least[index] /= 1 + width * random.uniform()
      slots.most[index] *= 1 + width * random.uniform()
      sums.least[index] /= 1 + width * random.uniform()
      sums.most[index] *= 1 + width * random.uniform()
    }
  }
}

@Suite struct RateBoxTests {
  @Test func tighteningABoxLosesNoDesign() throws {
    var compared = 0
    var shrunk = 0
    for seed in 1...40 {
      let instance = try TinyInstances.make(seed: UInt64(seed), servers: 6, blocks: 5)
      guard var bounds = FrontierBound(instance: instance), instance.maximumSlots > 2 else {
        continue
      }
      let count = 3
      let found = try bounds.certify(
        [SlotGroup(weight: 1, count: 1), SlotGroup(weight: 0.5, count: 2)], .atMost(count),
        solver: try Backend.glpk.live(), deadline: Deadline(limit: nil))
      let cuts = RateCuts(count: count, certificates: [try #require(found).certificate])
      var random = SeededGenerator(seed: UInt64(seed))
      for design in SampleDesigns.make(of: instance, seed: UInt64(seed)) {
        let slots = Array(design.slotRates.prefix(count))
        guard slots.count == count else { continue }
        let sums = slots.runningSums
        var box = RateBox(around: slots, width: 1, &random)
        let before = box
        #expect(cuts.tighten(&box), "seed \(seed)")
        for index in 0..<count {
          #expect(box.slots.least[index] <= slots[index] * (1 + 1e-9))
          #expect(box.slots.most[index] >= slots[index] * (1 - 1e-9))
          #expect(box.sums.least[index] <= sums[index] * (1 + 1e-9))
          #expect(box.sums.most[index] >= sums[index] * (1 - 1e-9))
        }
        compared += 1
        if box.sums.most.reduce(0, +) < before.sums.most.reduce(0, +) * 0.99 { shrunk += 1 }
      }
    }
    #expect(compared > 100)
    #expect(shrunk > 50)
  }

  @Test func aBoxBeyondWhatIsProvenIsEmpty() throws {
    let instance = try TinyInstances.make(seed: 1, servers: 6, blocks: 5)
    var bounds = try #require(FrontierBound(instance: instance))
    let found = try bounds.certify(
      [SlotGroup(weight: 1, count: 3)], .atMost(3), solver: try Backend.glpk.live(),
      deadline: Deadline(limit: nil))
    let cuts = RateCuts(count: 3, certificates: [try #require(found).certificate])
    var box = RateBox([10, 10, 10].map { $0 * bounds.fastestRate })
    #expect(!cuts.tighten(&box))
  }
}
