/// Stationary probabilities of the occupancy chain by block Gauss–Seidel with aggregation over the
/// number of jobs.
///
/// A state's probability is kept as its share times the weight of its level (the states with the
/// same number of jobs), and of the weights only the ratios of neighbours, so nothing underflows
/// however many slots there are. A sweep solves, for each setting of the other chains, all states
/// of the fastest chain at once (a tridiagonal system). After it the cut between level n − 1 and
/// level n fixes the ratio of their weights: what departs from level n is what arrives on level
/// n − 1 (Koury, McAllister and Stewart, 1984).
struct LineRelaxation {
  let states: OccupancyStates
  let arrivalRate: Double
  /// A state's probability relative to its level's weight.
  private(set) var share: [Double]
  /// The weight of level n over that of level n − 1; entry 0 unused.
  private(set) var ratio: [Double]
  private(set) var sweeps = 0
  /// Sum of the shares of each level.
  private var mass: [Double]
  /// Departure rate of each level, relative to its weight.
  private var departures: [Double]
  private var line: [Double]
  private var factor: [Double]

  init(states: OccupancyStates, arrivalRate: Double) {
    self.states = states
    self.arrivalRate = arrivalRate
    share = Array(repeating: 1, count: states.count)
    ratio = Array(repeating: 1, count: states.slotCount + 1)
    mass = Array(repeating: 0, count: states.slotCount + 1)
    departures = mass
    line = Array(repeating: 0, count: states.capacities[0] + 1)
    factor = line
    var walk = LineWalk(states: states, descending: false)
    repeat { collect(walk) } while walk.advance()
    setRatios()
  }

  /// Sweeps until the residual is at most `tolerance`, `limit` sweeps are done or it is called off;
  /// returns the residual.
  ///
  /// The residual is `Σ |inflow − outflow| / Σ outflow` over all states.
  mutating func solve(tolerance: Double, limit: Int, isCalledOff: () -> Bool) -> Double {
    var residual = self.residual()
    while residual > tolerance, sweeps < limit, !isCalledOff() {
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
    for level in mass.indices { (mass[level], departures[level]) = (0, 0) }
    var walk = LineWalk(states: states, descending: descending)
    repeat {
      addSources(walk)
      relax(walk)
      collect(walk)
    } while walk.advance()
    sweeps += 1
    if !mass.allSatisfy({ Self.comfortable.contains($0) }) { normalize() }
    setRatios()
  }

  /// Sums of shares that need no normalizing.
  private static let comfortable = 1e-30...1e30

  /// Makes the shares of every level add up to 1.
  ///
  /// Only the shares' proportions within a level mean anything, but unchecked they drift out of
  /// range over many sweeps.
  private mutating func normalize() {
    let scale = mass.map { 1 / $0 }
    var walk = LineWalk(states: states, descending: false)
    repeat {
      for jobs in 0...states.capacities[0] {
        share[walk.base + jobs] *= scale[walk.level + jobs]
      }
    } while walk.advance()
    for level in mass.indices {
      departures[level] *= scale[level]
      mass[level] = 1
    }
  }

  /// Puts into `line` what flows into each of a line's states from other lines.
  private mutating func addSources(_ walk: LineWalk) {
    let last = states.capacities[0]
    let rate = arrivalRate
    line.withUnsafeMutableBufferPointer { line in
      share.withUnsafeBufferPointer { share in
        for jobs in 0...last { line[jobs] = 0 }
        for step in walk.fromAbove {
          let start = walk.base + step.stride
          for jobs in 0...last { line[jobs] += step.rate * share[start + jobs] }
        }
        ratio.withUnsafeBufferPointer { ratio in
          for jobs in 0...last where walk.level + jobs < states.slotCount {
            line[jobs] *= ratio[walk.level + jobs + 1]
          }
        }
        // Arrivals reach chain k only over full chains before it.
        guard walk.level + last > 0 else { return }
        var arrivals = 0.0
        for chain in stride(from: 1, through: min(walk.fullPrefix, states.strides.count - 1), by: 1)
        where walk.digits[chain] > 0 {
          arrivals += share[walk.base + last - states.strides[chain]]
        }
        line[last] += arrivals * rate / ratio[walk.level + last]
      }
    }
  }

  /// Solves the states of the fastest chain for one setting of the others, given their sources in
  /// `line`.
  ///
  /// - Complexity: O(c_1).
  private mutating func relax(_ walk: LineWalk) {
    let last = states.capacities[0]
    let rate = states.rates[0]
    let arrivalRate = arrivalRate
    let fullRate = outflow(walk, jobs: last)
    line.withUnsafeMutableBufferPointer { line in
      factor.withUnsafeMutableBufferPointer { factor in
        ratio.withUnsafeBufferPointer { ratio in
          // Forward elimination of: out·x_z − from_below·x_{z−1} − from_above·x_{z+1} = source.
          var up = 0.0
          for jobs in 0...last {
            let level = walk.level + jobs
            let out =
              jobs == last ? fullRate : Double(jobs) * rate + walk.departureRate + arrivalRate
            let below = jobs > 0 ? arrivalRate / ratio[level] : 0
            let pivot = 1 / (out - below * up)
            line[jobs] = (line[jobs] + (jobs > 0 ? below * line[jobs - 1] : 0)) * pivot
            up = jobs < last ? Double(jobs + 1) * rate * ratio[level + 1] * pivot : 0
            factor[jobs] = up
          }
          share.withUnsafeMutableBufferPointer { share in
            share[walk.base + last] = line[last]
            for jobs in stride(from: last - 1, through: 0, by: -1) {
              line[jobs] += factor[jobs] * line[jobs + 1]
              share[walk.base + jobs] = line[jobs]
            }
          }
        }
      }
    }
  }

  /// The total rate out of a state; arrivals do not leave the full state.
  private func outflow(_ walk: LineWalk, jobs: Int) -> Double {
    let isFull = jobs == states.capacities[0] && walk.fullPrefix == states.capacities.count
    return Double(jobs) * states.rates[0] + walk.departureRate + (isFull ? 0 : arrivalRate)
  }

  /// Counts a line's states into their levels.
  private mutating func collect(_ walk: LineWalk) {
    let last = states.capacities[0]
    let rate = states.rates[0]
    share.withUnsafeBufferPointer { share in
      mass.withUnsafeMutableBufferPointer { mass in
        departures.withUnsafeMutableBufferPointer { departures in
          for jobs in 0...last {
            let value = share[walk.base + jobs]
            mass[walk.level + jobs] += value
            departures[walk.level + jobs] += value * (walk.departureRate + Double(jobs) * rate)
          }
        }
      }
    }
  }

  /// Balances the flows over the cuts between levels.
  private mutating func setRatios() {
    for level in stride(from: 1, through: states.slotCount, by: 1) {
      ratio[level] = arrivalRate * mass[level - 1] / departures[level]
    }
  }

  private mutating func residual() -> Double {
    let weights = levelWeights()
    var (gap, total) = (0.0, 0.0)
    var walk = LineWalk(states: states, descending: false)
    repeat {
      addSources(walk)
      for jobs in 0...states.capacities[0] {
        let (state, level) = (walk.base + jobs, walk.level + jobs)
        var flow = line[jobs]
        if jobs > 0 { flow += arrivalRate / ratio[level] * share[state - 1] }
        if jobs < states.capacities[0] {
          flow += Double(jobs + 1) * states.rates[0] * ratio[level + 1] * share[state + 1]
        }
        let out = outflow(walk, jobs: jobs) * share[state]
        gap += abs(flow - out) * weights[level]
        total += out * weights[level]
      }
    } while walk.advance()
    return gap / total
  }

  /// The levels' probabilities, in all 1.
  func levelMasses() -> [Double] {
    zip(levelWeights(), mass).map { $0 * $1 }
  }

  /// What a state's share is to be multiplied with for its probability.
  func levelWeights() -> [Double] {
    var logarithms = [PortableMath.log(mass[0])]
    for level in 1..<max(1, ratio.count) {
      // Logarithms of levels' masses, whose sum is then 1.
      logarithms.append(
        logarithms[level - 1] + PortableMath.log(ratio[level] * mass[level] / mass[level - 1]))
    }
    let greatest = logarithms.max() ?? 0
    let masses = logarithms.map { PortableMath.exp($0 - greatest) }
    let total = masses.reduce(0, +)
    return zip(masses, mass).map { $0 / total / $1 }
  }
}
