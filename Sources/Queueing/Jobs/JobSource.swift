import ServerChains

/// Makes a workload's jobs one by one, in order of arrival.
///
/// Gaps and sizes come from streams of their own, so job k is the same whatever happens to the jobs
/// before it.
struct JobSource {
  private let workload: Workload
  private let limit: Int
  private let meanGap: Double
  private var gaps: SeededGenerator
  private var sizes: SeededGenerator
  private var rows: TraceRows?
  private var clock = 0.0
  private var count = 0
  private var phase = 0
  private var phaseLeft = 0.0
  private var phaseRates: [Double] = []

  /// The first `jobs` jobs of a replication.
  ///
  /// - Throws: `InputError` where the trace cannot be read.
  init(
    _ workload: Workload, jobs: Int, streams: RandomStreams, replication: Int, of replications: Int
  )
    throws(InputError)
  {
    self.workload = workload
    limit = jobs
    meanGap = 1 / workload.arrivalRate
    gaps = streams.generator(for: .arrivals)
    sizes = streams.generator(for: .sizes)
    if workload.usesTrace, let trace = workload.trace {
      let skipped = workload.arrivals == .trace ? 0 : trace.rows / replications * replication
      rows = try TraceRows(trace, rate: workload.arrivalRate, skipping: skipped)
    }
    if case .markovModulated(let phases) = workload.arrivals {
      let time = phases.reduce(0) { $0 + $1.seconds }
      let mean = phases.reduce(0) { $0 + $1.intensity * $1.seconds } / time
      phaseRates = phases.map { workload.arrivalRate * $0.intensity / mean }
      phaseLeft = phases[0].seconds * gaps.exponential()
    }
  }

  /// The next job; `Job.none` after the last.
  ///
  /// - Throws: `InputError` where the trace has changed since it was checked.
  @inline(__always)
  mutating func next() throws(InputError) -> Job {
    guard count < limit else { return .none }
    var job = Job.none
    job.number = count
    count += 1
    if rows != nil { try takeRow(into: &job) }
    switch workload.arrivals {
    case .poisson: clock += meanGap * gaps.exponential()
    case .deterministic: clock += meanGap
    case .gamma(let variation): clock += meanGap * gaps.gamma(shape: 1 / (variation * variation))
    case .markovModulated(let phases): advance(through: phases)
    case .trace: clock = job.arrival
    }
    job.arrival = clock
    switch workload.sizes {
    case .exponential: setSize(of: &job, sizes.exponential())
    case .deterministic: setSize(of: &job, 1)
    case .gamma(let variation): setSize(of: &job, sizes.gamma(shape: 1 / (variation * variation)))
    case .tokens(let times):
      let (input, output) = (Double(job.inputTokens), Double(job.outputTokens))
      job.communication = times.communicationFactor(output: output)
      job.computation = times.computationFactor(input: input, output: output)
    }
    return job
  }

  @inline(__always)
  private func setSize(of job: inout Job, _ size: Double) {
    job.communication = size
    job.computation = size
  }

  /// To the next arrival: in every phase, exponential gaps until the phase is over.
  private mutating func advance(through phases: [ArrivalPhase]) {
    while true {
      let rate = phaseRates[phase]
      let gap = rate > 0 ? gaps.exponential() / rate : .infinity
      if gap < phaseLeft {
        clock += gap
        phaseLeft -= gap
        return
      }
      clock += phaseLeft
      phase = (phase + 1) % phases.count
      phaseLeft = phases[phase].seconds * gaps.exponential()
    }
  }

  private mutating func takeRow(into job: inout Job) throws(InputError) {
    guard let row = try rows?.next() else { return }
    job.arrival = row.arrival
    job.inputTokens = Int32(clamping: row.inputTokens)
    job.outputTokens = Int32(clamping: row.outputTokens)
  }
}

/// The rows of a trace, times stretched to a rate; after the last row again from the first.
final class TraceRows {
  private let reader: TraceReader
  private let trace: Trace
  private let stretch: Double
  private var taken = 0
  private var lap = 0.0

  init(_ trace: Trace, rate: Double, skipping skipped: Int) throws(InputError) {
    reader = try TraceReader(path: trace.path)
    self.trace = trace
    stretch = (trace.rate ?? rate) / rate
    for _ in 0..<skipped { _ = try next() }
  }

  func next() throws(InputError) -> TraceRow {
    if taken == trace.rows {
      try reader.rewind()
      taken = 0
      // The gap between two laps is a mean gap.
      lap += trace.duration + (trace.rate.map { 1 / $0 } ?? 0)
    }
    guard var row = try reader.next() else {
      throw InputError(
        "the trace has fewer rows than when it was checked; do not change it during a run",
        file: trace.path)
    }
    taken += 1
    row.arrival = (row.arrival + lap) * stretch
    return row
  }
}
