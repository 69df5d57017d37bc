import Queueing
import ServerChains

/// What any dispatch can do with the greatest rates of a box, as if they could all be had at once.
struct BoxDispatch: Sendable {
  /// The slots of the designs.
  let demand: SlotDemand
  let arrivalRate: Double
  /// No job is served faster, in seconds.
  let fastestTime: Double
  /// Bounds of `f_n` for n beyond the slots in the boxes.
  let later: [Double]

  /// The least mean number of jobs with the greatest rates of a box, and the divisions with the better ones first.
  func leastJobs(
    _ box: RateBox, _ divisions: [Int], isQuick: Bool = false
  ) -> (jobs: Double, divisions: [Int]) {
    var deaths = box.sums.most
    let last = deaths[deaths.count - 1] / Double(deaths.count)
    for (index, rate) in later.enumerated() {
      deaths.append(min(rate, last * Double(demand.fewest + index + 1)))
    }
    guard
      let free = BirthDeathChain.meanResponse(deathRates: deaths, arrivalRate: arrivalRate)
    else { return (.infinity, divisions) }
    let held = divisions.map { (fast: $0, jobs: leastJobs(box, fast: $0, isQuick: isQuick)) }
      .sorted { (-$0.jobs, $0.fast) < (-$1.jobs, $1.fast) }
    return (
      max(free * arrivalRate * (1 - 1e-9), held.first?.jobs ?? 0), held.prefix(3).map(\.fast)
    )
  }

  /// The least mean number of jobs with the greatest rates of a box and so many fast slots; safe.
  ///
  /// Slots that add little are not followed one by one. Where there are no more than those in the box, the last one that is followed
  /// takes all that they add, and a job on one of them counts as one that waits or is on a fast slot, which serves it no later;
  /// else such a job leaves.
  func leastJobs(_ box: RateBox, fast: Int, isQuick: Bool = false) -> Double {
    let sums = box.sums.most
    let good =
      (sums.indices.dropFirst().last { sums[$0] - sums[$0 - 1] > Self.poor * sums[0] } ?? 0) + 1
    let counts = good > fast && good < sums.count ? [good, sums.count] : [sums.count]
    return counts.map { leastJobs(box, fast: fast, followed: $0, isQuick: isQuick) }.max() ?? 0
  }

  private func leastJobs(
    _ box: RateBox, fast: Int, followed: Int, isQuick: Bool
  ) -> Double {
    let sums = box.sums.most
    var total = Array(sums.prefix(followed))
    var slow: [Double] = []
    var sum = 0.0
    for index in fast..<followed {
      sum += box.slots.most[index]
      slow.append(max(0, min(sum, sums[index] - box.sums.least[fast - 1])))
    }
    var slowTime: Double?
    if demand.isOpenEnded {
      // It need not be the job that came last: of the jobs on the other slots, one more than are followed, leave out the one on the
      // slowest. Its slot is no faster than the next one, or the last one in the box.
      slowTime = max(fastestTime, 1 / box.slots.most[min(followed, demand.fewest - 1)])
    } else if followed < demand.fewest {
      total[followed - 1] = sums[demand.fewest - 1]
      slow[slow.count - 1] = sums[demand.fewest - 1] - box.sums.least[fast - 1]
    }
    let rates = DispatchBound.Rates(fast: Array(total.prefix(fast)), slow: slow, total: total)
    return DispatchBound.leastJobs(
      arrivalRate: arrivalRate, rates: rates, slowTime: slowTime, isQuick: isQuick)
  }

  /// As a share of the fastest slot's rate.
  private static let poor = 0.45
}
