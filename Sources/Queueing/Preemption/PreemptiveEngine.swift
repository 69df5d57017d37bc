import ServerChains

/// The event loop of JFFC's dispatch with a skip-join multi-level feedback queue (FastServe, arXiv
/// 2305.05920).
///
/// An arrival joins the first level whose quantum covers its first-token time. A job that has had
/// its level's quantum is demoted, one that has waited too long without service is promoted to
/// level 0, and a waiting job of a lower level interrupts a running one at its next token. A
/// started job stays on its chain. Interrupted jobs keep their caches there; where slots run out, a
/// swapping engine moves the caches of the last in order to host memory and fetches the first in
/// order back.
struct PreemptiveEngine {
  let settings: PreemptionSettings
  let isSwapping: Bool
  private let times: TokenTimes?
  var chains: [PreemptiveChain]
  var tasks: [PreemptiveTask?] = []
  private var vacant: [Int] = []
  var central = LevelQueue()
  var events = EventQueue()
  private var turns = 0
  private var present = 0
  private(set) var tally: RunTally

  private static let highestLevel = 60

  init(
    system: ChainSystem, workload: Workload, settings: PreemptionSettings, isSwapping: Bool,
    tally: RunTally
  ) {
    self.settings = settings
    self.isSwapping = isSwapping
    self.tally = tally
    chains = system.chains.map { PreemptiveChain($0, settings: settings) }
    if case .tokens(let times) = workload.sizes { self.times = times } else { times = nil }
  }

  /// The time of the present event.
  var now: Double { tally.clock }

  /// Runs until all jobs of the source are complete; false where it was told to end before.
  mutating func run(_ source: inout JobSource, _ control: inout RunControl) throws(InputError)
    -> Bool
  {
    var next = try source.next()
    while true {
      if next.arrival < events.earliest {
        tally.advance(to: next.arrival, jobs: present)
        present += 1
        arrive(next)
        next = try source.next()
      } else if let event = events.removeFirst() {
        guard let task = tasks[event.task], task.stamp == event.stamp else { continue }
        tally.advance(to: event.time, jobs: present)
        let completed = tally.completed
        handle(event)
        if tally.completed > completed, !control.step() { return false }
      } else {
        assert(present == 0, "A run ends with an empty system.")
        return control.flush()
      }
    }
  }

  private mutating func handle(_ event: PreemptiveEvent) {
    switch event.kind {
    case .boundary: reachBoundary(event.task)
    case .starvation: promote(event.task)
    case .swappedOut: finishLeaving(event.task)
    case .swappedIn: finishReturning(event.task)
    }
  }

  /// Changes a job; events noted for it stay valid.
  mutating func change(_ index: Int, _ body: (inout PreemptiveTask) -> Void) {
    guard var task = tasks[index] else { preconditionFailure("Job \(index) has left.") }
    body(&task)
    tasks[index] = task
  }

  func task(_ index: Int) -> PreemptiveTask {
    guard let task = tasks[index] else { preconditionFailure("Job \(index) has left.") }
    return task
  }

  /// The last turn of a level.
  mutating func nextTurn() -> Int {
    turns += 1
    return turns
  }

  // MARK: Arrival

  private mutating func arrive(_ job: Job) {
    var task = PreemptiveTask(job)
    let free = chains.firstIndex { $0.running.count < $0.width && $0.freeSlots > 0 }
    task.setTimes(on: chains[free ?? 0].served, times: times)
    task.level = joiningLevel(firstToken: task.firstToken)
    task.turn = nextTurn()
    let index = store(task)
    if let free {
      begin(index, on: free)
    } else {
      central.append(index, task)
      awaitService(index)
      seekRoom(for: index)
    }
  }

  private mutating func store(_ task: PreemptiveTask) -> Int {
    if let index = vacant.popLast() {
      // Events of the place's former job stay void.
      var task = task
      task.stamp = stamps[index] + 1
      tasks[index] = task
      return index
    }
    tasks.append(task)
    stamps.append(0)
    return tasks.count - 1
  }

  private var stamps: [Int] = []

  /// The first level whose quantum covers the first token.
  private func joiningLevel(firstToken: Double) -> Int {
    var level = 0
    while level < Self.highestLevel, quantum(of: level) < firstToken { level += 1 }
    return level
  }

  func quantum(of level: Int) -> Double {
    settings.quantum * Double(sign: .plus, exponent: level, significand: 1)
  }

  /// Notes when a job that begins to wait is to be promoted.
  mutating func awaitService(_ index: Int) {
    change(index) { $0.stamp += 1 }
    guard task(index).level > 0 else { return }
    events.add(
      .starvation, at: now + settings.starvation, task: index, stamp: task(index).stamp)
  }

  // MARK: Service

  /// Starts a job that has no cache yet.
  mutating func begin(_ index: Int, on chain: Int) {
    assert(chains[chain].freeSlots > 0, "A job starts only where a slot is free.")
    let (served, times, now) = (chains[chain].served, times, now)
    change(index) {
      $0.chain = chain
      $0.start = now
      $0.setTimes(on: served, times: times)
    }
    resume(index)
  }

  /// Serves a job whose cache is on its chain.
  mutating func resume(_ index: Int) {
    let now = now
    change(index) {
      $0.place = .running
      $0.resumed = now
      $0.isYielding = false
    }
    let chain = task(index).chain
    chains[chain].running.append(index)
    assert(chains[chain].running.count <= chains[chain].width, "No chain serves too many jobs.")
    assert(chains[chain].freeSlots >= 0, "No chain holds more caches than it has slots.")
    scheduleBoundary(index)
  }

  /// Notes the next moment at which something may change for a running job.
  mutating func scheduleBoundary(_ index: Int) {
    change(index) { $0.stamp += 1 }
    let task = task(index)
    let passed = task.served + (now - task.resumed)
    let target =
      task.isYielding ? passed : task.served + quantum(of: task.level) - task.servedAtLevel
    // A job that yields must not stand still: before its first token it goes on to it.
    let end = task.boundary(reaching: max(target, passed))
    change(index) { $0.goal = end }
    events.add(
      .boundary, at: max(now, task.resumed + (end - task.served)), task: index, stamp: task.stamp)
  }

  private mutating func reachBoundary(_ index: Int) {
    pause(index)
    let paused = task(index)
    guard paused.served < paused.total else { return complete(index) }
    if paused.servedAtLevel >= quantum(of: paused.level) * (1 - 1e-9),
      paused.level < Self.highestLevel
    {
      let turn = nextTurn()
      change(index) {
        $0.level += 1
        $0.servedAtLevel = 0
        $0.turn = turn
      }
    }
    giveWayOrGoOn(index)
  }

  /// Ends a stretch of service; the job stands nowhere until its next place is set.
  private mutating func pause(_ index: Int) {
    let task = task(index)
    tally.slotTime[task.chain] += now - task.resumed
    chains[task.chain].running.removeAll { $0 == index }
    // What was aimed at is taken, not what the clock says: a remainder of rounding would never end.
    change(index) {
      $0.servedAtLevel += $0.goal - $0.served
      $0.served = $0.goal
    }
  }

  private mutating func complete(_ index: Int) {
    let task = task(index)
    present -= 1
    let waited = max(0, now - task.job.arrival - task.total)
    tally.complete(task.job, start: task.start, waited: waited, chain: task.chain)
    stamps[index] = task.stamp
    tasks[index] = nil
    vacant.append(index)
    settle(task.chain)
  }

  /// Interrupts a job at a boundary: it waits with its cache where it is.
  mutating func interrupt(_ index: Int) {
    tally.preemptions += 1
    change(index) { $0.place = .resident }
    chains[task(index).chain].resident.append(index)
    awaitService(index)
  }

  mutating func countSwap() { tally.swaps += 1 }

  // MARK: Starvation

  private mutating func promote(_ index: Int) {
    let turn = nextTurn()
    let place = task(index).place
    change(index) {
      $0.level = 0
      $0.servedAtLevel = 0
      $0.turn = turn
      $0.stamp += 1
    }
    let promoted = task(index)
    switch place {
    case .unstarted:
      central.noteRemoval()
      central.append(index, promoted)
    case .swapped:
      chains[promoted.chain].swapped.noteRemoval()
      chains[promoted.chain].swapped.append(index, promoted)
    case .running, .resident, .leaving, .returning: break
    }
    seekRoom(for: index)
  }
}
