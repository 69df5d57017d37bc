/// What the share of arrivals that passes all slots costs at least, beyond what a goal allows it,
/// in units of the arrival rate.
///
/// With a queue behind N slots of rate f the mean number of jobs is `(A + b Q)/(1 + b q)`, where A
/// are the jobs on slots and b passes them; it is no less than a goal g where
/// `A + b (Q − g q) ≥ g`. With `φ = f − 1` this is `C(f) = (N + 1 − g)/φ + 1/φ²`.
struct PassingCost {
  /// `N + 1 − g`.
  private let excess: Double
  /// Below this rate a tangent of C takes its place, which is less and no longer so curved.
  private let straightBelow: Double
  /// What `C″/|C′|` is at most.
  let curvature: Double
  private let later: Later?

  /// Slots beyond those that are followed.
  private struct Later {
    let slots: Int
    /// Of the slots that are followed, at most.
    let rate: Double
    /// Of these with more slots, at most.
    let rates: [Double]
    let goal: Double

    /// - Parameter slot: None of them is faster.
    func cost(slot: Double) -> Double {
      var cost = 1 / slot
      var rate = rate
      for (index, most) in rates.enumerated() {
        rate = min(most, rate + slot)
        guard rate > 1 else { continue }
        let excess = Double(slots + index + 2) - goal
        // Below 0 it is not the greatest rate that costs least.
        cost = min(
          cost, excess < 0 ? -excess * excess / 4 : PassingCost.cost(excess, rate: rate))
      }
      return cost
    }
  }

  /// - Parameters:
  ///   - greatest: No slots have a greater rate.
  ///   - slot: No later slot is faster.
  ///   - later: Rates of more slots, for as many as designs may have more.
  ///   - exact: From which rate on the cost is to be exact.
  /// - Returns: nil where so many slots hardly queue beyond the goal.
  init?(
    slots: Int, greatest: Double, slot: Double, later: [Double], goal: Double,
    exactFrom exact: Double
  ) {
    excess = Double(slots) + 1 - goal
    straightBelow = max(exact, Self.leastRate)
    let spare = straightBelow - 1
    // C falls and is convex where this is above −1, and so it is for all smaller rates.
    let sign = excess * max(spare, greatest - 1)
    guard sign > -1 else { return nil }
    curvature = 2 / spare * (1 + 1 / (min(sign, excess * spare) + 2))
    self.later =
      later.isEmpty ? nil : Later(slots: slots, rate: greatest, rates: later, goal: goal)
  }

  /// Closer to saturation no cost is exact.
  private static let leastRate = 1.02

  private static func cost(_ excess: Double, rate: Double) -> Double {
    excess / (rate - 1) + 1 / ((rate - 1) * (rate - 1))
  }

  /// At a rate of all slots.
  ///
  /// - Parameter slot: No later slot is faster.
  func cost(_ rate: Double, slot: Double) -> Double {
    let spare = max(rate, straightBelow) - 1
    var cost = Self.cost(excess, rate: spare + 1)
    if rate < straightBelow {
      cost += (excess * spare + 2) / (spare * spare * spare) * (straightBelow - rate)
    }
    return min(cost, later?.cost(slot: slot) ?? .infinity)
  }
}
