/// A linear lower bound of a design's mean number of jobs: `jobs ≥ constant − Σ w_l s_l`.
struct RateLine {
  var constant = 0.0
  /// By slot, in seconds.
  var weights: [Double]
}

/// Lines below what ``FastestFirstBound`` says with k = 0, in a box of rates, where there are no more jobs than a goal.
///
/// With b the share that passes the slots before, `b/(b + f_l/λ)` passes slot l too, and the rest p has `λ p/s_l` jobs there. Planes
/// below or above these functions in the box are put together from the last slot to the first. They are off by products of two
/// widths, where the greatest rates alone are off by a width.
struct RateLines {
  private let arrivalRate: Double
  /// What one of the share that passes all slots costs at least.
  private let passingCost: Double
  private let served: [ServedShare]
  private let passing: [PassingShare]

  /// - Parameter later: As for ``FastestFirstBound``.
  /// - Returns: nil where nothing can be said.
  init?(_ box: RateBox, later: [Double], arrivalRate: Double, goal: Double) {
    guard
      let cost = Self.passingCost(box, later: later, arrivalRate: arrivalRate, goal: goal)
    else { return nil }
    let unit = 1 / arrivalRate
    func range(_ rates: RateBox.Range, _ index: Int) -> ClosedRange<Double> {
      rates.least[index] * unit...max(rates.least[index], rates.most[index]) * unit
    }
    var served: [ServedShare] = []
    var passing: [PassingShare] = []
    var before: ClosedRange<Double> = 1...1
    for index in box.slots.most.indices {
      let (slot, rate) = (range(box.slots, index), range(box.sums, index))
      guard slot.lowerBound > 0, rate.lowerBound > 0 else { return nil }
      let share = PassingShare(before: before, rate: rate)
      served.append(ServedShare(slot: slot, of: share))
      passing.append(share)
      before = share.after
    }
    self.arrivalRate = arrivalRate
    passingCost = cost
    (self.served, self.passing) = (served, passing)
  }

  /// The line that is good at some rates.
  ///
  /// - Complexity: O(N) for N slots.
  func line(at point: [Double]) -> RateLine {
    let unit = 1 / arrivalRate
    var line = RateLine(weights: Array(repeating: 0, count: point.count))
    /// At the point: the share that passes, and the rate of the slots so far.
    var shares = [1.0]
    var sums: [Double] = []
    /// What the share that passes slot l costs.
    var costs = [Double](repeating: 0, count: point.count + 1)
    costs[point.count] = passingCost
    for (index, served) in served.enumerated() {
      sums.append((sums.last ?? 0) + point[index] * unit)
      shares.append(shares[index] / (shares[index] + sums[index]))
      let plane = served.plane(
        share: shares[index] - shares[index + 1], slot: point[index] * unit, mostCost: passingCost)
      costs[index] += plane.share
      costs[index + 1] -= plane.share
      line.weights[index] -= plane.rate
      line.constant += plane.constant
    }
    // A slot is part of the sums of all slots behind it.
    var slope = 0.0
    for (index, passing) in passing.enumerated().reversed() {
      let cost = costs[index + 1]
      let plane = passing.plane(isBelow: cost >= 0, before: shares[index], rate: sums[index])
      line.constant += cost * plane.constant
      costs[index] += cost * plane.share
      slope += cost * plane.rate
      line.weights[index] = (line.weights[index] - slope) * unit
    }
    line.constant += costs[0]
    return line
  }

  /// On a later slot, or by a queue.
  private static func passingCost(
    _ box: RateBox, later: [Double], arrivalRate: Double, goal: Double
  ) -> Double? {
    let (slot, last) = (box.slots.most[box.slots.most.count - 1], box.sums.most.count)
    var cost = later.isEmpty ? .infinity : arrivalRate / slot
    var rate = box.sums.most[last - 1]
    for number in last...(last + later.count) {
      if number > last { rate = min(later[number - last - 1], rate + slot) }
      guard Double(number) >= goal else { return nil }
      let spare = rate / arrivalRate - 1
      guard spare > 0 else { continue }
      cost = min(cost, (Double(number) - goal) / spare + (1 + spare) / (spare * spare))
    }
    return cost < .infinity ? cost : nil
  }
}

/// A plane over a share and a rate.
private struct Plane {
  var share: Double
  var rate: Double
  var constant: Double
}

/// `p/s` in a box: the jobs on a slot of rate s that serves the share p.
private struct ServedShare {
  private let slot: ClosedRange<Double>
  private let share: ClosedRange<Double>

  /// - Parameter passing: What is not served.
  init(slot: ClosedRange<Double>, of passing: PassingShare) {
    self.slot = slot
    let (before, after, rate) = (passing.before, passing.after, passing.rate)
    // The share is also what passes times (b + f − 1).
    let low = max(
      0, before.lowerBound - after.upperBound,
      after.lowerBound * (before.lowerBound + rate.lowerBound - 1))
    let high = min(
      before.upperBound - after.lowerBound,
      after.upperBound * (before.upperBound + rate.upperBound - 1))
    share = low...max(low, high)
  }

  /// A plane below it, or below what serving the share costs if none needs to cost more than `mostCost`.
  ///
  /// The envelope of p/s for rates of any size (Tawarmalani and Sahinidis, 2001), or one of McCormick's planes for p times 1/s.
  func plane(share at: Double, slot rate: Double, mostCost: Double) -> Plane {
    let fastest = 1 / slot.upperBound
    guard 1 / slot.lowerBound <= mostCost else {
      return Plane(share: min(fastest, mostCost), rate: 0, constant: 0)
    }
    let (low, high) = (share.lowerBound, share.upperBound)
    let middle = (low * high).squareRoot()
    let scale = low + high + 2 * middle
    guard scale > 0 else { return Plane(share: fastest, rate: 0, constant: 0) }
    let ratio = (at + middle) / (rate * scale)
    var greatest = ratio * (at + middle)
    var best = Plane(share: 2 * ratio, rate: -greatest / rate, constant: 0)
    best.constant = greatest - best.share * at - best.rate * rate
    for (share, time) in [(low, fastest), (high, 1 / slot.lowerBound)] {
      let value = share / rate + time * (at - share)
      guard value > greatest else { continue }
      greatest = value
      // 1/s is above its tangent.
      best = Plane(
        share: time, rate: -share / (rate * rate), constant: share * (2 / rate - time))
    }
    return best
  }
}

/// `b/(b + f)` in a box: what passes slots of rate f of the share b.
private struct PassingShare {
  let before: ClosedRange<Double>
  let rate: ClosedRange<Double>

  /// What it can be.
  var after: ClosedRange<Double> {
    before.lowerBound / (before.lowerBound + rate.upperBound)...before.upperBound
      / (before.upperBound + rate.lowerBound)
  }

  /// A plane below or above it; it is concave in b and convex in f.
  func plane(isBelow: Bool, before at: Double, rate there: Double) -> Plane {
    let (low, high) = (before.lowerBound, before.upperBound)
    let (slow, fast) = (rate.lowerBound, rate.upperBound)
    let square = (at + there) * (at + there)
    if isBelow {
      let slope = at / square
      func least(_ share: Double) -> Double {
        let rate = min(max((share / slope).squareRoot() - share, slow), fast)
        return share / (share + rate) + slope * rate
      }
      let (first, last) = (least(low), least(high))
      let rise = high > low ? (last - first) / (high - low) : 0
      return Plane(
        share: rise, rate: -slope, constant: min(first - rise * low, last - rise * high))
    }
    let rise = there / square
    func most(_ rate: Double) -> Double {
      let share = min(max((rate / rise).squareRoot() - rate, low), high)
      return share / (share + rate) - rise * share
    }
    let (first, last) = (most(slow), most(fast))
    let slope = fast > slow ? (last - first) / (fast - slow) : 0
    return Plane(
      share: rise, rate: slope, constant: max(first - slope * slow, last - slope * fast))
  }
}
