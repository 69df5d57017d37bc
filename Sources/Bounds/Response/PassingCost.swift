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
  /// Whether designs may have more slots.
  private let isOpenEnded: Bool

  /// - Parameters:
  ///   - greatest: No slots have a greater rate.
  ///   - isOpenEnded: Whether designs may have more slots.
  ///   - exact: From which rate on the cost is to be exact.
  /// - Returns: nil where so many slots hardly queue beyond the goal.
  init?(
    slots: Int, greatest: Double, isOpenEnded: Bool, goal: Double, exactFrom exact: Double
  ) {
    excess = Double(slots) + 1 - goal
    straightBelow = max(exact, Self.leastRate)
    let spare = straightBelow - 1
    // C falls and is convex where this is above −1, and so it is for all smaller rates.
    let sign = excess * max(spare, greatest - 1)
    guard sign > -1 else { return nil }
    curvature = 2 / spare * (1 + 1 / (min(sign, excess * spare) + 2))
    self.isOpenEnded = isOpenEnded
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
    if isOpenEnded { return openCost(spare, slot: slot) }
    var cost = Self.cost(excess, rate: spare + 1)
    if rate < straightBelow {
      cost += (excess * spare + 2) / (spare * spare * spare) * (straightBelow - rate)
    }
    return cost
  }

  /// The least over all numbers of further slots, whole or not, each as fast as it may be.
  ///
  /// With k of them C is `(N + 1 + k − g)/x + 1/x²` at `x = φ + k s`, which is `1/s − d/x + 1/x²`
  /// with `d = φ/s − (N + 1 − g)`. Each k has a C that is no more curved than without them, so
  /// their least is not either.
  private func openCost(_ spare: Double, slot: Double) -> Double {
    // Below 0 it is not the greatest rate that costs least.
    guard excess >= 0 else { return min(1 / slot, -excess * excess / 4) }
    let fall = spare / slot - excess
    guard fall > 0 else { return 1 / slot }
    guard fall * spare < 2 else { return Self.cost(excess, rate: spare + 1) }
    return 1 / slot - fall * fall / 4
  }
}
