import Queueing
import ServerChains
import Testing

/// Small stories told by hand: every token takes one second on a mean chain.
@Suite struct PreemptionTests {
  /// Completion times by job, of requests (arrival, tokens) on one chain.
  private func completions(
    _ requests: [(Double, Int)], policy: PolicyName, capacity: Int = 1, cache: Double = 0,
    settings: PreemptionSettings
  ) throws -> (times: [Double], swaps: Int) {
    var text = "arrival_s,input_tokens,output_tokens\n"
    for request in requests { text += "\(request.0),0,\(request.1)\n" }
    return try TraceFiles.with(text) { path in
      let trace = try Trace.read(path: path)
      let times = try TokenTimes(
        fixed: 1, perInputToken: 0, perOutputToken: 1, referenceInput: 0, referenceOutput: 1)
      let system = ChainSystem(chains: [
        ServedChain(computationTime: 1, capacity: capacity, largestCache: cache)
      ])
      let result = try Runs.simulate(
        system,
        Workload(
          arrivalRate: trace.rate ?? 1, arrivals: .trace, sizes: .tokens(times), trace: trace),
        [policy],
        SimulationSettings(
          jobs: requests.count, warmUp: 0, isRecording: true, preemption: settings))[0]
      #expect(result.littleGap < 1e-10)
      let records = result.records[0].sorted { $0.number < $1.number }
      return (records.map(\.completion), result.swaps)
    }
  }

  private let patient = PreemptionSettings(quantum: 1, starvation: 1000, bandwidth: 2)
  private let story: [(Double, Int)] = [(0, 5), (1.5, 1)]

  @Test func aShortRequestInterruptsADemotedOneAtItsNextToken() throws {
    // Demoted at 1, interrupted at 2; the short one runs to 3, the long one's three tokens to 6.
    let free = try completions(story, policy: .mlfqSwapped, settings: patient)
    #expect(free.times == [6, 3])
    #expect(free.swaps == 1)
  }

  @Test func swappingTakesTheLinksTime() throws {
    // Half a second out, half a second back: 2.5 to 3.5, then 4 to 7.
    let slow = try completions(story, policy: .mlfqSwapped, cache: 1, settings: patient)
    #expect(slow.times == [7, 3.5])
  }

  @Test func aKeptCacheDoesNotGiveUpItsSlot() throws {
    let kept = try completions(story, policy: .mlfqKept, settings: patient)
    #expect(kept.times == [5, 6])
    #expect(kept.swaps == 0)
  }

  @Test func aSpareSlotLetsCachesStay() throws {
    var settings = patient
    settings.servedShare = 0.5
    let spare = try completions(
      story, policy: .mlfqKept, capacity: 2, cache: 1, settings: settings)
    #expect(spare.times == [6, 3])
    #expect(spare.swaps == 0)
    settings.reserve = 1
    // A swapping chain keeps one slot free ahead: the interrupted cache leaves while the short
    // request runs.
    let ahead = try completions(
      story, policy: .mlfqSwapped, capacity: 2, cache: 1, settings: settings)
    #expect(ahead.swaps == 1)
    #expect(ahead.times[1] == 3)
    #expect(ahead.times[0] <= 6.5)
  }

  @Test func equalLevelsDoNotInterrupt() throws {
    // The second joins level 0 too, while the first has not had its quantum of 4.
    var settings = patient
    settings.quantum = 4
    let times = try completions([(0, 3), (0.5, 1)], policy: .mlfqSwapped, settings: settings).times
    #expect(times == [3, 4])
  }

  @Test func aRequestJoinsTheLevelThatCoversItsFirstToken() throws {
    // First tokens take 1 s: level 2 with a quantum of 0.25, left after exactly one token.
    var settings = patient
    settings.quantum = 0.25
    let times = try completions(story, policy: .mlfqSwapped, settings: settings).times
    #expect(times == [6, 3])
  }

  @Test func starvationPromotes() throws {
    let requests = [(0, 5)] + (0..<30).map { (1.5 + Double($0), 1) }
    let patientTimes = try completions(requests, policy: .mlfqSwapped, settings: patient).times
    #expect(patientTimes[0] == 35)
    var settings = patient
    settings.starvation = 3
    let times = try completions(requests, policy: .mlfqSwapped, settings: settings).times
    #expect(times[0] < 25)
    #expect(times.max() == 35)
  }

  @Test(arguments: [PolicyName.mlfqKept, .mlfqSwapped])
  func withoutContentionItIsJFFC(policy: PolicyName) throws {
    let system = ChainSystem(rates: [(2, 30), (1, 30)])
    let results = try Runs.simulate(
      system, Workload(arrivalRate: 3), [.jffc, policy], SimulationSettings(jobs: 2000, seed: 4))
    #expect(abs(results[0].response.mean - results[1].response.mean) < 1e-9)
    #expect(results[1].preemptions == 0)
  }

  /// Interruptions delay work but neither lose nor add any.
  @Test(arguments: [0.3, 1.0], [0.05, 100])
  func workIsConserved(share: Double, bandwidth: Double) throws {
    let system = ChainSystem(chains: [
      ServedChain(computationTime: 0.5, capacity: 4, largestCache: 0.02),
      ServedChain(computationTime: 1, capacity: 3, largestCache: 0.02),
    ])
    let workload = Workload(
      arrivalRate: 0.6 * share * system.totalRate, sizes: .gamma(variation: 2))
    let results = try Runs.simulate(
      system, workload, [.mlfqKept, .mlfqSwapped],
      SimulationSettings(
        jobs: 3000, warmUp: 0, seed: 6,
        preemption: PreemptionSettings(
          quantum: 0.1, starvation: 20, bandwidth: bandwidth, servedShare: share)))
    for result in results {
      #expect(result.jobs == 3000)
      #expect(result.littleGap < 1e-10)
      // Σ slot time of a chain equals Σ service on it.
      let used = zip(result.utilization, system.chains).reduce(0.0) {
        $0 + $1.0 * Double($1.1.capacity)
      }
      #expect(abs(used / result.throughput - result.service.mean) < 1e-6)
    }
  }

  /// What feedback is for: with very unequal sizes the mean falls against first come, first served.
  @Test func feedbackLowersTheMeanOfVeryUnequalSizes() throws {
    let system = ChainSystem(rates: [(1, 3)])
    let workload = Workload(arrivalRate: 2.55, sizes: .gamma(variation: 4))
    let results = try Runs.simulate(
      system, workload, [.jffc, .mlfqSwapped],
      SimulationSettings(
        jobs: 20_000, seed: 8,
        preemption: PreemptionSettings(quantum: 0.25, starvation: 1e6, bandwidth: 25)))
    #expect(results[1].response.mean < 0.6 * results[0].response.mean)
  }
}
