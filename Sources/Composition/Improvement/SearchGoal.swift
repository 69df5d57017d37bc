/// What the searches for better plans look for.
enum SearchGoal: Hashable, Sendable {
  /// The greatest total rate of the n fastest slots.
  case rate(slotLimit: Int)
  /// The least mean response time, had n jobs always the n fastest slots; stages are made for up to
  /// `slotLimit` jobs.
  case response(arrivalRate: Double, slotLimit: Int)

  /// The number of jobs that designs are made for.
  var slotLimit: Int {
    switch self {
    case .rate(let slotLimit), .response(_, let slotLimit): slotLimit
    }
  }
}

/// What slots are worth, the fastest counted first: their total rate, or one over the mean response
/// time.
///
/// The mean response is that of the birth–death chain whose n jobs have the n fastest slots, the
/// lower bound of fastest-first dispatch (Documentation/Problem.md, "JFFC and its bounds"). It is
/// summed without logarithms, so that a seed means the same search everywhere.
struct SlotTally {
  private let goal: SearchGoal
  /// How many more slots are asked for.
  private(set) var room: Int
  private var rate = 0.0
  private var count = 0.0
  /// `φ_n / φ_0` of the last state, and the sums of it and of `n φ_n / φ_0`, all scaled alike.
  private var weight = 1.0
  private var mass = 1.0
  private var moment = 0.0

  /// Slots beyond which nobody asks.
  private static let mostSlots = 1_000_000
  /// States whose share is below this end the sum.
  private static let negligible = 1e-12
  /// What an unstable design is worth at most: less than any mean response time that an instance
  /// can have.
  private static let unstableValue = 1e-9

  init(goal: SearchGoal) {
    self.goal = goal
    switch goal {
    case .rate(let slotLimit): room = slotLimit
    case .response: room = Self.mostSlots
    }
  }

  /// Whether no slots of this time or more bring the value to the floor.
  func isBelow(_ floor: Double, nextTime: Double) -> Bool {
    guard case .rate = goal else { return false }
    return rate + Double(room) / nextTime < floor
  }

  /// Takes a chain, not faster than those before.
  mutating func add(_ capacity: Int, time: Double) {
    switch goal {
    case .rate:
      rate += Double(capacity) / time
      room -= capacity
    case .response(let arrivalRate, _):
      for _ in 0..<capacity {
        guard room > 0 else { return }
        addState(slotRate: 1 / time, arrivalRate)
      }
    }
  }

  private mutating func addState(slotRate: Double, _ arrivalRate: Double) {
    rate += slotRate
    count += 1
    room -= 1
    weight *= arrivalRate / rate
    mass += weight
    moment += count * weight
    if weight > 1e200 {
      weight *= 1e-200
      mass *= 1e-200
      moment *= 1e-200
    }
    if rate > arrivalRate, weight * count < Self.negligible * mass * (1 - arrivalRate / rate) {
      room = 0
    }
  }

  var value: Double {
    guard case .response(let arrivalRate, _) = goal else { return rate }
    guard rate > arrivalRate else { return Self.unstableValue * rate / arrivalRate }
    let load = arrivalRate / rate
    let slack = 1 - load
    // More jobs than slots: the last state's rate goes on.
    let tail = weight * load / slack
    return arrivalRate * (mass + tail) / (moment + tail * (count + 1 / slack))
  }
}
