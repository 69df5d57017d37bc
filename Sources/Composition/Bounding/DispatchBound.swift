import ServerChains

/// The least mean number of jobs that any dispatch can have whose jobs never change their slot.
///
/// z jobs wait or are on the i fastest slots and y on the others. Between the two classes there is no way but through the queue; within
/// a class the process lets jobs move. A dispatch to the fastest free class that holds a few jobs back where this is better has a value
/// function h, and with all slots busy the queue is a chain of one dimension whose differences of h grow by `1/(ν − λ)` a job, so
/// it folds into the full state. Any function of the states proves a bound: with g the least over all states and choices of
/// what the jobs cost and h changes there, no dispatch has fewer than g jobs on average. Choices are where an arrival goes, to hold jobs
/// back, and to slow slots down.
///
/// No moment of a dispatch's jobs but the mean need be finite: with the differences of h held constant from K jobs on, a multiple of the
/// share of time with so many jobs is lost, and that goes to 0 with K.
struct DispatchBound {
  /// Upper bounds of a design's rates, in jobs per second.
  struct Rates {
    /// `f_1 … f_i`: the n fastest slots.
    var fast: [Double]
    /// n of the other slots.
    var slow: [Double]
    /// Both together, by the number of slots.
    var total: [Double]
  }

  private let arrivalRate: Double
  private let fast: Int
  private let slow: Int
  /// Fast slots, and jobs that may wait for them while others are free.
  private let top: Int
  private let width: Int
  /// What a job costs that begins on a slot that is not followed; nil where there are no more slots.
  private let slowTime: Double?
  /// By state: the rates of either class, and of both.
  private let rates: [(fast: Double, slow: Double, total: Double)]
  /// By state: whether a job waits although another slot is free.
  private var holds: [Bool]
  private var value = RelativeValue(relative: [], mean: 0)

  /// Jobs that may be held back: more are looked at where fewer are not enough.
  private static let patiences = [0, 2, 8]

  /// No dispatch has fewer jobs on average; safe, and 0 where nothing can be said.
  ///
  /// - Parameters:
  ///   - rates: At least one slot of either class.
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
    fast = rates.fast.count
    slow = rates.slow.count
    top = fast + patience
    width = slow + 1
    var byState: [(fast: Double, slow: Double, total: Double)] = []
    for z in 0...top {
      for y in 0...slow {
        let busy = min(z, fast)
        let total = busy + y > 0 ? rates.total[busy + y - 1] : 0
        byState.append(
          (
            busy > 0 ? min(rates.fast[busy - 1], total) : 0,
            y > 0 ? min(rates.slow[y - 1], total) : 0, total
          ))
      }
    }
    self.rates = byState
    holds = Array(repeating: false, count: byState.count)
  }

  private var full: Int { rates.count - 1 }
  /// Jobs in the full state.
  private var jobsFull: Int { top + slow }
  /// `ν − λ` with all slots busy.
  private var spare: Double { rates[full].total - arrivalRate }

  /// Whether a job waits that could begin on one of the other slots.
  private func canMove(_ here: Int) -> Bool { here / width > fast && here % width < slow }

  private func change(_ here: Int, _ there: Int) -> Double {
    value.relative[here] - value.relative[there]
  }

  /// Makes the value function of a dispatch that holds jobs back where that is better.
  ///
  /// - Returns: False where a chain has no value.
  private mutating func improve() -> Bool {
    guard let first = evaluated() else { return false }
    value = first
    for _ in 0..<8 where top > fast {
      let margin = 1e-9 * value.mean
      let better = holds.indices.map { here in
        guard canMove(here) else { return false }
        return holds[here]
          ? change(here, here - width + 1) < margin : drift(here) < value.mean - margin
      }
      guard better != holds else { break }
      let before = holds
      holds = better
      guard let next = evaluated() else {
        holds = before
        break
      }
      value = next
    }
    return true
  }

  private func evaluated() -> RelativeValue? {
    var chain = BandedChain(stateCount: rates.count, band: width)
    var costs = [Double](repeating: 0, count: rates.count)
    for here in rates.indices {
      let (z, y) = (here / width, here % width)
      if canMove(here), !holds[here] {
        chain.addMove(from: here, to: here - width + 1)
        continue
      }
      costs[here] = Double(z + y)
      if z < top {
        chain.add(arrivalRate, from: here, to: here + width)
      } else if y < slow {
        chain.add(arrivalRate, from: here, to: here + 1)
      } else if let slowTime {
        costs[here] += arrivalRate * slowTime
      } else {
        chain.extend(here, by: arrivalRate / spare)
        costs[here] += arrivalRate * (Double(jobsFull + 1) + arrivalRate / spare) / spare
      }
      let rate = rates[here]
      if rate.slow > 0 { chain.add(rate.slow, from: here, to: here - 1) }
      let rest = min(rate.fast, rate.total - rate.slow)
      if rest > 0 { chain.add(rest, from: here, to: here - width) }
    }
    return chain.value(of: costs)
  }

  /// What the first job that waits behind the full state adds to h.
  private var waitingCost: Double {
    slowTime ?? (Double(jobsFull + 1) + arrivalRate / spare - value.mean) / spare
  }

  /// What the function proves.
  private var proven: Double {
    var least = behind
    for here in rates.indices {
      least = min(least, drift(here))
      // To begin must not be better than to wait: a move takes no time.
      if canMove(here), change(here, here - width + 1) > 1e-8 * value.mean { return 0 }
      if here / width == top, here % width > 0 { least = min(least, held(here)) }
    }
    return max(0, least)
  }

  /// What the jobs of a state cost and h changes there at the best, per second.
  private func drift(_ here: Int) -> Double {
    let (z, y) = (here / width, here % width)
    var arrival = Double.infinity
    if z < top { arrival = min(arrival, change(here + width, here)) }
    if y < slow { arrival = min(arrival, change(here + 1, here)) }
    if y == slow, z == top || slowTime != nil { arrival = min(arrival, waitingCost) }
    let rate = rates[here]
    let gains = (
      fast: z > 0 ? max(0, change(here, here - width)) : 0,
      slow: y > 0 ? max(0, change(here, here - 1)) : 0
    )
    // Both classes together may be slower than each alone.
    let gain = max(
      rate.fast * gains.fast + min(rate.slow, rate.total - rate.fast) * gains.slow,
      rate.slow * gains.slow + min(rate.fast, rate.total - rate.slow) * gains.fast)
    return Double(z + y) + arrivalRate * arrival - gain
  }

  /// The same with one of the other slots' jobs still waiting, for more of these than the states tell apart.
  private func held(_ here: Int) -> Double {
    let (z, y) = (here / width, here % width)
    let arrival = y < slow ? change(here + 1, here) : waitingCost
    let gain = max(0, change(here, here - 1))
    return Double(z + y) + arrivalRate * arrival
      - (rates[here].fast + rates[here - 1].slow) * gain
  }

  /// The same with one job behind the full state; with more of them it is no less.
  private var behind: Double {
    let jobs = Double(jobsFull + 1)
    let total = rates[full].total
    if let slowTime { return jobs - (total - arrivalRate) * slowTime }
    // Each further job adds 1/(ν − λ).
    return jobs + arrivalRate * (waitingCost + 1 / spare) - total * max(0, waitingCost)
  }
}
