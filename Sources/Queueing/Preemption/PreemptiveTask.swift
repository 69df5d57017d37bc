/// A job under a preemptive policy: where it stands in its work, its level and its place.
struct PreemptiveTask {
  /// Where a job's cache is and whether it is served.
  enum Place {
    /// No cache yet; in the central queue.
    case unstarted
    case running
    /// Cache on the GPUs, waiting.
    case resident
    /// Cache on its way to host memory; its slot is still taken.
    case leaving
    /// Cache in host memory.
    case swapped
    /// Cache on its way back; its slot is taken.
    case returning
  }

  let job: Job
  var place = Place.unstarted
  /// Its chain once it has started.
  var chain = -1
  var level = 0
  /// Its turn among the jobs of its level.
  var turn = 0
  /// Seconds of service at its present level.
  var servedAtLevel = 0.0
  /// Seconds of service in all, up to the last pause or resumption.
  var served = 0.0
  /// Seconds of service it will have had at the boundary noted for it; meaningful while it runs.
  var goal = 0.0
  /// When it last began or went on; meaningful while it runs.
  var resumed = 0.0
  /// When its service first began; negative before.
  var start = -1.0
  /// Whether it is to give way at the next token boundary.
  var isYielding = false
  /// Raised whenever events noted for it become void.
  var stamp = 0
  private(set) var firstToken = 0.0
  private(set) var nextToken = 0.0
  private(set) var total = 0.0

  init(_ job: Job) {
    self.job = job
  }

  /// Sets the times of its tokens on a chain: the prompt's and first token's, each later one's, and
  /// all together.
  ///
  /// Without tokens the job may be interrupted at any moment.
  mutating func setTimes(on chain: ServedChain, times: TokenTimes?) {
    total = job.serviceTime(
      communication: chain.communicationTime, computation: chain.computationTime)
    guard let times else { return }
    nextToken =
      chain.communicationTime * times.communicationFactor(output: 1)
      + chain.computationTime * times.nextTokenFactor
    firstToken = max(0, total - Double(max(job.outputTokens - 1, 0)) * nextToken)
  }

  /// The least service, at least `target`, after which it stands at a token boundary; at most its
  /// whole service.
  func boundary(reaching target: Double) -> Double {
    if target <= firstToken { return min(firstToken, total) }
    guard nextToken > 0 else { return min(target, total) }
    // A boundary missed by rounding alone counts as reached.
    let tokens = ((target - firstToken) / nextToken - 1e-9).rounded(.up)
    return min(firstToken + tokens * nextToken, total)
  }

  /// Whether it goes before another: the lower level, then the earlier turn.
  func precedes(_ other: PreemptiveTask) -> Bool {
    (level, turn) < (other.level, other.turn)
  }
}
