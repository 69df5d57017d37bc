import Queueing
import ServerChains
import Testing

/// Runs for the tests, and how often their intervals hold a known value.
enum Runs {
  struct Interrupted: Error {}

  static func simulate(
    _ system: ChainSystem, _ workload: Workload, _ policies: [PolicyName],
    _ settings: SimulationSettings
  ) throws -> [PolicyResult] {
    guard
      case .done(let results) = try Simulation.run(
        system, workload: workload, policies: policies, settings: settings)
    else { throw Interrupted() }
    return results
  }

  /// Of 20 seeds, how many give a 95 % interval that holds the value; fewer than 16 has a chance of
  /// 0.3 %.
  static func coverage(
    of value: Double, _ system: ChainSystem, _ workload: Workload, policy: PolicyName = .jffc,
    jobs: Int = 2500, _ time: KeyPath<PolicyResult, TimeSummary>
  ) throws -> Int {
    try (1...20).reduce(0) { count, seed in
      let settings = SimulationSettings(
        jobs: jobs, warmUp: jobs / 5, replications: 5, seed: UInt64(seed), threads: 2)
      let summary = try simulate(system, workload, [policy], settings)[0][keyPath: time]
      let halfWidth = try #require(summary.halfWidth)
      return count + (abs(summary.mean - value) <= halfWidth ? 1 : 0)
    }
  }
}

@Suite struct SimulationTests {
  @Test(arguments: [(1, 0.5), (1, 0.7), (4, 0.8), (20, 0.9)])
  func intervalsHoldErlangsMeans(slots: Int, load: Double) throws {
    let system = ChainSystem(rates: [(0.5, slots)])
    let workload = Workload(arrivalRate: load * system.totalRate)
    let formula = Formulas.erlangResponse(
      arrivalRate: workload.arrivalRate, rate: 0.5, slots: slots)
    #expect(try Runs.coverage(of: formula, system, workload, \.response) >= 16)
  }

  @Test(arguments: [0.5, 1.5])
  func intervalsHoldPollaczekAndKhinchinesMean(variation: Double) throws {
    let system = ChainSystem(rates: [(2, 1)])
    let workload = Workload(arrivalRate: 1.2, sizes: .gamma(variation: variation))
    let formula = Formulas.waiting(arrivalRate: 1.2, service: 0.5, variation: variation)
    #expect(try Runs.coverage(of: formula, system, workload, jobs: 4000, \.waiting) >= 16)
  }

  @Test func intervalsHoldTheMeanOfEqualSizes() throws {
    let system = ChainSystem(rates: [(2, 1)])
    let workload = Workload(arrivalRate: 1.4, sizes: .deterministic)
    let formula = Formulas.waiting(arrivalRate: 1.4, service: 0.5, variation: 0)
    #expect(try Runs.coverage(of: formula, system, workload, \.waiting) >= 16)
  }

  @Test func batchMeansHoldErlangsMean() throws {
    let system = ChainSystem(rates: [(1, 3)])
    let workload = Workload(arrivalRate: 1.8)
    let formula = Formulas.erlangResponse(arrivalRate: 1.8, rate: 1, slots: 3)
    var held = 0
    for seed in 1...20 as ClosedRange<UInt64> {
      let result = try Runs.simulate(
        system, workload, [.jffc], SimulationSettings(jobs: 12_000, seed: seed))[0]
      #expect(result.intervals == .batchMeans(32))
      let halfWidth = try #require(result.response.halfWidth)
      if abs(result.response.mean - formula) <= halfWidth { held += 1 }
    }
    #expect(held >= 16)
  }

  /// Five standard errors: with 50 systems, a false alarm once in 30 000.
  @Test func exactChainsAreInsideTheIntervalsOn50Systems() throws {
    var held = 0
    for seed in 0..<50 {
      let (system, arrivalRate) = RandomSystems.system(
        seed: UInt64(9000 + seed), chains: 4, slots: 3)
      let workload = Workload(arrivalRate: min(arrivalRate, 0.85 * system.totalRate))
      guard
        case .solved(let exact) = ExactChain.solve(system, arrivalRate: workload.arrivalRate)
      else {
        Issue.record("seed \(seed) was not solved")
        continue
      }
      let settings = SimulationSettings(
        jobs: 2500, warmUp: 500, replications: 8, seed: UInt64(seed), threads: 2)
      let result = try Runs.simulate(system, workload, [.jffc], settings)[0]
      let halfWidth = try #require(result.response.halfWidth)
      if abs(result.response.mean - exact.meanResponse) <= halfWidth { held += 1 }
      // Student's t with 7 degrees passes 3.2 half-widths with a chance of 0.0001.
      #expect(abs(result.response.mean - exact.meanResponse) <= 3.2 * halfWidth, "seed \(seed)")
    }
    // 95 % of 50 are 47.5; 42 or fewer have a chance of 1 %.
    #expect(held >= 42)
  }

  @Test func migrationMeetsTheLowerBound() throws {
    let system = ChainSystem(rates: [(3, 2), (1, 3), (0.3, 4)])
    for load in [0.3, 0.8] {
      let workload = Workload(arrivalRate: load * system.totalRate)
      guard case .stable(let bounds) = ResponseAnswer(system, arrivalRate: workload.arrivalRate)
      else {
        Issue.record("not stable")
        continue
      }
      let held = try Runs.coverage(
        of: bounds.lower, system, workload, policy: .migration, \.response)
      #expect(held >= 16)
    }
  }

  static let everyPolicy = PolicyName.allCases

  /// `L = λW` over a run from empty to empty is an identity, whatever the policy.
  @Test(
    arguments: everyPolicy,
    [ArrivalProcess.poisson, .deterministic, .gamma(variation: 3)])
  func littlesLawHoldsInEveryRun(policy: PolicyName, arrivals: ArrivalProcess) throws {
    let system = ChainSystem(rates: [(3, 2), (1, 3), (0.3, 4)])
    let workload = Workload(arrivalRate: 7, arrivals: arrivals, sizes: .gamma(variation: 0.8))
    let result = try Runs.simulate(
      system, workload, [policy], SimulationSettings(jobs: 3000, warmUp: 300, seed: 5))[0]
    #expect(result.littleGap < 1e-10)
    #expect(result.jobs == 2700)
    #expect(
      abs(result.response.mean - result.waiting.mean - result.service.mean)
        < 1e-9 * result.response.mean)
    #expect(result.utilization.allSatisfy { $0 >= 0 && $0 <= 1 })
    #expect(result.meanJobs > 0)
  }

  @Test func policiesSeeTheSameJobs() throws {
    let system = ChainSystem(rates: [(3, 2), (1, 3)])
    let workload = Workload(arrivalRate: 5)
    let results = try Runs.simulate(
      system, workload, [.jffc, .jsq, .random, .migration, .mlfqSwapped],
      SimulationSettings(jobs: 200, seed: 3, isRecording: true))
    let arrivals = results.map { result in
      result.records[0].sorted { $0.number < $1.number }.map(\.arrival)
    }
    #expect(arrivals.allSatisfy { $0 == arrivals[0] })
    // The size of a job is its service time over its chain's, whatever the policy.
    let sizes = results[0..<3].map { result in
      result.records[0].sorted { $0.number < $1.number }.map {
        ($0.completion - $0.start) / system.chains[$0.chain].serviceTime
      }
    }
    for (first, second) in zip(sizes[0], sizes[1]) { #expect(abs(first - second) < 1e-9) }
    for (first, second) in zip(sizes[0], sizes[2]) { #expect(abs(first - second) < 1e-9) }
  }

  @Test func theSameSeedGivesTheSameBitsOnAnyNumberOfThreads() throws {
    let system = ChainSystem(rates: [(3, 2), (1, 3)])
    let workload = Workload(
      arrivalRate: 5,
      arrivals: .markovModulated([
        ArrivalPhase(intensity: 4, seconds: 3), ArrivalPhase(intensity: 0, seconds: 5),
      ]), sizes: .gamma(variation: 2))
    func means(seed: UInt64, threads: Int) throws -> [Double] {
      try Runs.simulate(
        system, workload, Self.everyPolicy,
        SimulationSettings(jobs: 1000, replications: 3, seed: seed, threads: threads)
      ).flatMap { [$0.response.mean, $0.waiting.percentile95, $0.meanJobs] }
    }
    let once = try means(seed: 11, threads: 1)
    #expect(try means(seed: 11, threads: 2) == once)
    #expect(try means(seed: 12, threads: 2) != once)
  }

  /// A slow chain that JSQ loads as it loads the others: at load 0.95 its queue grows, JFFC's does
  /// not.
  @Test func fastestFreeStaysStableWhereRandomDispatchOverEqualChancesDoesNot() throws {
    let system = ChainSystem(rates: [(10, 4), (0.05, 4)])
    let workload = Workload(arrivalRate: 0.95 * system.totalRate)
    func queues(_ policy: PolicyName) throws -> [Double] {
      try [4000, 16_000].map { jobs in
        try Runs.simulate(
          system, workload, [policy], SimulationSettings(jobs: jobs, warmUp: jobs / 2, seed: 2))[0]
          .meanJobs
      }
    }
    // JIQ sends to any chain when none is free, though the slow one serves next to nothing.
    let (steady, growing) = (try queues(.jffc), try queues(.jiq))
    #expect(steady[1] < 40)
    #expect(growing[1] > 2.5 * growing[0])
    #expect(growing[1] > 10 * steady[1])
  }

  @Test func aRunCanBeEnded() throws {
    let outcome = try Simulation.run(
      ChainSystem(rates: [(1, 1)]), workload: Workload(arrivalRate: 0.5), policies: [.jffc],
      settings: SimulationSettings(jobs: 200_000)
    ) { _ in false }
    guard case .interrupted = outcome else {
      Issue.record("the run went on")
      return
    }
  }
}
