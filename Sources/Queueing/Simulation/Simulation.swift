import ServerChains

/// How a simulation is run.
public struct SimulationSettings: Hashable, Sendable {
  /// Jobs per replication, the warm-up included.
  public var jobs: Int
  /// Completions at the beginning of each replication that are not counted.
  public var warmUp: Int
  /// Independent runs.
  public var replications: Int
  /// What all randomness starts from.
  public var seed: UInt64
  /// Threads that share the replications.
  public var threads: Int
  /// Whether every job is recorded; memory then grows with the jobs.
  public var isRecording: Bool
  /// How preemptive policies interrupt and swap.
  public var preemption: PreemptionSettings

  /// Settings; a tenth of the jobs warms up.
  ///
  /// - Precondition: At least one job, one replication and one thread; a warm-up shorter than the
  ///   run.
  public init(
    jobs: Int, warmUp: Int? = nil, replications: Int = 1, seed: UInt64 = 1, threads: Int = 1,
    isRecording: Bool = false, preemption: PreemptionSettings = PreemptionSettings()
  ) {
    let warmUp = warmUp ?? jobs / 10
    precondition(jobs >= 1 && replications >= 1 && threads >= 1, "A run has at least one of each.")
    precondition(warmUp >= 0 && warmUp < jobs, "The warm-up is shorter than the run.")
    self.jobs = jobs
    self.warmUp = warmUp
    self.replications = replications
    self.seed = seed
    self.threads = threads
    self.isRecording = isRecording
    self.preemption = preemption
  }
}

/// Discrete-event simulation of jobs dispatched over chains
/// (Documentation/Problem.md, "JFFC and its bounds" and "Dispatch policies").
///
/// ```swift
/// let system = ChainSystem(rates: [(rate: 1.0, capacity: 2), (rate: 0.5, capacity: 4)])
/// let outcome = try Simulation.run(
///   system, workload: Workload(arrivalRate: 2), policies: [.jffc],
///   settings: SimulationSettings(jobs: 50_000, seed: 7))
/// if case .done(let results) = outcome {
///   print(results[0].response.mean, "s")  // 1.4118067718719816 s
/// }
/// ```
public enum Simulation {
  /// What a simulation came to.
  public enum Outcome: Sendable {
    /// A result per policy, in the order asked for.
    case done([PolicyResult])
    /// It was told to end before.
    case interrupted
  }

  /// Simulates every policy on the same jobs.
  ///
  /// Job k of a replication has the same arrival and size under every policy. The same system,
  /// workload and settings give the same results to the last bit, whatever the number of threads.
  ///
  /// - Parameters:
  ///   - system: The chains that jobs are dispatched to.
  ///   - workload: How jobs arrive and how large they are.
  ///   - policies: The rules of dispatch to compare.
  ///   - settings: How many jobs and replications, from which seed, on how many threads.
  ///   - progress: Called now and then, from several threads, with the jobs completed since its
  ///     last call; ends the simulation when it returns false.
  /// - Throws: `InputError` where a trace cannot be read.
  /// - Complexity: O(log C) a job for C slots; memory does not grow with the jobs unless they are
  ///   recorded.
  public static func run(
    _ system: ChainSystem, workload: Workload, policies: [PolicyName],
    settings: SimulationSettings, progress: @escaping @Sendable (Int) -> Bool = { _ in true }
  ) throws(InputError) -> Outcome {
    let count = settings.replications
    let runs = WorkerPool.map(count: policies.count * count, threads: settings.threads) { task in
      Self.replication(
        task % count, of: policies[task / count], system, workload, settings, progress)
    }
    var tallies: [RunTally] = []
    for run in runs {
      guard let tally = try run.get() else { return .interrupted }
      tallies.append(tally)
    }
    return .done(
      policies.indices.map { index in
        PolicyResult(
          policies[index], runs: Array(tallies[index * count..<(index + 1) * count]),
          capacities: system.chains.map(\.capacity))
      })
  }

  /// One run of one policy; nil where it was told to end.
  private static func replication(
    _ replication: Int, of policy: PolicyName, _ system: ChainSystem, _ workload: Workload,
    _ settings: SimulationSettings, _ progress: @escaping @Sendable (Int) -> Bool
  ) -> Result<RunTally?, InputError> {
    do throws(InputError) {
      let streams = RandomStreams(seed: settings.seed, replication: replication)
      var source = try JobSource(
        workload, jobs: settings.jobs, streams: streams, replication: replication,
        of: settings.replications)
      var control = RunControl(report: progress)
      let tally = RunTally(
        jobs: settings.jobs, warmUp: settings.warmUp, chains: system.chains.count,
        isRecording: settings.isRecording)
      let choices = streams.generator(for: .choices)
      switch policy {
      case .jffc:
        return .success(
          try flow(FastestFreePolicy.self, system, choices, tally, &source, &control))
      case .jsq:
        return .success(
          try flow(ShortestQueuePolicy.self, system, choices, tally, &source, &control))
      case .saJSQ:
        return .success(
          try flow(SpeedAwareQueuePolicy.self, system, choices, tally, &source, &control))
      case .sed:
        return .success(
          try flow(ExpectedDelayPolicy.self, system, choices, tally, &source, &control))
      case .jiq:
        return .success(
          try flow(IdleQueuePolicy.self, system, choices, tally, &source, &control))
      case .random:
        return .success(try flow(RandomPolicy.self, system, choices, tally, &source, &control))
      case .migration:
        var engine = MigrationEngine(system: system, tally: tally)
        return .success(try engine.run(&source, &control) ? engine.tally : nil)
      case .mlfqKept, .mlfqSwapped:
        var engine = PreemptiveEngine(
          system: system, workload: workload, settings: settings.preemption,
          isSwapping: policy == .mlfqSwapped, tally: tally)
        return .success(try engine.run(&source, &control) ? engine.tally : nil)
      }
    } catch {
      return .failure(error)
    }
  }

  private static func flow<Policy: DispatchPolicy>(
    _ policy: Policy.Type, _ system: ChainSystem, _ generator: SeededGenerator, _ tally: RunTally,
    _ source: inout JobSource, _ control: inout RunControl
  ) throws(InputError) -> RunTally? {
    var engine = FlowEngine<Policy>(system: system, generator: generator, tally: tally)
    return try engine.run(&source, &control) ? engine.tally : nil
  }
}
