/// A walk over the settings of all chains but the fastest, and what each setting means for its line
/// of states.
struct LineWalk {
  private let states: OccupancyStates
  private let descending: Bool
  /// Jobs per chain; the fastest chain's stay 0.
  private(set) var digits: [Int]
  /// The line's first state.
  private(set) var base = 0
  /// Jobs on the other chains.
  private(set) var level = 0
  /// Rate at which the other chains finish jobs.
  private(set) var departureRate = 0.0
  /// Chains full from the second on, plus one: how far arrivals get when the fastest is full too.
  private(set) var fullPrefix = 1
  /// Departures that lead into the line: the rate and how far up the states they begin.
  private(set) var fromAbove: [(stride: Int, rate: Double)] = []

  init(states: OccupancyStates, descending: Bool) {
    self.states = states
    self.descending = descending
    digits = descending ? states.capacities : Array(repeating: 0, count: states.capacities.count)
    digits[0] = 0
    refresh()
  }

  /// Goes on to the next setting; false after the last.
  mutating func advance() -> Bool {
    for chain in stride(from: 1, to: digits.count, by: 1) {
      if descending, digits[chain] > 0 {
        digits[chain] -= 1
      } else if !descending, digits[chain] < states.capacities[chain] {
        digits[chain] += 1
      } else {
        digits[chain] = descending ? states.capacities[chain] : 0
        continue
      }
      refresh()
      return true
    }
    return false
  }

  private mutating func refresh() {
    (base, level, departureRate) = (0, 0, 0)
    fromAbove.removeAll(keepingCapacity: true)
    fullPrefix = 1
    for chain in stride(from: 1, to: digits.count, by: 1) {
      let jobs = digits[chain]
      base += jobs * states.strides[chain]
      level += jobs
      departureRate += Double(jobs) * states.rates[chain]
      if jobs < states.capacities[chain] {
        fromAbove.append((states.strides[chain], Double(jobs + 1) * states.rates[chain]))
      } else if fullPrefix == chain {
        fullPrefix = chain + 1
      }
    }
  }
}
