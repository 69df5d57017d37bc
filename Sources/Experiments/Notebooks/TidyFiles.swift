import ServerChains

/// The tidy files of a log.
enum TidyFiles {
  /// A record with one of its points.
  struct Part<Item: Sendable>: Sendable {
    let record: Record
    let item: Item
  }

  /// One run a row.
  static let runs = TidyFile<Record>(
    name: "runs.csv", columns: identity + answers + costs + circumstances)

  private static let identity: [TidyColumn<Record>] = [
    TidyColumn("run", "", "identity of the run; the other files refer to it") { $0.run },
    TidyColumn("suite", "", "suite of experiments") { $0.suite },
    TidyColumn("experiment", "", "entry of the suite") { $0.experiment },
    TidyColumn("instance", "", "name of the instance") { $0.instance.name },
    TidyColumn("digest", "", "SHA-256 of the instance's canonical form") { $0.instance.digest },
    TidyColumn("family", "", "family of a generated instance") { $0.instance.family },
    TidyColumn("seed", "", "seed of a generated instance") { $0.instance.seed.map { "\($0)" } },
    .integer("servers", "", "number of servers J") { $0.instance.servers },
    .integer("blocks", "", "number of blocks L") { $0.instance.blocks },
    TidyColumn("method", "", "name of the method") { $0.method.name.rawValue },
    TidyColumn("label", "", "method with its solver, policy and other parameters") {
      $0.method.label
    },
    TidyColumn("question", "", "what is asked") { $0.question.rawValue },
    .integer("slots", "jobs", "most jobs in service at once") { $0.slots },
    .real("load", "1 or jobs/s", "share of the plan's rate; arrival rate for response") { $0.load },
    .integer("repetition", "", "counted from 1") { $0.repetition },
    .real("limit_seconds", "s", "limit on wall-clock time") { $0.limits.seconds },
    .integer("limit_memory", "MB", "limit on memory") { $0.limits.memoryMB },
  ]

  private static let answers: [TidyColumn<Record>] = [
    TidyColumn("status", "", "done, failed, crashed, timedOut or outOfMemory") {
      $0.outcome.status.rawValue
    },
    TidyColumn("termination", "", "why the method ended") { $0.outcome.termination?.rawValue },
    .real("value", "by question", "best value: jobs/s, or s for response, or a count") {
      $0.outcome.value
    },
    .real("bound", "by question", "what no plan can beat") { $0.outcome.bound },
    .real("gap", "1", "|bound - value| / max(|bound|, |value|)") { $0.outcome.gap },
    .real("greedy", "by question", "value of the greedy plan") { $0.outcome.greedy },
    TidyColumn("message", "", "what should be known of the outcome") { $0.outcome.message },
  ]

  private static let costs: [TidyColumn<Record>] = [
    .real("wall_seconds", "s", "wall-clock time of the process") { $0.effort.wallSeconds },
    .real("cpu_seconds", "s", "processor time of the process") { $0.effort.cpuSeconds },
    .real("peak_memory", "MB", "most memory held") { $0.effort.peakMemoryMB },
    .integer("nodes", "", "branch-and-bound nodes") { $0.effort.nodes },
    .integer("columns", "", "columns generated or enumerated") { $0.effort.columns },
    .integer("jobs", "", "jobs simulated") { $0.effort.jobs },
  ]

  private static let circumstances: [TidyColumn<Record>] = [
    TidyColumn("chainwright", "", "version") { $0.versions.chainwright },
    TidyColumn("swift", "", "version") { $0.versions.swift },
    TidyColumn("glpk", "", "version") { $0.versions.glpk },
    TidyColumn("cbc", "", "version") { $0.versions.cbc },
    TidyColumn("highs", "", "version") { $0.versions.highs },
    TidyColumn("commit", "", "commit of the sources") { $0.source.commit },
    TidyColumn("dirty", "", "whether the sources differed from the commit") {
      $0.source.dirty.map { "\($0)" }
    },
    TidyColumn("host", "", "name of the machine") { $0.host.name },
    TidyColumn("cpu", "", "processor of the machine") { $0.host.cpu },
    .integer("cores", "", "processor cores of the machine") { $0.host.cores },
    .integer("memory", "MB", "main memory of the machine") { $0.host.memoryMB },
    .real("load_average", "", "running processes over the last minute") { $0.host.loadAverage },
    TidyColumn("time", "UTC", "when the run ended") { $0.time },
  ]

  /// One point of a frontier a row.
  static let frontier = TidyFile<Part<FrontierEntry>>(
    name: "frontier.csv",
    columns: [
      TidyColumn("run", "", "the run, as in runs.csv") { $0.record.run },
      TidyColumn("instance", "", "name of the instance") { $0.record.instance.name },
      TidyColumn("label", "", "method with its parameters") { $0.record.method.label },
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
      TidyColumn("label", "", "method with its parameters") { $0.record.method.label },
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
