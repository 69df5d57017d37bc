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

  /// Where classes of slots begin, the first class aside.
  typealias Division = [Int]

  /// The least mean number of jobs with the greatest rates of a box, and the best divisions; safe.
  func leastJobs(
    _ box: RateBox, _ divisions: [Division], isQuick: Bool = false
  ) -> (jobs: Double, divisions: [Division]) {
    var deaths = box.sums.most
    let last = deaths[deaths.count - 1] / Double(deaths.count)
    for (index, rate) in later.enumerated() {
      deaths.append(min(rate, last * Double(demand.fewest + index + 1)))
    }
    guard
      let free = BirthDeathChain.meanResponse(deathRates: deaths, arrivalRate: arrivalRate)
    else { return (.infinity, divisions) }
    let held = ranked(box, divisions, isQuick: isQuick)
    return (
      max(free * arrivalRate * (1 - 1e-9), held.first?.jobs ?? 0),
      held.prefix(Self.mostKept).map(\.division)
    )
  }

  /// The same for all divisions in two classes, and those in three that divide the best one of these further.
  func leastJobs(_ box: RateBox) -> (jobs: Double, divisions: [Division]) {
    let found = leastJobs(box, pairs)
    guard found.jobs < .infinity, let best = found.divisions.first?.first else { return found }
    let further = ranked(
      box, (1..<demand.fewest).filter { $0 != best }.map { [best, $0].sorted() })
    guard let first = further.first, first.jobs > found.jobs else {
      return found
    }
    return (first.jobs, further.prefix(Self.mostKept).map(\.division))
  }

  /// All divisions in two classes.
  var pairs: [Division] { (1..<max(1, demand.fewest)).map { [$0] } }

  private static let mostKept = 3

  private func ranked(
    _ box: RateBox, _ divisions: [Division], isQuick: Bool = false
  ) -> [(division: Division, jobs: Double)] {
    divisions.map { ($0, leastJobs(box, $0, isQuick: isQuick)) }
      .sorted { (-$0.1, $0.0[0], $0.0.count) < (-$1.1, $1.0[0], $1.0.count) }
  }

  /// The least mean number of jobs with the greatest rates of a box and some classes of slots; safe.
  ///
  /// Slots that add little are not followed one by one. Where there are no more than those in the box, the last one that is followed
  /// takes all that they add, and a job on one of them counts as one that waits or is on a fast slot, which serves it no later;
  /// else such a job leaves.
  func leastJobs(_ box: RateBox, _ division: Division, isQuick: Bool = false) -> Double {
    let sums = box.sums.most
    let good =
      (sums.indices.dropFirst().last { sums[$0] - sums[$0 - 1] > Self.poor * sums[0] } ?? 0) + 1
    let counts =
      division.count == 1 && good > division[0] && good < sums.count
      ? [good, sums.count] : [sums.count]
    return counts.map { leastJobs(box, division, followed: $0, isQuick: isQuick) }.max() ?? 0
  }

  private func leastJobs(
    _ box: RateBox, _ division: Division, followed: Int, isQuick: Bool
  ) -> Double {
    let (rates, slowTime) = rates(box, division, followed: followed)
    return DispatchBound.leastJobs(
      arrivalRate: arrivalRate, rates: rates, slowTime: slowTime, isQuick: isQuick)
  }

  /// The greatest rates of a box by class, and what a job costs that begins on a slot that is not followed.
  private func rates(
    _ box: RateBox, _ division: Division, followed: Int
  ) -> (rates: DispatchBound.Rates, slowTime: Double?) {
    let sums = box.sums.most
    var total = Array(sums.prefix(followed))
    var classes = [Array(total.prefix(division[0]))]
    for (start, end) in zip(division, division.dropFirst() + [followed]) {
      var sum = 0.0
      classes.append(
        (start..<end).map { index in
          sum += box.slots.most[index]
          return max(0, min(sum, sums[index] - box.sums.least[start - 1]))
        })
    }
    var slowTime: Double?
    if demand.isOpenEnded {
      // It need not be the job that came last: of the jobs on the last class and the slots that are not followed, one more than are
      // followed, leave out the one on the slowest. Its slot is no faster than the next one, or the last one in the box.
      slowTime = max(fastestTime, 1 / box.slots.most[min(followed, demand.fewest - 1)])
    } else if followed < demand.fewest {
      let (last, start) = (classes.count - 1, division[division.count - 1])
      total[followed - 1] = sums[demand.fewest - 1]
      classes[last][classes[last].count - 1] =
        sums[demand.fewest - 1] - box.sums.least[start - 1]
    }
    return (DispatchBound.Rates(classes: classes, total: total), slowTime)
  }

  /// As a share of the fastest slot's rate.
  private static let poor = 0.45
}
