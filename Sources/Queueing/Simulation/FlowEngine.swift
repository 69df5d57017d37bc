import ServerChains

/// The event loop of policies that run every job to its end on one chain.
///
/// Two kinds of events, the next arrival and the earliest departure; a departure comes before an
/// arrival at the same time. The loop takes no memory once the queues have had their greatest
/// length.
///
/// - Complexity: O(log C) an event for C slots, and the policy's own O(log K).
struct FlowEngine<Policy: DispatchPolicy>: ~Copyable {
  private let chainOfSlot: Cells<Int32>
  private let communication: Cells<Double>
  private let computation: Cells<Double>
  private let capacities: Cells<Int>
  /// Jobs per chain, those in its own queue included.
  private let jobs: Cells<Int>
  /// Free slots of chain k at `firstSlot[k] ..<` the next chain's.
  private let freeSlots: Cells<Int32>
  private let firstSlot: Cells<Int>
  private let slotJobs: Cells<Job>
  private let slotStarts: Cells<Double>
  private let slotCount: Int
  private let centralQueue: Int

  private var policy: Policy
  private var departures: DepartureHeap
  private var queues: JobQueues
  private(set) var tally: RunTally

  init(system: ChainSystem, generator: SeededGenerator, tally: RunTally) {
    let chains = system.chains
    let slots = system.slotCount
    slotCount = slots
    chainOfSlot = Cells(repeating: 0, count: slots)
    freeSlots = Cells(repeating: 0, count: slots)
    slotJobs = Cells(repeating: .none, count: slots)
    slotStarts = Cells(repeating: 0, count: slots)
    communication = Cells(repeating: 0, count: chains.count)
    computation = Cells(repeating: 0, count: chains.count)
    capacities = Cells(repeating: 0, count: chains.count)
    jobs = Cells(repeating: 0, count: chains.count)
    firstSlot = Cells(repeating: 0, count: chains.count)
    centralQueue = chains.count
    policy = Policy(system: system, generator: generator)
    departures = DepartureHeap(capacity: slots)
    queues = JobQueues(count: chains.count + 1)
    self.tally = tally
    var slot = 0
    for (index, chain) in chains.enumerated() {
      communication[index] = chain.communicationTime
      computation[index] = chain.computationTime
      capacities[index] = chain.capacity
      firstSlot[index] = slot
      for place in 0..<chain.capacity {
        chainOfSlot[slot + place] = Int32(index)
        freeSlots[slot + place] = Int32(slot + chain.capacity - 1 - place)
      }
      slot += chain.capacity
    }
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
        arrive(next)
        next = try source.next()
      } else if departure < .infinity {
        tally.advance(to: departure, jobs: present)
        present -= 1
        depart()
        guard control.step() else { return false }
      } else {
        assert(present == 0 && queues.total == 0, "A run ends with an empty system.")
        return control.flush()
      }
    }
  }

  @inline(__always)
  private mutating func arrive(_ job: Job) {
    let chain = policy.choose()
    if Policy.hasCentralQueue, chain < 0 {
      assert(departures.count == slotCount, "A job waits only while every slot is busy.")
      queues.append(job, to: centralQueue)
      return
    }
    let present = jobs[chain]
    jobs[chain] = present + 1
    if present < capacities[chain] {
      let slot = Int(freeSlots[firstSlot[chain] + capacities[chain] - present - 1])
      let time = start(job, slot: slot, chain: chain)
      departures.insert(slot, at: tally.clock + time)
    } else {
      assert(!Policy.hasCentralQueue, "A central queue keeps chains within their capacity.")
      queues.append(job, to: chain)
    }
    policy.note(chain: chain, jobs: present + 1)
  }

  @inline(__always)
  private mutating func depart() {
    let slot = departures.earliestSlot
    let chain = Int(chainOfSlot[slot])
    let job = slotJobs[slot]
    let began = slotStarts[slot]
    tally.complete(job, start: began, waited: began - job.arrival, chain: chain)
    let queue = Policy.hasCentralQueue ? centralQueue : chain
    let hasNext = !queues.isEmpty(queue)
    if hasNext {
      let time = start(queues.removeFirst(of: queue), slot: slot, chain: chain)
      departures.replaceEarliest(at: tally.clock + time)
    } else {
      departures.removeEarliest()
    }
    if Policy.hasCentralQueue, hasNext { return }
    let left = jobs[chain] - 1
    jobs[chain] = left
    assert(left >= 0, "A chain does not lose more jobs than it took.")
    if !hasNext {
      freeSlots[firstSlot[chain] + capacities[chain] - left - 1] = Int32(slot)
    }
    policy.note(chain: chain, jobs: left)
  }

  /// Puts a job in a slot and gives its service time.
  @inline(__always)
  private mutating func start(_ job: Job, slot: Int, chain: Int) -> Double {
    slotJobs[slot] = job
    slotStarts[slot] = tally.clock
    let time = job.serviceTime(
      communication: communication[chain], computation: computation[chain])
    tally.slotTime[chain] += time
    return time
  }
}
