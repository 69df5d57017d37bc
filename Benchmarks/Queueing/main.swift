import Queueing

// Markdown tables on standard output; `make bench-queueing` puts them with the machine's description into results.

Figures.say("## Completed jobs per second, one thread\n")
Figures.say("JFFC, Poisson arrivals, exponential sizes, load 0.9; best of three runs.\n")
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
let times = try [1, 2].map { threads in
  try Figures.simulate(
    shared, [.jffc], SimulationSettings(jobs: 2_000_000, replications: 8, threads: threads),
    load: 0.9)
}
Figures.say(
  "Eight replications of two million jobs, 20 slots: \(Figures.text(times[0], 2)) s on one thread, "
    + "\(Figures.text(times[1], 2)) s on two: \(Figures.text(times[0] / times[1], 2)) times as fast."
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
