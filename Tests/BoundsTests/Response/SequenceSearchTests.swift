import ServerChains
import Testing

@testable import Bounds

/// The local search that stands for the dynamic program while prices are looked for.
@Suite struct SequenceSearchTests {
  private let curve = PaymentCurve(times: [1, 2, 4, 8], values: [0.9, 0.5, 0.2, 0.1])

  @Test func paymentsAreStraightBetweenTheirTimes() {
    #expect(curve.value(at: 0.5) == 0.9)
    #expect(curve.value(at: 1.5) == 0.7)
    #expect(abs(curve.value(at: 3) - 0.35) < 1e-12)
    #expect(curve.value(at: 20) == 0.1)
  }

  @Test func theNearestPointIsTheBestOfAll() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<300 {
      let (at, slope) = (1 + 7 * random.uniform(), random.uniform() - 0.2)
      let bend = 0.02 + random.uniform()
      func cost(_ time: Double) -> Double {
        slope * time + bend / 2 * (time - at) * (time - at) + curve.value(at: time)
      }
      let found = curve.nearest(at, slope: slope, bend: bend)
      let best = (0...700).map { 1 + Double($0) / 100 }.map(cost).min() ?? 0
      #expect(cost(found) <= best + 1e-9)
    }
  }

  @Test func jobsAreThoseOfTheClosedForm() {
    var random = SeededGenerator(seed: 9)
    let search = SequenceSearch(arrivalRate: 1, counts: 1...20, isOpenEnded: false)
    var finite = 0
    for _ in 0..<300 {
      let times = (0..<1 + random.integer(below: 9)).map { _ in 1 + 4 * random.uniform() }.sorted()
      let jobs = search.jobs(times)
      guard jobs < .infinity else { continue }
      finite += 1
      // The birth–death chain of the first slots may tell more.
      let bound = FastestFirstBound.leastJobs(
        RateBox(times.map { 1 / $0 }), later: [], arrivalRate: 1)
      #expect(jobs <= bound * (1 + 1e-9))
      #expect(jobs > bound * 0.9)
    }
    #expect(finite > 100)
  }

  @Test func descentEndsWhereNoSingleChangeHelpsMuch() {
    var random = SeededGenerator(seed: 4)
    let search = SequenceSearch(arrivalRate: 0.8, counts: 2...8, isOpenEnded: true)
    for _ in 0..<40 {
      let start = (0..<5).map { _ in 1 + 3 * random.uniform() }.sorted()
      guard search.jobs(start) < .infinity else { continue }
      let found = search.least(from: start, curve)
      #expect(found.cost <= search.cost(start, curve))
      #expect(found.cost == search.cost(found.times, curve))
      #expect(search.counts.contains(found.times.count))
      for index in found.times.indices {
        for factor in [0.97, 0.995, 1.005, 1.03] {
          var changed = found.times
          changed[index] = max(1, changed[index] * factor)
          changed.sort()
          #expect(search.cost(changed, curve) >= found.cost * (1 - 2e-3))
        }
      }
    }
  }
}
