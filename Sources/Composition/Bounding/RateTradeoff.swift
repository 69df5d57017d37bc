import LinearModels
import ServerChains

/// What a design's other slots can be when its i fastest have at least a given rate together.
///
/// With `f_n` the rate of a design's n fastest slots and `B` a bound of `f_n + κ f_i` over all designs, `f_i ≥ a` leaves
/// `f_n ≤ B − κ a`. Bounds of `V_n` alone are the case κ = 0; a fast start costs what comes after it, and these say how much.
struct RateTradeoff {
  /// `i`.
  let fastSlots: Int
  /// By n − 1: bounds of `f_n + κ f_i` with their κ.
  private var lines: [[(weight: Double, bound: Double)]]
  private(set) var rounds = 0

  private static let weights = [0.5, 1.0, 2.0, 4.0, 8.0, 16.0]

  /// - Parameters:
  ///   - rates: `U_1, U_2, …`; as many numbers of slots are looked at.
  ///   - deadline: Until then lines are added, the most useful first.
  init(
    fastSlots: Int, rates: [Double], bounds: inout FrontierBound, solver: any LiveProgramSolver,
    deadline: Deadline, stop: StopToken?
  ) throws {
    self.fastSlots = fastSlots
    lines = rates.map { [(0, $0)] }
    var certificates: [LevelCertificate] = []
    // Numbers in the middle and at the ends give prices; with these every number is bounded.
    let last = rates.count
    let sources = Set([
      fastSlots + 1, last, (fastSlots + last) / 2, max(1, fastSlots - 1), max(1, fastSlots / 2), 1,
    ]).subtracting([fastSlots]).sorted()
    for weight in [2.0, 0.5, 8.0] {
      for number in sources where !deadline.isOver && stop?.isStopRequested != true {
        let found = try bounds.certify(
          Self.groups(number, fastSlots, weight), solver: solver, deadline: deadline, stop: stop)
        if let found {
          certificates.append(found)
          rounds += found.rounds
        }
      }
    }
    for number in 1...last where number != fastSlots {
      for weight in Self.weights {
        let groups = Self.groups(number, fastSlots, weight)
        let scale = 1 + weight
        let bound = certificates.map { bounds.bound(groups, by: $0) }.min() ?? .infinity
        lines[number - 1].append((weight, scale * bound))
      }
    }
  }

  /// `(f_n + κ f_i) / (1 + κ)` as groups of slots.
  private static func groups(_ number: Int, _ fast: Int, _ weight: Double) -> [SlotGroup] {
    let scale = 1 + weight
    let common = SlotGroup(weight: 1, count: min(number, fast))
    return number < fast
      ? [common, SlotGroup(weight: weight / scale, count: fast - number)]
      : [common, SlotGroup(weight: 1 / scale, count: number - fast)]
  }

  /// No design with `f_i ≥ least` has an `f_n` above this; safe.
  func rate(of number: Int, least: Double) -> Double {
    lines[number - 1].map { SafeBound.upper($0.bound - $0.weight * least * (1 - 1e-12)) }.min()
      ?? .infinity
  }
}
