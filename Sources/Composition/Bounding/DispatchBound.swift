import ServerChains

/// The least mean number of jobs that any dispatch can have whose jobs never change their slot.
///
/// Slots are told apart by classes, the fastest first. The first number of a state counts the jobs that wait or are on the first
/// class, the others those on each other class. Between the classes there is no way but through the queue; within a class the process
/// lets jobs move. A dispatch to the fastest free class that holds a few jobs back where this is better has a value function h, and with
/// all slots busy the queue is a chain of one dimension whose differences of h grow by `1/(ν − λ)` a job, so it folds into the full
/// state. Any function of the states proves a bound: with g the least over all states and choices of what the jobs cost and h changes
/// there, no dispatch has fewer than g jobs on average. Choices are where an arrival goes, to hold jobs back and begin them later, and
/// to slow slots down. Jobs held back beyond those that states tell apart count in the fastest of the other classes that is free.
///
/// No moment of a dispatch's jobs but the mean need be finite: with the differences of h held constant from K jobs on, a multiple of the
/// share of time with so many jobs is lost, and that goes to 0 with K.
struct DispatchBound {
  /// Upper bounds of a design's rates, in jobs per second.
  struct Rates {
    /// By class, the fastest first: of n jobs in it, by n − 1.
    var classes: [[Double]]
    /// Of n jobs on all slots together.
    var total: [Double]
  }

  private let arrivalRate: Double
  /// Slots by class.
  private let slots: [Int]
  /// Slots of the first class, and jobs that may wait for them while others are free.
  private let top: Int
  /// By class, what one job more adds to a state's number: most where there are most slots, so that states lie near each other.
  private let strides: [Int]
  /// The greatest of them.
  private let band: Int
  /// What a job costs that begins on a slot that is not followed; nil where there are no more slots.
  private let slowTime: Double?
  private let stateCount: Int
  /// Jobs by state and class, all classes of a state together; the first number with those that wait.
  private let jobs: [Int]
  /// In the same order.
  private let rates: [Double]
  /// By state: all its jobs.
  private let counts: [Int]
  /// By state: the rate of all its jobs together.
  private let totals: [Double]
  /// By state: the class in which a waiting job begins at once.
  private var moves: [Int?]
  private var value = RelativeValue(relative: [], mean: 0)

  /// Jobs that may be held back: more are looked at where fewer are not enough.
  private static let patiences = [0, 2, 8]

  /// No dispatch has fewer jobs on average; safe, and 0 where nothing can be said.
  ///
  /// - Parameters:
  ///   - rates: Two classes or three, with at least one slot each.
  ///   - slowTime: What a job costs at least that begins on a slot that is not followed, in seconds; nil where there are no more slots.
  ///   - isQuick: Look at no dispatch that holds jobs back: the bound may be weaker.
  static func leastJobs(
    arrivalRate: Double, rates: Rates, slowTime: Double?, isQuick: Bool = false
  ) -> Double {
    guard let total = rates.total.last, total > arrivalRate || slowTime != nil else { return 0 }
    if let slowTime {
      return leastJobs(
        arrivalRate: arrivalRate, rates: rates, slowTime: slowTime, spare: total - arrivalRate)
    }
    var best = 0.0
    for patience in patiences.prefix(isQuick ? 1 : patiences.count) {
      var bound = DispatchBound(
        arrivalRate: arrivalRate, rates: rates, slowTime: nil, patience: patience)
      guard bound.improve() else { break }
      best = max(best, bound.proven)
      if best >= bound.value.mean * (1 - 1e-4) { break }
    }
    return best * (1 - 1e-10)
  }

  /// With slots that are not followed: a job costs no less than on these, or than the function allows one that waits.
  private static func leastJobs(
    arrivalRate: Double, rates: Rates, slowTime: Double, spare: Double
  ) -> Double {
    var best = 0.0
    let jobs = Double(rates.total.count + 1)
    var time = spare > 0 ? min(slowTime, jobs / spare) : slowTime
    guard time < .infinity else { return 0 }
    for _ in 0..<3 {
      var bound = DispatchBound(
        arrivalRate: arrivalRate, rates: rates, slowTime: time, patience: 0)
      guard bound.improve() else { break }
      best = max(best, bound.proven)
      guard spare > 0, best < bound.value.mean * (1 - 1e-4) else { break }
      time = min(slowTime, (jobs - bound.value.mean) / spare)
      guard time > 0 else { break }
    }
    return best * (1 - 1e-10)
  }

  private init(arrivalRate: Double, rates: Rates, slowTime: Double?, patience: Int) {
    self.arrivalRate = arrivalRate
    self.slowTime = slowTime
    let slots = rates.classes.map(\.count)
    self.slots = slots
    let top = slots[0] + patience
    self.top = top
    let sizes = slots.indices.map { $0 == 0 ? top + 1 : slots[$0] + 1 }
    let order = slots.indices.sorted { (sizes[$0], $0) < (sizes[$1], $1) }
    var strides = slots
    var stride = 1
    for index in order {
      strides[index] = stride
      stride *= sizes[index]
    }
    self.strides = strides
    stateCount = stride
    band = strides.max() ?? 1
    var digits = slots.map { _ in 0 }
    var jobs: [Int] = []
    var byClass: [Double] = []
    var counts: [Int] = []
    var totals: [Double] = []
    jobs.reserveCapacity(stateCount * slots.count)
    byClass.reserveCapacity(stateCount * slots.count)
    for _ in 0..<stateCount {
      let count = digits.reduce(0, +)
      let busy = count - max(0, digits[0] - slots[0])
      let total = busy > 0 ? rates.total[busy - 1] : 0
      for (index, digit) in digits.enumerated() {
        let number = min(digit, slots[index])
        byClass.append(number > 0 ? min(rates.classes[index][number - 1], total) : 0)
      }
      jobs += digits
      counts.append(count)
      totals.append(total)
      for index in order {
        digits[index] += 1
        guard digits[index] == sizes[index] else { break }
        digits[index] = 0
      }
    }
    (self.jobs, self.rates, self.counts, self.totals) = (jobs, byClass, counts, totals)
    moves = Array(repeating: nil, count: stateCount)
    for here in 0..<stateCount where number(0, here) > slots[0] { moves[here] = nextFree(here) }
  }

  private var full: Int { stateCount - 1 }
  /// Jobs in the full state.
  private var jobsFull: Int { counts[full] }
  /// `ν − λ` with all slots busy.
  private var spare: Double { totals[full] - arrivalRate }

  /// A state's jobs in a class.
  private func number(_ index: Int, _ here: Int) -> Int { jobs[here * slots.count + index] }

  /// The greatest rate of a class.
  private func rate(_ index: Int, _ here: Int) -> Double { rates[here * slots.count + index] }

  private func isFree(_ index: Int, _ here: Int) -> Bool { number(index, here) < slots[index] }

  /// The fastest class with a free slot, from the second class on or from another.
  private func nextFree(_ here: Int, from first: Int = 1) -> Int? {
    for index in first..<slots.count where isFree(index, here) { return index }
    return nil
  }

  private func change(_ here: Int, _ there: Int) -> Double {
    value.relative[here] - value.relative[there]
  }

  /// The state after a waiting job has begun in a class.
  private func begun(_ here: Int, _ index: Int) -> Int { here - strides[0] + strides[index] }

  /// Makes the value function of a dispatch that holds jobs back where that is better.
  ///
  /// - Returns: False where a chain has no value.
  private mutating func improve() -> Bool {
    guard let first = evaluated() else { return false }
    value = first
    for _ in 0..<8 where top > slots[0] {
      let margin = 1e-9 * value.mean
      let better = moves.indices.map { here -> Int? in
        guard number(0, here) > slots[0] else { return nil }
        let least = (1..<slots.count).filter { isFree($0, here) }
          .min { change(begun(here, $0), begun(here, $1)) < 0 }
        guard let least else { return nil }
        let holds =
          moves[here] == nil
          ? change(here, begun(here, least)) < margin : drift(here) < value.mean - margin
        return holds ? nil : least
      }
      guard better != moves else { break }
      let before = moves
      moves = better
      guard let next = evaluated() else {
        moves = before
        break
      }
      value = next
    }
    return true
  }

  private func evaluated() -> RelativeValue? {
    var chain = BandedChain(stateCount: stateCount, band: band)
    var costs = [Double](repeating: 0, count: stateCount)
    for here in 0..<stateCount {
      if let move = moves[here] {
        chain.addMove(from: here, to: begun(here, move))
        continue
      }
      costs[here] = Double(counts[here])
      if number(0, here) < top {
        chain.add(arrivalRate, from: here, to: here + strides[0])
      } else if let free = nextFree(here) {
        chain.add(arrivalRate, from: here, to: here + strides[free])
      } else if let slowTime {
        costs[here] += arrivalRate * slowTime
      } else {
        chain.extend(here, by: arrivalRate / spare)
        costs[here] += arrivalRate * (Double(jobsFull + 1) + arrivalRate / spare) / spare
      }
      var rest = totals[here]
      for index in stride(from: slots.count - 1, through: 0, by: -1) {
        let rate = min(rate(index, here), rest)
        rest -= rate
        if rate > 0 { chain.add(rate, from: here, to: here - strides[index]) }
      }
    }
    return chain.value(of: costs)
  }

  /// What the first job that waits behind the full state adds to h.
  private var waitingCost: Double {
    slowTime ?? (Double(jobsFull + 1) + arrivalRate / spare - value.mean) / spare
  }

  /// What the function proves.
  ///
  /// To begin a job takes no time, and each is begun once: where h falls by it, the arrival rate times as much is lost. The same again is
  /// lost where a job counts as one that waits while it is on a slot that is not followed.
  private var proven: Double {
    var least = behind
    var loss = 0.0
    let last = slots.count - 1
    for here in 0..<stateCount {
      least = min(least, drift(here))
      let isTop = number(0, here) == top
      for from in 0..<(isTop ? last : 1) where number(from, here) > 0 {
        if isTop, from > 0, isCounted(here, from) { least = min(least, held(here, from)) }
        for index in from + 1..<slots.count where isFree(index, here) {
          loss = max(loss, change(here, here - strides[from] + strides[index]))
        }
        if let slowTime, !isFree(last, here) {
          loss = max(loss, change(here, here - strides[from]) - slowTime)
        }
      }
      if isTop, number(last, here) > 0, isCounted(here, last) {
        least = min(least, held(here, last))
      }
    }
    return max(0, least - 2 * arrivalRate * loss)
  }

  /// Whether jobs that are held back can count in a class: those before it are full.
  private func isCounted(_ here: Int, _ last: Int) -> Bool {
    nextFree(here).map { $0 >= last } ?? true
  }

  /// What the jobs of a state cost and h changes there at the best, per second.
  private func drift(_ here: Int) -> Double {
    var arrival = Double.infinity
    if number(0, here) < top { arrival = change(here + strides[0], here) }
    for index in 1..<slots.count where isFree(index, here) {
      arrival = min(arrival, change(here + strides[index], here))
    }
    if arrival == .infinity || slowTime != nil && !isFree(slots.count - 1, here) {
      arrival = min(arrival, waitingCost)
    }
    var departures = Departures(total: totals[here])
    for index in slots.indices where number(index, here) > 0 {
      departures.add(change(here, here - strides[index]), rate(index, here))
    }
    return Double(counts[here]) + arrivalRate * arrival - departures.gain
  }

  /// The same with jobs held back that count in the classes up to one, at least one of them there.
  ///
  /// A job of these classes that leaves makes room for one of them, so the last of these classes has one less.
  private func held(_ here: Int, _ last: Int) -> Double {
    var arrival = waitingCost
    if let free = nextFree(here, from: last) {
      arrival = change(here + strides[free], here)
      if slowTime != nil, !isFree(slots.count - 1, here) { arrival = min(arrival, waitingCost) }
    }
    let fewer = here - strides[last]
    var departures = Departures(total: totals[fewer])
    departures.add(
      change(here, fewer), (0..<last).reduce(rate(last, fewer)) { $0 + rate($1, here) })
    for index in (last + 1)..<slots.count where number(index, here) > 0 {
      departures.add(change(here, here - strides[index]), rate(index, here))
    }
    return Double(counts[here]) + arrivalRate * arrival - departures.gain
  }

  /// The same with one job behind the full state; with more of them it is no less.
  private var behind: Double {
    let jobs = Double(jobsFull + 1)
    let total = totals[full]
    if let slowTime { return jobs - (total - arrivalRate) * slowTime }
    // Each further job adds 1/(ν − λ).
    return jobs + arrivalRate * (waitingCost + 1 / spare) - total * max(0, waitingCost)
  }
}

/// The most that jobs which leave can take from h per second: all together may be slower than each class alone.
private struct Departures {
  let total: Double
  /// What each class takes for a job, the most first, and how fast; there are no more than three.
  private var classes = InlineArray<3, (gain: Double, rate: Double)>(repeating: (0, 0))
  private var count = 0

  init(total: Double) { self.total = total }

  mutating func add(_ gain: Double, _ rate: Double) {
    guard gain > 0 else { return }
    var place = count
    while place > 0, classes[place - 1].gain < gain {
      classes[place] = classes[place - 1]
      place -= 1
    }
    classes[place] = (gain, rate)
    count += 1
  }

  var gain: Double {
    var rest = total
    var sum = 0.0
    for index in 0..<count where rest > 0 {
      sum += classes[index].gain * min(classes[index].rate, rest)
      rest -= classes[index].rate
    }
    return sum
  }
}
