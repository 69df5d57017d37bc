import Bounds
import ServerChains

/// Branch and bound over the capacities of aligned chains, for the least mean number of jobs.
///
/// Chains are taken from the fastest on, so the slots of a partial design are the fastest ones of
/// all its completions: what these can have at best follows from the memory that is left and from
/// the greatest rates of any design, and ``FastestFirstSlots`` makes a bound of it.
struct CapacityBranching {
  private let chains: AlignedChains
  private let room: ServerRoom
  /// `V_n` or bounds of it, in units of the arrival rate.
  private let frontier: [Double]
  /// By chain, the rate of a slot in units of the arrival rate, rounded up.
  private let slotRates: [Double]
  private var slots: FastestFirstSlots
  /// By number of slots, their rate.
  private var sums: [Double] = [0]
  private var used: [Int]
  private var longest: [Int]
  private var servers: UInt64 = 0
  private var capacities: [Int]
  /// Room for what further slots can have: by chain, by part of a cut, and by slot.
  private var left: [Int]
  private var partsLeft: [Int]
  private var ahead: [Double] = []
  /// Slots looked at so far, which is what the work goes with.
  private(set) var work = 0
  private var nodes = 0

  /// What happens at a design that may be better than what is known.
  typealias Leaf = (_ capacities: [Int]) -> Double

  private static let up = 1 + 1e-12
  private static let down = 1 - 1e-10

  init(
    _ chains: AlignedChains, in room: ServerRoom, arrivalRate: Double, frontier: [Double]
  ) {
    self.chains = chains
    self.room = room
    self.frontier = frontier
    slotRates = chains.members.map { 1 / ($0.time * arrivalRate) * Self.up }
    slots = FastestFirstSlots(most: frontier.count)
    used = chains.ends.map { _ in 0 }
    longest = used
    capacities = chains.members.map { _ in 0 }
    left = capacities
    partsLeft = used
  }

  /// No design of these chains has fewer jobs; safe.
  mutating func leastJobs() -> Double { leastJobsWithMore(from: 0, than: 0) }

  /// Looks at all designs that could have fewer jobs than a target.
  ///
  /// - Parameters:
  ///   - target: Jobs that matter no more.
  ///   - work: Slots looked at after which it gives up.
  ///   - isCalledOff: Asked now and then.
  ///   - leaf: Takes a design and gives the target from then on.
  /// - Returns: Whether nothing was left out.
  mutating func run(
    target: inout Double, work most: Int, isCalledOff: () -> Bool, leaf: Leaf
  ) -> Bool {
    branch(from: 0, &target, most, isCalledOff, leaf)
  }

  private mutating func branch(
    from index: Int, _ target: inout Double, _ most: Int, _ isCalledOff: () -> Bool, _ leaf: Leaf
  ) -> Bool {
    nodes += 1
    if work > most || (nodes % 256 == 0 && isCalledOff()) { return false }
    guard index < capacities.count,
      (servers | chains.serversFrom[index]) == chains.servers,
      leastJobsWithMore(from: index, than: target) < target
    else { return true }
    for capacity in stride(from: capacityLeft(index), through: 0, by: -1) {
      let servers = self.servers
      let longest = self.longest
      take(capacity, of: index)
      if capacity > 0, self.servers == chains.servers, leastJobsNow < target {
        target = min(target, leaf(capacities))
      }
      let isWhole = branch(from: index + 1, &target, most, isCalledOff, leaf)
      giveBack(capacity, of: index)
      (self.servers, self.longest) = (servers, longest)
      guard isWhole else { return false }
    }
    return true
  }

  private mutating func take(_ capacity: Int, of index: Int) {
    capacities[index] = capacity
    guard capacity > 0 else { return }
    let member = chains.members[index]
    servers |= member.servers
    for hop in member.hops {
      used[hop.server] += capacity * hop.blocks
      longest[hop.server] = max(longest[hop.server], hop.blocks)
    }
    for _ in 0..<capacity { add(sums[slots.count] + slotRates[index], slotRates[index]) }
  }

  private mutating func giveBack(_ capacity: Int, of index: Int) {
    capacities[index] = 0
    for hop in chains.members[index].hops { used[hop.server] -= capacity * hop.blocks }
    remove(capacity)
  }

  private mutating func add(_ rate: Double, _ slot: Double) {
    work += 1
    sums.append(rate)
    slots.add(rate: rate, slot: slot)
  }

  private mutating func remove(_ count: Int) {
    sums.removeLast(count)
    slots.removeLast(count)
  }

  /// Jobs of the slots taken so far, if there are no more; safe.
  private var leastJobsNow: Double {
    let rate = sums[slots.count]
    return rate > 1 ? slots.leastJobs(load: 1 / rate, split: nil).jobs * Self.down : .infinity
  }

  /// How many more jobs a chain can hold.
  private func capacityLeft(_ index: Int) -> Int {
    chains.members[index].hops.reduce(Int.max) { min($0, jobsLeft($1)) }
  }

  /// How many more jobs a server can process so many blocks of.
  private func jobsLeft(_ hop: Hop) -> Int {
    let longest = max(longest[hop.server], hop.blocks)
    return max(0, room.slots[hop.server][longest] - used[hop.server]) / hop.blocks
  }

  /// The rates that further slots can have at most, of chains from `index` on.
  ///
  /// For each position the greatest ones by what the servers there can process, and of all
  /// positions the least.
  private mutating func mostRates(from index: Int) {
    let members = index..<slotRates.count
    for member in members { left[member] = capacityLeft(member) }
    ahead.removeAll(keepingCapacity: true)
    var isFirst = true
    for cut in chains.cuts {
      for (part, hop) in cut.parts.enumerated() { partsLeft[part] = jobsLeft(hop) }
      var count = 0
      for member in members {
        let part = cut.partOf[member]
        let taken = min(left[member], partsLeft[part])
        partsLeft[part] -= taken
        let rate = slotRates[member]
        if isFirst {
          ahead.append(contentsOf: repeatElement(rate, count: taken))
        } else {
          for slot in count..<max(count, min(count + taken, ahead.count)) {
            ahead[slot] = min(ahead[slot], rate)
          }
        }
        count += taken
      }
      if count < ahead.count { ahead.removeLast(ahead.count - count) }
      isFirst = false
    }
    let room = frontier.count - slots.count
    if ahead.count > room { ahead.removeLast(ahead.count - room) }
  }

  /// No design that has these slots and at least one more, of chains from `index` on, has fewer
  /// jobs; safe.
  ///
  /// - Parameter enough: Whatever lies below it is as good as anything else.
  private mutating func leastJobsWithMore(from index: Int, than enough: Double) -> Double {
    mostRates(from: index)
    let before = slots.count
    var least = Double.infinity
    var split: Int?
    for rate in ahead {
      let sum = min(sums[slots.count] + rate, frontier[slots.count])
      add(sum, rate)
      guard sum > 1 else { continue }
      let found = slots.leastJobs(load: 1 / sum, split: split)
      split = found.split
      least = min(least, found.jobs * Self.down)
      if least < enough { break }
    }
    remove(slots.count - before)
    return least
  }
}
