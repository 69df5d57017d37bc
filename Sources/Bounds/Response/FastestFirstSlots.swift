/// Slots from the fastest on with what ``FastestFirstBound`` makes of them, rates in units of the
/// arrival rate.
package struct FastestFirstSlots {
  /// `B_l`.
  private var passing: [Double]
  /// `Σ_(i ≤ l) (B_(i−1) − B_i) T_i`.
  private var served: [Double]
  /// `E_l`.
  private var chained: [Double]
  /// `R_l`.
  private var weights: [Double]

  /// None yet.
  ///
  /// - Parameter most: How many are expected.
  package init(most: Int) {
    (passing, served, chained, weights) = ([1], [0], [0], [1])
    passing.reserveCapacity(most + 1)
    served.reserveCapacity(most + 1)
    chained.reserveCapacity(most + 1)
    weights.reserveCapacity(most + 1)
  }

  /// How many there are.
  package var count: Int { passing.count - 1 }

  /// One more, no faster than those before.
  ///
  /// - Parameters:
  ///   - rate: Of all slots together.
  ///   - slot: Of this one.
  package mutating func add(rate: Double, slot: Double) {
    let last = count
    let weight = 1 + rate * weights[last]
    let pass = 1 / weight
    served.append(served[last] + (passing[last] - pass) / slot)
    chained.append(chained[last] + pass * (Double(last + 1) - chained[last]))
    passing.append(pass)
    weights.append(weight)
  }

  /// Takes the last ones back.
  package mutating func removeLast(_ count: Int) {
    passing.removeLast(count)
    served.removeLast(count)
    chained.removeLast(count)
    weights.removeLast(count)
  }

  /// With a queue behind all slots: the best split, or one that is given.
  ///
  /// - Parameter load: The arrival rate over the rate of all slots, below 1.
  package func leastJobs(load: Double, split: Int?) -> (jobs: Double, split: Int) {
    let slots = count
    let waits = load / (1 - load)
    let queue = Queue(weight: waits, jobs: waits * (Double(slots) + 1 / (1 - load)))
    var best = (jobs: 0.0, split: 0)
    for split in split.map({ $0...$0 }) ?? 0...slots {
      let jobs = leastJobs(queue, split: split)
      if jobs > best.jobs { best = (jobs, split) }
    }
    // With a greater load there are more jobs, as long as there are no more than these.
    best.jobs = min(best.jobs, Double(slots) + (1 + load) / (1 - load))
    return best
  }

  /// For each time with all slots busy and nobody waiting: time with a queue, and jobs in it by
  /// time.
  private struct Queue {
    let weight: Double
    let jobs: Double
  }

  /// More than the share `B_l` may pass: where a job on the last slots costs more than one in the
  /// queue, all that pass the slots before pass these too.
  private func leastJobs(_ queue: Queue, split: Int) -> Double {
    func jobs(_ last: Int, _ pass: Double) -> Double {
      (chained[split] + served[last] - served[split] + pass * queue.jobs)
        / (1 + pass * queue.weight)
    }
    var last = passing.count - 1
    var least = jobs(last, passing[last])
    while last > split {
      let next = jobs(last - 1, passing[last - 1])
      guard next < least else { return least }
      (least, last) = (next, last - 1)
    }
    return min(least, jobs(split, 1))
  }
}
