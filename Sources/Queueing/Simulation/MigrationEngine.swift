import ServerChains

/// The event loop of JFFC with free migration: with n jobs in the system the n fastest slots are
/// busy.
///
/// When a slot frees and nobody waits, the job on the slowest busy slot goes on in it at once; what
/// was left of it, as a share of its service time, is left of it on the faster chain. With
/// exponential sizes its mean response is the lower bound of
/// Documentation/Problem.md, "JFFC and its bounds".
///
/// - Complexity: O(log C) an event for C slots.
struct MigrationEngine: ~Copyable {
  private let chains: [ServedChain]
  private let chainOfSlot: [Int]
  private let slotJobs: Cells<Job>
  /// When the job's first service began.
  private let slotStarts: Cells<Double>
  /// The job's full service time on its present chain.
  private let slotTimes: Cells<Double>
  /// When the job came to its present slot.
  private let slotEntries: Cells<Double>
  private var departures: DepartureHeap
  private var queues = JobQueues(count: 1)
  private(set) var tally: RunTally

  init(system: ChainSystem, tally: RunTally) {
    chains = system.chains
    chainOfSlot = system.chains.indices.flatMap {
      Array(repeating: $0, count: system.chains[$0].capacity)
    }
    slotJobs = Cells(repeating: .none, count: system.slotCount)
    slotStarts = Cells(repeating: 0, count: system.slotCount)
    slotTimes = Cells(repeating: 0, count: system.slotCount)
    slotEntries = Cells(repeating: 0, count: system.slotCount)
    departures = DepartureHeap(capacity: system.slotCount)
    self.tally = tally
  }

  /// Runs until all jobs of the source are complete; false where it was told to end before.
  mutating func run(_ source: inout JobSource, _ control: inout RunControl) throws(InputError)
    -> Bool
  {
    var next = try source.next()
    var present = 0
    while true {
      let departure = departures.earliest
      if next.arrival < departure {
        tally.advance(to: next.arrival, jobs: present)
        present += 1
        if departures.count < chainOfSlot.count {
          start(next, slot: departures.count)
        } else {
          queues.append(next, to: 0)
        }
        next = try source.next()
      } else if departure < .infinity {
        tally.advance(to: departure, jobs: present)
        present -= 1
        depart()
        guard control.step() else { return false }
      } else {
        return control.flush()
      }
    }
  }

  private mutating func start(_ job: Job, slot: Int) {
    slotJobs[slot] = job
    slotStarts[slot] = tally.clock
    slotEntries[slot] = tally.clock
    slotTimes[slot] = serviceTime(of: job, slot: slot)
    departures.insert(slot, at: tally.clock + slotTimes[slot])
  }

  private mutating func depart() {
    let slot = departures.earliestSlot
    leave(slot)
    let job = slotJobs[slot]
    tally.complete(
      job, start: slotStarts[slot], waited: slotStarts[slot] - job.arrival,
      chain: chainOfSlot[slot])
    departures.removeEarliest()
    if !queues.isEmpty(0) {
      start(queues.removeFirst(of: 0), slot: slot)
    } else if slot != departures.count {
      migrate(from: departures.count, to: slot)
    }
  }

  /// Moves the job of the slowest busy slot to a faster one.
  private mutating func migrate(from slow: Int, to fast: Int) {
    leave(slow)
    let left = departures.time(of: slow) - tally.clock
    let share = slotTimes[slow] > 0 ? left / slotTimes[slow] : 0
    departures.remove(slow)
    let job = slotJobs[slow]
    slotJobs[fast] = job
    slotStarts[fast] = slotStarts[slow]
    slotEntries[fast] = tally.clock
    slotTimes[fast] = serviceTime(of: job, slot: fast)
    departures.insert(fast, at: tally.clock + share * slotTimes[fast])
  }

  /// Counts the time a slot was in use.
  private mutating func leave(_ slot: Int) {
    tally.slotTime[chainOfSlot[slot]] += tally.clock - slotEntries[slot]
  }

  private func serviceTime(of job: Job, slot: Int) -> Double {
    let chain = chains[chainOfSlot[slot]]
    return job.serviceTime(
      communication: chain.communicationTime, computation: chain.computationTime)
  }
}
