/// A time's mean and quantiles over the jobs of a run, in seconds.
public struct TimeSummary: Hashable, Sendable {
  /// The mean.
  public let mean: Double
  /// Half the width of the mean's 95 % confidence interval; nil where there were too few jobs for
  /// one.
  public let halfWidth: Double?
  /// Half of the jobs had no more; within 0.2 % of itself, as the other quantiles.
  public let median: Double
  /// 95 % of the jobs had no more.
  public let percentile95: Double
  /// 99 % of the jobs had no more.
  public let percentile99: Double
}

/// By what confidence intervals were made.
public enum IntervalMethod: Hashable, Sendable {
  /// Student's t over the means of this many independent replications.
  case replications(Int)
  /// Student's t over the means of this many consecutive batches of one run.
  case batchMeans(Int)
  /// There were too few jobs.
  case none
}

/// What a policy did with a workload.
public struct PolicyResult: Sendable {
  /// The policy.
  public let policy: PolicyName
  /// From arrival to completion.
  public let response: TimeSummary
  /// Not in service: before it began, and for preemptive policies also between its parts.
  public let waiting: TimeSummary
  /// In service.
  public let service: TimeSummary
  /// By what the half-widths were made.
  public let intervals: IntervalMethod
  /// Jobs counted, all replications together.
  public let jobs: Int
  /// Mean jobs in the system over time, warm-up and end included.
  public let meanJobs: Double
  /// Jobs per second completed over the whole run.
  public let throughput: Double
  /// Mean share of each chain's slots in use over the whole run, fastest chain first.
  public let utilization: [Double]
  /// `|L − λW| / L` over all jobs of the run: rounding alone, by Little's law.
  public let littleGap: Double
  /// Interruptions of jobs in service.
  public let preemptions: Int
  /// Caches moved to host memory.
  public let swaps: Int
  /// Every job of every replication in order of completion, where asked for.
  public let records: [[JobRecord]]
}

extension PolicyResult {
  /// Puts the runs of a policy together.
  init(_ policy: PolicyName, runs: [RunTally], capacities: [Int]) {
    self.policy = policy
    jobs = runs.reduce(0) { $0 + $1.counted }
    let method = Self.intervals(of: runs)
    intervals = method
    response = Self.summary(runs, method, \.response)
    waiting = Self.summary(runs, method, \.waiting)
    service = Self.summary(runs, method, \.service)
    let time = runs.reduce(0) { $0 + $1.clock }
    let completed = runs.reduce(0) { $0 + $1.completed }
    let jobTime = runs.reduce(0) { $0 + $1.jobTime }
    let stay = runs.reduce(0) { $0 + $1.responseSum }
    meanJobs = time > 0 ? jobTime / time : 0
    throughput = time > 0 ? Double(completed) / time : 0
    utilization = capacities.indices.map { chain in
      let used = runs.reduce(0) { $0 + $1.slotTime[chain] }
      return time > 0 ? used / (time * Double(capacities[chain])) : 0
    }
    littleGap = jobTime > 0 ? abs(jobTime - stay) / jobTime : 0
    preemptions = runs.reduce(0) { $0 + $1.preemptions }
    swaps = runs.reduce(0) { $0 + $1.swaps }
    records = runs.map(\.records)
  }

  private static func intervals(of runs: [RunTally]) -> IntervalMethod {
    if runs.count > 1 { return .replications(runs.count) }
    guard let run = runs.first, run.counted >= 2 * RunTally.batchCount else { return .none }
    return .batchMeans(run.response.batches.count)
  }

  private static func summary(
    _ runs: [RunTally], _ method: IntervalMethod, _ times: KeyPath<RunTally, RunTally.Times>
  ) -> TimeSummary {
    var histogram = LogHistogram()
    var means = RunningMoments()
    for run in runs {
      histogram.merge(run[keyPath: times].histogram)
      means.add(run[keyPath: times].mean(of: run.counted))
    }
    let halfWidth: Double? =
      switch method {
      case .replications: StudentQuantile.halfWidth(of: means)
      case .batchMeans:
        runs.first.flatMap {
          StudentQuantile.halfWidth(of: $0[keyPath: times].batches)
        }
      case .none: nil
      }
    return TimeSummary(
      mean: means.mean, halfWidth: halfWidth, median: histogram.quantile(0.5),
      percentile95: histogram.quantile(0.95), percentile99: histogram.quantile(0.99))
  }
}
