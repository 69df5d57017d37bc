import Queueing

// Markdown tables on standard output; `make bench-queueing` puts them into Benchmarks/results/queueing.md.

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
// Short runs taken in turn, the best of many: on a machine that others use too, some fall in quiet moments.
var best = [Double.infinity, .infinity]
for _ in 0..<40 {
  for threads in [1, 2] {
    let settings = SimulationSettings(jobs: 250_000, replications: 8, threads: threads)
    let seconds = try Figures.seconds {
      _ = try Simulation.run(
        shared, workload: Workload(arrivalRate: 0.9 * shared.totalRate), policies: [.jffc],
        settings: settings)
    }
    best[threads - 1] = min(best[threads - 1], seconds)
  }
}
Figures.say(
  "Eight replications of 250000 jobs, 20 slots, best of 40: \(Figures.text(best[0], 3)) s on one thread, "
    + "\(Figures.text(best[1], 3)) s on two by the clock: \(Figures.text(best[0] / best[1], 2)) times as fast."
)

Figures.say("\n## Exact chain\n")
Figures.say("| capacities | states | load | sweeps | residual | seconds |")
Figures.say("|---|--:|--:|--:|--:|--:|")
for capacities in [[9, 9, 9], [99, 99], [999, 999], [99, 99, 99], [9, 9, 9, 9, 9, 9]] {
  for load in [0.5, 0.9, 0.99] {
    let system = ChainSystem(
      rates: capacities.enumerated().map { (rate: 1 / Double($0.offset + 1), capacity: $0.element) }
    )
    var line = "not solved"
    let seconds = Figures.seconds {
      if case .solved(let response) = ExactChain.solve(
        system, arrivalRate: load * system.totalRate)
      {
        line = "\(response.stateCount) | \(load) | \(response.sweeps) | \(response.residual)"
      }
    }
    Figures.say("| \(capacities) | \(line) | \(Figures.text(seconds, 2)) |")
  }
}
