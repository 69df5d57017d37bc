import Queueing

// Markdown tables on standard output; `make bench-queueing` puts them into
// Benchmarks/results/queueing.md.

Figures.say("## Completed jobs per second, one thread\n")
Figures.say(
  "JFFC, Poisson arrivals, exponential sizes, load 0.9; processor seconds, best of three runs.\n")
Figures.say(
  "| slots | chains | jobs | million jobs/s | ns per job | peak memory of the process (MB) |")
Figures.say("|--:|--:|--:|--:|--:|--:|")
for (slots, jobs) in [
  (20, 2_000_000), (20, 20_000_000), (100, 5_000_000), (1000, 5_000_000), (10_000, 5_000_000),
] {
  let system = Figures.system(slots: slots)
  let seconds = try Figures.simulate(
    system, [.jffc], SimulationSettings(jobs: jobs), load: 0.9)
  let rate = Double(jobs) / seconds
  Figures.say(
    "| \(slots) | \(system.chains.count) | \(jobs) | \(Figures.text(rate / 1e6, 2)) "
      + "| \(Figures.text(1e9 / rate, 0)) | \(Figures.text(Figures.peakMegabytes(), 0)) |")
}

Figures.say("\n## All policies, 100 slots, load 0.9, one thread\n")
Figures.say("| policy | million jobs/s |")
Figures.say("|---|--:|")
for policy in PolicyName.allCases {
  let jobs = policy.isPreemptive ? 300_000 : 2_000_000
  let seconds = try Figures.simulate(
    Figures.system(slots: 100), [policy], SimulationSettings(jobs: jobs), load: 0.9)
  Figures.say("| \(policy.rawValue) | \(Figures.text(Double(jobs) / seconds / 1e6, 2)) |")
}

Figures.say("\n## Replications on two threads\n")
let shared = Figures.system(slots: 20)
// Short runs taken in turn, the best of many: on a machine that others use too, some fall in quiet
// moments.
var clock = [Double.infinity, .infinity]
var processor = clock
for _ in 0..<40 {
  for threads in [1, 2] {
    let settings = SimulationSettings(jobs: 100_000, replications: 8, threads: threads)
    var used = 0.0
    let seconds = try Figures.seconds {
      used = try Figures.processorSeconds {
        _ = try Simulation.run(
          shared, workload: Workload(arrivalRate: 0.9 * shared.totalRate), policies: [.jffc],
          settings: settings)
      }
    }
    clock[threads - 1] = min(clock[threads - 1], seconds)
    processor[threads - 1] = min(processor[threads - 1], used)
  }
}
Figures.say("Eight replications of 100000 jobs, 20 slots, best of 40 runs in turn:\n")
Figures.say("| threads | seconds by the clock | processor seconds |\n|--:|--:|--:|")
for threads in [1, 2] {
  Figures.say(
    "| \(threads) | \(Figures.text(clock[threads - 1], 3)) | "
      + "\(Figures.text(processor[threads - 1], 3)) |"
  )
}
Figures.say(
  "\nBy the clock \(Figures.text(clock[0] / clock[1], 2)) times as fast, which needs two idle "
    + "cores; by the work done on each core "
    + "\(Figures.text(2 * processor[0] / processor[1], 2)) times.")

Figures.say("\n## Exact chain\n")
Figures.say("| capacities | states | load | sweeps | residual | processor seconds |")
Figures.say("|---|--:|--:|--:|--:|--:|")
for capacities in [[9, 9, 9], [99, 99], [999, 999], [99, 99, 99], [9, 9, 9, 9, 9, 9]] {
  let isLarge = capacities.reduce(1) { $0 * ($1 + 1) } >= 1_000_000
  for load in isLarge ? [0.9] : [0.5, 0.9, 0.99] {
    let system = ChainSystem(
      rates: capacities.enumerated().map { (rate: 1 / Double($0.offset + 1), capacity: $0.element) }
    )
    var line = "not solved"
    let seconds = Figures.processorSeconds {
      if case .solved(let response) = ExactChain.solve(
        system, arrivalRate: load * system.totalRate)
      {
        line = "\(response.stateCount) | \(load) | \(response.sweeps) | \(response.residual)"
      }
    }
    Figures.say("| \(capacities) | \(line) | \(Figures.text(seconds, 2)) |")
  }
}
