/// A completed job.
public struct JobRecord: Hashable, Sendable {
  /// Its place in the order of arrival, from 0.
  public let number: Int
  /// When it arrived, in seconds.
  public let arrival: Double
  /// When its service began.
  public let start: Double
  /// When it was complete.
  public let completion: Double
  /// Its last chain's place in the system, from 0, fastest first.
  public let chain: Int
  /// Tokens of its prompt, 0 where sizes are not from tokens.
  public let inputTokens: Int
  /// Tokens made, 0 where sizes are not from tokens.
  public let outputTokens: Int
}

/// What a run notes of its jobs: sums, batches and histograms, and records only when asked.
struct RunTally: Sendable {
  /// Response, waiting and service times of the jobs counted.
  struct Times: Sendable {
    var sum = 0.0
    var batchSum = 0.0
    var batches = RunningMoments()
    var histogram = LogHistogram()

    @inline(__always)
    mutating func add(_ time: Double) {
      batchSum += time
      histogram.add(time)
    }

    mutating func closeBatch(of size: Int) {
      sum += batchSum
      batches.add(batchSum / Double(size))
      batchSum = 0
    }

    /// The mean of all counted, those of an unfinished batch included.
    func mean(of count: Int) -> Double {
      count == 0 ? 0 : (sum + batchSum) / Double(count)
    }
  }

  /// A run is cut into so many batches for its confidence intervals.
  static let batchCount = 32

  private let warmUp: Int
  private let batchSize: Int
  private(set) var response = Times()
  private(set) var waiting = Times()
  private(set) var service = Times()
  /// All jobs that completed, those of the warm-up included.
  private(set) var completed = 0
  /// `Σ` of all response times, those of the warm-up included.
  private(set) var responseSum = 0.0
  /// `∫ N(t) dt`, in jobs times seconds.
  private(set) var jobTime = 0.0
  /// Seconds each chain's slots were in use, added up.
  var slotTime: [Double]
  /// The time of the last event.
  private(set) var clock = 0.0
  /// Interruptions of jobs in service.
  var preemptions = 0
  /// Caches moved to host memory.
  var swaps = 0
  private let isRecording: Bool
  private(set) var records: [JobRecord] = []

  init(jobs: Int, warmUp: Int, chains: Int, isRecording: Bool) {
    self.warmUp = warmUp
    batchSize = max(1, (jobs - warmUp) / Self.batchCount)
    slotTime = Array(repeating: 0, count: chains)
    self.isRecording = isRecording
  }

  /// Jobs after the warm-up.
  var counted: Int { max(0, completed - warmUp) }

  /// Moves the clock with so many jobs in the system.
  @inline(__always)
  mutating func advance(to time: Double, jobs: Int) {
    assert(time >= clock, "Events come in order of time.")
    jobTime += Double(jobs) * (time - clock)
    clock = time
  }

  /// Notes a job's completion now; `waited` is the part of its stay in which it was not served.
  @inline(__always)
  mutating func complete(_ job: Job, start: Double, waited: Double, chain: Int) {
    let stay = clock - job.arrival
    completed += 1
    responseSum += stay
    if isRecording { record(job, start: start, chain: chain) }
    guard completed > warmUp else { return }
    response.add(stay)
    waiting.add(waited)
    service.add(stay - waited)
    if (completed - warmUp) % batchSize == 0 {
      response.closeBatch(of: batchSize)
      waiting.closeBatch(of: batchSize)
      service.closeBatch(of: batchSize)
    }
  }

  private mutating func record(_ job: Job, start: Double, chain: Int) {
    records.append(
      JobRecord(
        number: job.number, arrival: job.arrival, start: start, completion: clock, chain: chain,
        inputTokens: Int(job.inputTokens), outputTokens: Int(job.outputTokens)))
  }
}
