import CompositionTestSupport
import Queueing
import ServerChains
import Testing

@testable import Bounds

@Suite struct FastestFirstBoundTests {
  @Test(arguments: [0.3, 0.6, 0.8, 0.95])
  func withEqualSlotsJobsAreErlangs(_ load: Double) throws {
    let jobs = FastestFirstBound.leastJobs(
      RateBox([1, 1, 1, 1]), later: [], arrivalRate: 4 * load)
    let exact = try #require(
      BirthDeathChain.meanResponse(deathRates: [1, 2, 3, 4], arrivalRate: 4 * load))
    #expect(jobs <= exact * 4 * load)
    #expect(jobs >= exact * 4 * load * (1 - 1e-6))
  }

  /// Slots of a design and what JFFC's exact chain makes of them.
  private struct Served {
    let rates: [Double]
    let arrivalRate: Double
    let jobs: Double
  }

  /// - Parameter slowest: The least rate; the greatest is 1.
  private func served(_ count: Int, slowest: Double) -> [Served] {
    var random = SeededGenerator(seed: 11)
    return (0..<count).compactMap { _ in
      let number = 2 + random.integer(below: 6)
      let rates = (0..<number).map { _ in
        slowest + (1 - slowest) * random.uniform() * random.uniform()
      }.sorted(by: >)
      let arrivalRate = rates.reduce(0, +) * (0.1 + 0.8 * random.uniform())
      let system = ChainSystem(rates: rates.map { ($0, 1) })
      guard case .solved(let exact) = ExactChain.solve(system, arrivalRate: arrivalRate) else {
        return nil
      }
      return Served(rates: rates, arrivalRate: arrivalRate, jobs: exact.meanJobs)
    }
  }

  @Test(arguments: [0.05, 0.5])
  func jobsInClosedFormAreNoMoreThanTheExactChains(_ slowest: Double) {
    var random = SeededGenerator(seed: 5)
    var worst = 0.0
    for served in served(300, slowest: slowest) {
      let jobs = FastestFirstBound.leastJobs(
        RateBox(served.rates), later: [], arrivalRate: served.arrivalRate)
      #expect(jobs <= served.jobs * (1 + 1e-9), "\(served)")
      worst = max(worst, 1 - jobs / served.jobs)
      var wide = RateBox(around: served.rates, width: 0.3, &random)
      let isLeft = wide.shape()
      #expect(isLeft)
      let most = FastestFirstBound.leastJobs(wide, later: [], arrivalRate: served.arrivalRate)
      #expect(most <= jobs * (1 + 1e-9), "\(served)")
      // As designs with more slots than are in the box.
      for count in 1..<served.rates.count {
        let later = Array(served.rates.runningSums[count...])
        let open = FastestFirstBound.leastJobs(
          RateBox(Array(served.rates.prefix(count))), later: later,
          arrivalRate: served.arrivalRate)
        #expect(open <= jobs * (1 + 1e-9), "\(served), \(count) in the box")
      }
    }
    // A slot so slow that waiting would be better makes JFFC worse than is said here.
    if slowest == 0.5 { #expect(worst < 0.02) }
  }

  @Test func noDesignRespondsFasterThanItsClosedForm() throws {
    var compared = 0
    var above = 0
    for seed in 1...60 {
      let instance = try TinyInstances.make(seed: UInt64(seed), servers: 6, blocks: 5)
      for design in SampleDesigns.make(of: instance, seed: UInt64(seed)).prefix(6) {
        let rates = design.slotRates
        guard (3...12).contains(rates.count),
          let system = ChainSystem(of: design, instance: instance)
        else { continue }
        for load in [0.3, 0.5, 0.8] {
          let arrivalRate = load * design.totalRate
          guard case .solved(let exact) = ExactChain.solve(system, arrivalRate: arrivalRate) else {
            continue
          }
          let jobs = exact.meanResponse * arrivalRate * (1 + 1e-7)
          let bounds = try #require(ResponseBounds(of: design, arrivalRate: arrivalRate))
          let found = FastestFirstBound.leastJobs(
            RateBox(rates), later: [], arrivalRate: arrivalRate)
          #expect(found <= jobs, "seed \(seed)")
          #expect(found >= bounds.lower * arrivalRate * (1 - 1e-9), "seed \(seed)")
          if found > bounds.lower * arrivalRate * (1 + 1e-6) { above += 1 }
          compared += 1
          // The whole class of designs with no greater rates, with as many slots and with fewer in
          // boxes.
          for count in 2...rates.count {
            let last = SlotClassBound(
              demand: SlotDemand(fewest: count, most: rates.count), isScarce: true,
              followed: rates.count, arrivalRate: arrivalRate,
              slotRange: rates[rates.count - 1]...rates[0], frontier: rates.runningSums)
            #expect(last.jobs <= jobs, "seed \(seed), \(count) of \(rates.count) in boxes")
          }
        }
      }
    }
    #expect(compared > 200)
    // Jobs that cannot move must show somewhere.
    #expect(above > 30)
  }
}
