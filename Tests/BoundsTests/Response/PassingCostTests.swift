import ServerChains
import Testing

@testable import Bounds

/// What passing all slots costs, where designs may have more slots than are followed.
@Suite struct PassingCostTests {
  @Test func noFurtherSlotsCostLess() throws {
    var random = SeededGenerator(seed: 5)
    var compared = 0
    for _ in 0..<2000 {
      let slots = 1 + random.integer(below: 12)
      let slot = 0.05 + 0.6 * random.uniform()
      let rate = 1.03 + 4 * random.uniform()
      let goal = (Double(slots) + 1) * random.uniform()
      let exact = 1 + 2 * random.uniform()
      guard
        let cost = PassingCost(
          slots: slots, greatest: 6, isOpenEnded: true, goal: goal, exactFrom: exact)
      else { continue }
      let least = cost.cost(rate, slot: slot)
      // A job on one of them costs its service time.
      #expect(least <= 1 / slot)
      var further = rate
      for count in 0..<40 {
        let spare = further - 1
        let queue = (Double(slots + count) + 1 - goal) / spare + 1 / (spare * spare)
        #expect(least <= queue * (1 + 1e-12), "\(slots) + \(count) slots")
        further += slot * random.uniform()
        compared += 1
      }
    }
    #expect(compared > 10_000)
  }

  @Test func fewerSlotsCostWhatTheQueueCosts() throws {
    // 9 jobs/s more than arrive, and a job on a slot costs more than the queue.
    let cost = try #require(
      PassingCost(slots: 4, greatest: 12, isOpenEnded: true, goal: 2, exactFrom: 1.5))
    #expect(abs(cost.cost(10, slot: 0.5) - (3.0 / 9 + 1.0 / 81)) < 1e-12)
    // Where the slots hardly keep up, it costs no more than a job on one further slot.
    #expect(cost.cost(1.6, slot: 0.5) == 2)
  }
}
