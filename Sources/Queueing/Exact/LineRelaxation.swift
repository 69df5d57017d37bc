/// Stationary probabilities of the occupancy chain by block Gauss–Seidel with aggregation over the number of jobs.
///
/// Kept are the probabilities within each level (states with the same number of jobs) and the ratio of neighbouring levels'
/// masses, so nothing underflows however many slots there are. A sweep solves, for each setting of the other chains, all states
/// of the fastest chain at once (a tridiagonal system). After it the cut between level n − 1 and level n fixes their ratio:
/// `M_n d̄_n = M_{n−1} λ` with `d̄_n` the mean departure rate on level n (Koury, McAllister and Stewart, 1984).
struct LineRelaxation {
  let states: OccupancyStates
  let arrivalRate: Double
  /// Probability of a state given its level.
  private(set) var share: [Double]
  /// `M_n / M_{n−1}`; entry 0 unused.
  private(set) var ratio: [Double]
  private(set) var sweeps = 0
  private var line: [Double]
  private var factor: [Double]

  init(states: OccupancyStates, arrivalRate: Double) {
    self.states = states
    self.arrivalRate = arrivalRate
    share = Array(repeating: 1, count: states.count)
    ratio = Array(repeating: 1, count: states.slotCount + 1)
    line = Array(repeating: 0, count: states.capacities[0] + 1)
    factor = line
    aggregate()
  }

  /// Sweeps until the residual is at most `tolerance` or `limit` sweeps are done; returns the residual.
  ///
  /// The residual is `Σ |inflow − outflow| / Σ outflow` over all states.
  mutating func solve(tolerance: Double, limit: Int) -> Double {
    var residual = self.residual()
    while residual > tolerance, sweeps < limit {
      for _ in 0..<4 {
        sweep(descending: true)
        sweep(descending: false)
      }
      residual = self.residual()
    }
    return residual
  }

  /// One pass over all lines and the aggregation after it.
  private mutating func sweep(descending: Bool) {
    var walk = LineWalk(states: states, descending: descending)
    repeat { relax(walk) } while walk.advance()
    sweeps += 1
    aggregate()
  }

  /// Solves the states of the fastest chain for one setting of the others.
  ///
  /// - Complexity: O(c_1 · K).
  private mutating func relax(_ walk: LineWalk) {
    let last = states.capacities[0]
    let rate = states.rates[0]
    // Forward elimination of: out·x_z − in_from_below·x_{z−1} − in_from_above·x_{z+1} = source.
    var previousUp = 0.0
    for jobs in 0...last {
      let level = walk.level + jobs
      let source = inflow(walk, jobs: jobs)
      let below = jobs > 0 ? arrivalRate / ratio[level] : 0
      var pivot = outflow(walk, jobs: jobs)
      var right = source
      if jobs > 0 {
        pivot -= below * previousUp
        right += below * line[jobs - 1]
      }
      line[jobs] = right / pivot
      previousUp = jobs < last ? Double(jobs + 1) * rate * ratio[level + 1] / pivot : 0
      factor[jobs] = previousUp
    }
    share[walk.base + last] = line[last]
    for jobs in stride(from: last - 1, through: 0, by: -1) {
      line[jobs] += factor[jobs] * line[jobs + 1]
      share[walk.base + jobs] = line[jobs]
    }
  }

  /// The total rate out of a state; arrivals do not leave the full state.
  private func outflow(_ walk: LineWalk, jobs: Int) -> Double {
    let isFull = jobs == states.capacities[0] && walk.fullPrefix == states.capacities.count
    return Double(jobs) * states.rates[0] + walk.departureRate + (isFull ? 0 : arrivalRate)
  }

  /// What flows into a state from other lines, relative to its level's mass.
  private func inflow(_ walk: LineWalk, jobs: Int) -> Double {
    let state = walk.base + jobs
    let level = walk.level + jobs
    var flow = 0.0
    if level < states.slotCount {
      for step in walk.fromAbove { flow += step.rate * share[state + step.stride] }
      flow *= ratio[level + 1]
    }
    guard jobs == states.capacities[0], level > 0 else { return flow }
    // Arrivals reach chain k only over full chains before it.
    var arrivals = 0.0
    for chain in stride(from: 1, through: min(walk.fullPrefix, states.strides.count - 1), by: 1)
    where walk.digits[chain] > 0 {
      arrivals += share[state - states.strides[chain]]
    }
    return flow + arrivals * arrivalRate / ratio[level]
  }

  /// Makes the shares of every level add up to 1 and sets the levels' ratios by their cuts.
  private mutating func aggregate() {
    var mass = [Double](repeating: 0, count: states.slotCount + 1)
    var departures = mass
    var walk = LineWalk(states: states, descending: false)
    repeat {
      for jobs in 0...states.capacities[0] {
        let value = share[walk.base + jobs]
        mass[walk.level + jobs] += value
        departures[walk.level + jobs] +=
          value * (walk.departureRate + Double(jobs) * states.rates[0])
      }
    } while walk.advance()
    let scale = mass.map { 1 / $0 }
    walk = LineWalk(states: states, descending: false)
    repeat {
      for jobs in 0...states.capacities[0] {
        share[walk.base + jobs] *= scale[walk.level + jobs]
      }
    } while walk.advance()
    for level in stride(from: 1, through: states.slotCount, by: 1) {
      ratio[level] = arrivalRate * mass[level] / departures[level]
    }
  }

  private func residual() -> Double {
    let masses = levelMasses()
    var (gap, total) = (0.0, 0.0)
    var walk = LineWalk(states: states, descending: false)
    repeat {
      for jobs in 0...states.capacities[0] {
        let (state, level) = (walk.base + jobs, walk.level + jobs)
        var flow = inflow(walk, jobs: jobs)
        if jobs > 0 { flow += arrivalRate / ratio[level] * share[state - 1] }
        if jobs < states.capacities[0] {
          flow += Double(jobs + 1) * states.rates[0] * ratio[level + 1] * share[state + 1]
        }
        let out = outflow(walk, jobs: jobs) * share[state]
        gap += abs(flow - out) * masses[level]
        total += out * masses[level]
      }
    } while walk.advance()
    return gap / total
  }

  /// The levels' probabilities, in all 1.
  func levelMasses() -> [Double] {
    var logarithms = [0.0]
    for level in ratio.dropFirst() {
      logarithms.append((logarithms.last ?? 0) + PortableMath.log(level))
    }
    let greatest = logarithms.max() ?? 0
    let masses = logarithms.map { PortableMath.exp($0 - greatest) }
    let total = masses.reduce(0, +)
    return masses.map { $0 / total }
  }
}

/// A walk over the settings of all chains but the fastest, and what each setting means for its line of states.
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
