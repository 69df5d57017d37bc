import Queueing
import ServerChains

/// `simulate`: what jobs see of a plan.
enum SimulateCommand: Command {
  static let name = "simulate"
  static let summary = "Simulate jobs dispatched over a plan's chains, by one policy or several."
  static let discussion = [
    "Every policy sees the same jobs: job k arrives at the same time with the same size. The same "
      + "seed gives the same bytes on every machine. Means come with 95 % confidence intervals "
      + "over replications, or over 32 batches of a single one; quantiles are within 0.2 %.",
    "A request of a trace takes its chain's communication time times l_out / reference, and its "
      + "computation time times (t_o + t_I l_in + t_O (l_out - 1)) / the same at the reference.",
    "The preemptive policies follow FastServe (arXiv 2305.05920): levels p = 0, 1, "
      + "… with quantum q * 2^p, entered where the quantum covers the first token.",
  ]
  static let lists = [
    HelpList(
      title: "Policies",
      items: PolicyName.allCases.map { ($0.rawValue, $0.summary) })
  ]
  static let positionals = [
    Positional(name: "INSTANCE", help: "The instance file."),
    Positional(name: "PLAN", help: "The plan file."),
  ]
  static let options: [Option] =
    [
      .value(
        "--policy", "LIST", default: PolicyName.jffc.rawValue,
        "Policies separated by commas, or all."),
      .value(
        "--jobs", "N",
        "Jobs per replication; all of the trace with its arrivals, else 200000 if not given."),
      .value("--replications", "R", "Independent runs; 1 with the trace's arrivals, else 5."),
      .value(
        "--warm-up", "N",
        "Completions not counted; 0 with the trace's arrivals, else a tenth of the jobs."),
      .value("--seed", "S", default: "1", "What all draws start from."),
      .value("--threads", "N", "Threads that share the runs; as many as processors if not given."),
    ] + WorkloadOptions.all + [
      .value("--quantum", "SECONDS", default: "0.01", "Preemptive: q, the quantum of level 0."),
      .value(
        "--starvation", "SECONDS", default: "3",
        "Preemptive: a job waiting so long is promoted to level 0."),
      .value(
        "--bandwidth", "GB/S", default: "25", "Preemptive: the link to host memory, each way."),
      .value(
        "--served-share", "SHARE", default: "1",
        "Preemptive: share of a chain's slots served at once; caches may fill all."),
      .value("--reserve", "N", default: "1", "Preemptive: slots that swapping keeps free ahead."),
      .value("--records", "FILE", "Write every job as a row of this CSV file."),
      .json,
    ]
  static let examples = [
    "chainwright simulate small.instance.json small.plan.json --policy jffc,jsq,sed --load 0.8",
    "chainwright simulate mig.instance.json mig.plan.json --policy all --trace "
      + "code.csv --jobs 1000",
  ]

  static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
    let policies = try policies(arguments)
    let planned = try PlannedSystem.read(arguments)
    let jobs = try arguments.integer("--jobs", in: 1...1_000_000_000_000)
    let workload = try WorkloadOptions.read(arguments, for: planned, jobs: jobs)
    let settings = try settings(arguments, workload: workload, jobs: jobs)
    let total = settings.jobs * settings.replications * policies.count
    let outcome = try Interruption.run { token in
      let progress = CountProgress(total: total, token: token)
      defer { progress.clear() }
      return try Simulation.run(
        planned.system, workload: workload, policies: policies, settings: settings
      ) { progress.add($0) }
    } salvage: { _ in
      // Where hardly a job ends, the stop is hardly ever heard of.
      .interrupted
    }
    guard case .done(let results) = outcome else {
      throw CommandFailure(
        status: .limitWithoutPlan, message: "interrupted before the end; ask for fewer --jobs")
    }
    let report = SimulationReport(
      planned: planned, workload: workload, settings: settings, results: results)
    if let path = arguments.text("--records") { try OutputFile.write(report.records, to: path) }
    try StandardStreams.write(arguments.flag("--json") ? report.document.prettyText : report.text)
    return .done
  }

  private static func policies(_ arguments: ParsedArguments) throws(UsageError) -> [PolicyName] {
    let text = arguments.text("--policy") ?? ""
    if text == "all" { return PolicyName.allCases }
    var policies: [PolicyName] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
      let names = PolicyName.allCases.map(\.rawValue)
      guard let policy = PolicyName(rawValue: part) else {
        throw arguments.error(
          "--policy has the part \(part) (choices: \(names.joined(separator: ", ")), all)"
            + Suggestion.clause(for: part, among: names, otherwise: "choose of these"))
      }
      guard !policies.contains(policy) else {
        throw arguments.error("--policy names \(part) twice; name it once")
      }
      policies.append(policy)
    }
    return policies
  }

  private static func settings(
    _ arguments: ParsedArguments, workload: Workload, jobs: Int?
  ) throws -> SimulationSettings {
    let isReplay = workload.arrivals == .trace
    let count = isReplay ? workload.trace?.rows ?? 1 : jobs ?? 200_000
    let replications = try arguments.integer("--replications", in: 1...100_000)
    if isReplay, let replications, replications > 1 {
      throw arguments.error(
        "--replications \(replications) would run the same trace again; leave it out or give "
          + "--arrivals poisson")
    }
    let warmUp =
      try arguments.integer("--warm-up", in: 0...1_000_000_000_000) ?? (isReplay ? 0 : count / 10)
    guard warmUp < count else {
      throw arguments.error("--warm-up \(warmUp) leaves no job of \(count); give a smaller one")
    }
    return SimulationSettings(
      jobs: count, warmUp: warmUp, replications: replications ?? (isReplay ? 1 : 5),
      seed: try arguments.seed("--seed") ?? 1,
      threads: try arguments.integer("--threads", in: 1...1024) ?? WorkerPool.processorCount,
      isRecording: arguments.text("--records") != nil,
      preemption: PreemptionSettings(
        quantum: try arguments.real("--quantum", in: 1e-6...1e6) ?? 0.01,
        starvation: try arguments.real("--starvation", in: 1e-3...1e9) ?? 3,
        bandwidth: try arguments.real("--bandwidth", in: 1e-6...1e9) ?? 25,
        servedShare: try arguments.real("--served-share", in: 0.001...1) ?? 1,
        reserve: try arguments.integer("--reserve", in: 0...10_000) ?? 1))
  }
}

extension PolicyName {
  /// The rule in words.
  var summary: String {
    switch self {
    case .jffc: "The fastest chain with a free slot, else one central queue."
    case .jsq: "Shortest queue, ties by least jobs per slot, then at random."
    case .jiq: "A random chain with a free slot, else a random chain."
    case .sed: "Least expected delay, 1/mu + (Z - c + 1)/(mu c)."
    case .saJSQ: "Shortest queue, ties to the fastest chain, free slot or not."
    case .random: "A chain with probability proportional to its total rate."
    case .migration: "JFFC whose jobs move to faster chains at once: meets the lower bound."
    case .mlfqKept: "JFFC's dispatch, feedback queue, caches kept in their slots."
    case .mlfqSwapped: "JFFC's dispatch, feedback queue, caches swapped to host memory."
    }
  }
}
