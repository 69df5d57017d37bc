/// The least mean number of jobs that JFFC can have with slots of at most some rates, in closed
/// form.
///
/// The fastest l slots of a design are a loss system of their own while no job waits: an arrival
/// takes the fastest free one, and one that finds all of them busy passes on. Of n jobs on them no
/// more than f_n leave per second, so the balance over the cut between n − 1 and n jobs makes at
/// least the share `B_l = 1/R_l` of arrivals pass, with `R_l = 1 + (f_l/λ) R_(l−1)` and `R_0 = 1`,
/// and at least as many jobs are there as in the birth–death chain with death rates f. Slot l
/// serves what passes l − 1 slots but not l, for `T_l = 1/s_l` each. With `T_l` growing, the mean
/// number of jobs while none waits is no less, for any k, than
/// `E_k + λ Σ_(l > k) (B_(l−1) − B_l) T_l` with E_k the mean of the chain of k slots. Behind all
/// slots there is a queue of geometric length. With k = 0 the rates of plans on the measured
/// clusters come within 0.2 % of the exact chain; with more slots in the chain the bound depends
/// less on the rates of single slots, of which less is known than of their sums.
enum FastestFirstBound {
  /// The bound; infinite where no such design is stable.
  ///
  /// - Parameters:
  ///   - box: Its greatest rates are as if all could be had at once; those of slots do not grow.
  ///   - fewest: Designs have so many slots, all in the box where this is nil.
  ///   - later: Bounds of `f_n` beyond the slots in the box, for as many slots as designs may have
  ///     more.
  /// - Complexity: O(N²) for N slots and O(N) for each later number of slots, as a rule O(N) for
  ///   all of these.
  static func leastJobs(
    _ box: RateBox, fewest: Int? = nil, later: [Double], arrivalRate: Double
  ) -> Double {
    let count = box.sums.most.count
    let fewest = fewest ?? count
    var slots = FastestFirstSlots(most: count + later.count)
    var least = Double.infinity
    var split: Int?
    var (rate, slot) = (0.0, 0.0)
    for index in 0..<(count + later.count) {
      if index < count {
        (rate, slot) = (box.sums.most[index], box.slots.most[index])
      } else {
        rate = min(later[index - count], rate + slot)
      }
      slots.add(rate: rate / arrivalRate, slot: slot / arrivalRate)
      guard index + 1 >= fewest, rate > arrivalRate else { continue }
      // With more slots the best split hardly changes, and any is safe.
      let found = slots.leastJobs(load: arrivalRate / rate, split: split)
      split = found.split
      least = min(least, found.jobs)
    }
    return least * (1 - 1e-10)
  }
}
