/// The tidy files of a log.
enum TidyFiles {
  /// A record with what its method is called.
  struct Run: Sendable {
    let record: Record
    let label: String
  }

  /// A run with one of its points.
  struct Part<Item: Sendable>: Sendable {
    let run: Run
    let item: Item

    var record: Record { run.record }
  }

  /// One run a row.
  static let runs = TidyFile<Run>(
    name: "runs.csv", columns: identity + answers + costs + circumstances)

  private static let identity: [TidyColumn<Run>] = [
    TidyColumn("run", "", "identity of the run; the other files refer to it") { $0.record.run },
    TidyColumn("suite", "", "suite of experiments") { $0.record.suite },
    TidyColumn("experiment", "", "entry of the suite") { $0.record.experiment },
    TidyColumn("instance", "", "name of the instance") { $0.record.instance.name },
    TidyColumn("digest", "", "SHA-256 of the instance's canonical form") {
      $0.record.instance.digest
    },
    TidyColumn("family", "", "family of a generated instance") { $0.record.instance.family },
    TidyColumn("seed", "", "seed of a generated instance") {
      $0.record.instance.seed.map { "\($0)" }
    },
    .integer("servers", "", "number of servers J") { $0.record.instance.servers },
    .integer("blocks", "", "number of blocks L") { $0.record.instance.blocks },
    TidyColumn("method", "", "name of the method") { $0.record.method.name.rawValue },
    TidyColumn("label", "", "method with its solver, policy and other parameters") {
      $0.label
    },
    TidyColumn("question", "", "what is asked") { $0.record.question.rawValue },
    .integer("slots", "jobs", "most jobs in service at once") { $0.record.slots },
    .real("load", "1 or jobs/s", "share of the plan's rate; arrival rate for response") {
      $0.record.load
    },
    .integer("setting", "", "parameter that changes the problem: requests, reservation; 0 for none")
    {
      $0.record.method.setting(for: $0.record.question)
    },
    .integer("repetition", "", "counted from 1") { $0.record.repetition },
    .real("limit_seconds", "s", "limit on wall-clock time") { $0.record.limits.seconds },
    .integer("limit_memory", "MB", "limit on memory") { $0.record.limits.memoryMB },
  ]

  private static let answers: [TidyColumn<Run>] = [
    TidyColumn("status", "", "done, failed, crashed, timedOut or outOfMemory") {
      $0.record.outcome.status.rawValue
    },
    TidyColumn("termination", "", "why the method ended") {
      $0.record.outcome.termination?.rawValue
    },
    .real("value", "by question", "best value: jobs/s, s or a count") {
      $0.record.outcome.value
    },
    .real("bound", "by question", "what no plan can beat") { $0.record.outcome.bound },
    .real("gap", "1", "|bound - value| / max(|bound|, |value|)") { $0.record.outcome.gap },
    .real("greedy", "by question", "value of the greedy plan") { $0.record.outcome.greedy },
    TidyColumn("message", "", "what should be known of the outcome") { $0.record.outcome.message },
  ]

  private static let costs: [TidyColumn<Run>] = [
    .real("wall_seconds", "s", "wall-clock time of the process") { $0.record.effort.wallSeconds },
    .real("cpu_seconds", "s", "processor time of the process") { $0.record.effort.cpuSeconds },
    .real("peak_memory", "MB", "most memory held") { $0.record.effort.peakMemoryMB },
    .integer("nodes", "", "branch-and-bound nodes") { $0.record.effort.nodes },
    .integer("columns", "", "columns generated or enumerated") { $0.record.effort.columns },
    .integer("jobs", "", "jobs simulated") { $0.record.effort.jobs },
  ]

  private static let circumstances: [TidyColumn<Run>] = [
    TidyColumn("chainwright", "", "version") { $0.record.versions.chainwright },
    TidyColumn("swift", "", "version") { $0.record.versions.swift },
    TidyColumn("glpk", "", "version") { $0.record.versions.glpk },
    TidyColumn("cbc", "", "version") { $0.record.versions.cbc },
    TidyColumn("highs", "", "version") { $0.record.versions.highs },
    TidyColumn("commit", "", "commit of the sources") { $0.record.source.commit },
    TidyColumn("dirty", "", "whether the sources differed from the commit") {
      $0.record.source.dirty.map { "\($0)" }
    },
    TidyColumn("host", "", "name of the machine") { $0.record.host.name },
    TidyColumn("cpu", "", "processor of the machine") { $0.record.host.cpu },
    .integer("cores", "", "processor cores of the machine") { $0.record.host.cores },
    .integer("memory", "MB", "main memory of the machine") { $0.record.host.memoryMB },
    .real("load_average", "", "running processes over the last minute") {
      $0.record.host.loadAverage
    },
    TidyColumn("time", "UTC", "when the run ended") { $0.record.time },
  ]

  /// One point of a frontier a row.
  static let frontier = TidyFile<Part<FrontierEntry>>(
    name: "frontier.csv",
    columns: [
      TidyColumn("run", "", "the run, as in runs.csv") { $0.record.run },
      TidyColumn("instance", "", "name of the instance") { $0.record.instance.name },
      TidyColumn("label", "", "method with its parameters") { $0.run.label },
      .integer("slots", "jobs", "n, most jobs in service at once") { $0.item.slots },
      .real("value", "jobs/s", "rate of the best plan found") { $0.item.value },
      .real("bound", "jobs/s", "no plan exceeds this rate") { $0.item.bound },
      .real("greedy", "jobs/s", "rate of the greedy plan") { $0.item.greedy },
      TidyColumn("termination", "", "why the method ended") { $0.item.termination.rawValue },
    ])

  /// One load a row.
  static let dispatch = TidyFile<Part<DispatchEntry>>(
    name: "dispatch.csv",
    columns: [
      TidyColumn("run", "", "the run, as in runs.csv") { $0.record.run },
      TidyColumn("instance", "", "name of the instance") { $0.record.instance.name },
      TidyColumn("label", "", "method with its parameters") { $0.run.label },
      TidyColumn("workload", "", "how it differs from Poisson arrivals and exponential sizes") {
        $0.record.method.workload
      },
      .real("load", "1", "arrival rate as a share of the plan's total rate") { $0.item.load },
      .real("lower", "s", "lower bound of JFFC's mean response time") { $0.item.lower },
      .real("upper", "s", "upper bound of JFFC's mean response time") { $0.item.upper },
      .real("exact", "s", "JFFC's mean response time, solved exactly") { $0.item.exact },
      .real("mean", "s", "simulated mean response time") { $0.item.mean },
      .real("half_width", "s", "half of its 95 % confidence interval") { $0.item.halfWidth },
      .real("median", "s", "simulated median response time") { $0.item.median },
      .real("p95", "s", "95th percentile of the response time") { $0.item.p95 },
      .real("p99", "s", "99th percentile of the response time") { $0.item.p99 },
      .real("waiting", "s", "mean time before service") { $0.item.waiting },
    ])

  /// One report of progress a row.
  static let trajectory = TidyFile<Part<TrajectoryPoint>>(
    name: "trajectory.csv",
    columns: [
      TidyColumn("run", "", "the run, as in runs.csv") { $0.record.run },
      .real("seconds", "s", "wall-clock time since the method began") { $0.item.seconds },
      .real("value", "by question", "best value so far") { $0.item.value },
      .real("bound", "by question", "bound so far") { $0.item.bound },
    ])

  /// What the columns of all files mean.
  static var dictionary: String {
    let rows =
      [["file", "column", "unit", "meaning"]] + runs.dictionary + frontier.dictionary
      + dispatch.dictionary + trajectory.dictionary
    return rows.map { $0.map(ReportTable.csvField).joined(separator: ",") + "\n" }.joined()
  }
}
