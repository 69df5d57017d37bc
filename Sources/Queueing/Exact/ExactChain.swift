/// The Markov chain of JFFC: states below saturation, a geometric tail above.
public enum ExactChain {
  /// What asking for the exact behaviour gives.
  public enum Answer: Sendable {
    /// It is known.
    case solved(ExactResponse)
    /// The system is not stable: queues grow for arrival rates from this limit on, in jobs per
    /// second.
    case unstable(limit: Double)
    /// The chain has this many states, more than allowed, even with chains of equal rate taken
    /// together.
    case tooLarge(states: Double)
    /// The iteration did not come to the tolerance; the residual it came to.
    case notConverged(residual: Double)
  }

  /// As many states as are solved for unless told otherwise.
  public static let defaultStateLimit = 2_000_000
  /// Up to so many states, elimination is quicker than iteration.
  private static let directLimit = 96
  private static let sweepLimit = 20_000

  /// Solves a system.
  ///
  /// Where `Π (c_k + 1)` passes the limit, chains of equal rate are taken together, which changes
  /// no mean: JFFC sees only how many of their slots are free.
  ///
  /// - Parameters:
  ///   - system: The chains.
  ///   - arrivalRate: `λ`, in jobs per second.
  ///   - stateLimit: The most states to solve for; each takes 8 bytes.
  ///   - tolerance: The residual to reach, relative to the total flow.
  ///   - isCalledOff: Asked now and then; true ends the iteration where it is.
  /// - Complexity: O(K Π(c_k + 1)) a sweep; a few dozen sweeps as a rule.
  public static func solve(
    _ system: ChainSystem, arrivalRate: Double, stateLimit: Int = defaultStateLimit,
    tolerance: Double = 1e-12, isCalledOff: () -> Bool = { false }
  ) -> Answer {
    precondition(arrivalRate > 0, "The arrival rate is positive; give jobs per second.")
    guard arrivalRate < system.totalRate else { return .unstable(limit: system.totalRate) }
    let separate = system.chains.indices.map { [$0] }
    for groups in [separate, equalRates(system)] {
      let rates = groups.map { system.chains[$0[0]].rate }
      let capacities = groups.map { $0.reduce(0) { $0 + system.chains[$1].capacity } }
      guard
        let states = OccupancyStates(rates: rates, capacities: capacities, limit: stateLimit)
      else { continue }
      let level = distribution(
        states, arrivalRate: arrivalRate, tolerance: tolerance, isCalledOff: isCalledOff)
      guard level.residual <= tolerance else { return .notConverged(residual: level.residual) }
      return .solved(
        response(of: system, groups: groups, states, level, arrivalRate: arrivalRate))
    }
    let least = equalRates(system).map { $0.reduce(0) { $0 + system.chains[$1].capacity } }
    return .tooLarge(states: OccupancyStates.count(capacities: least))
  }

  private static func equalRates(_ system: ChainSystem) -> [[Int]] {
    var groups: [[Int]] = []
    for chain in system.chains.indices {
      if let first = groups.last?.first,
        system.chains[first].serviceTime == system.chains[chain].serviceTime
      {
        groups[groups.count - 1].append(chain)
      } else {
        groups.append([chain])
      }
    }
    return groups
  }

  /// The chain cut off above saturation: its levels' masses and the mean jobs per group.
  private struct Truncated {
    var masses: [Double]
    var meanJobs: [Double]
    var sweeps = 0
    var residual = 0.0
  }

  private static func distribution(
    _ states: OccupancyStates, arrivalRate: Double, tolerance: Double, isCalledOff: () -> Bool
  ) -> Truncated {
    if states.capacities.count == 1 { return birthAndDeath(states, arrivalRate: arrivalRate) }
    var result = Truncated(
      masses: Array(repeating: 0, count: states.slotCount + 1),
      meanJobs: Array(repeating: 0, count: states.capacities.count))
    var probabilities: [Double]
    if states.count <= directLimit {
      probabilities = DenseChain.stationary(flow: states.denseFlow(arrivalRate: arrivalRate))
      for state in probabilities.indices {
        result.masses[states.digits(of: state).reduce(0, +)] += probabilities[state]
      }
    } else {
      var relaxation = LineRelaxation(states: states, arrivalRate: arrivalRate)
      result.residual = relaxation.solve(
        tolerance: tolerance, limit: sweepLimit, isCalledOff: isCalledOff)
      result.sweeps = relaxation.sweeps
      result.masses = relaxation.levelMasses()
      probabilities = relaxation.share
      scale(&probabilities, states, by: relaxation.levelWeights())
    }
    addMeans(of: probabilities, states, to: &result.meanJobs)
    return result
  }

  private static func birthAndDeath(_ states: OccupancyStates, arrivalRate: Double) -> Truncated {
    let logarithms = (0...states.slotCount).reduce(into: [Double]()) { list, jobs in
      let step =
        jobs == 0 ? 0 : PortableMath.log(arrivalRate / (Double(jobs) * states.rates[0]))
      list.append((list.last ?? 0) + step)
    }
    let greatest = logarithms.max() ?? 0
    let weights = logarithms.map { PortableMath.exp($0 - greatest) }
    let total = weights.reduce(0, +)
    let masses = weights.map { $0 / total }
    let mean = masses.indices.reduce(0.0) { $0 + Double($1) * masses[$1] }
    return Truncated(masses: masses, meanJobs: [mean])
  }

  private static func scale(
    _ probabilities: inout [Double], _ states: OccupancyStates, by weights: [Double]
  ) {
    var walk = LineWalk(states: states, descending: false)
    repeat {
      for jobs in 0...states.capacities[0] {
        probabilities[walk.base + jobs] *= weights[walk.level + jobs]
      }
    } while walk.advance()
  }

  private static func addMeans(
    of probabilities: [Double], _ states: OccupancyStates, to means: inout [Double]
  ) {
    var walk = LineWalk(states: states, descending: false)
    repeat {
      var mass = 0.0
      for jobs in 0...states.capacities[0] {
        mass += probabilities[walk.base + jobs]
        means[0] += Double(jobs) * probabilities[walk.base + jobs]
      }
      for chain in walk.digits.indices.dropFirst() {
        means[chain] += Double(walk.digits[chain]) * mass
      }
    } while walk.advance()
  }

  /// Puts the geometric tail `φ_C ρ^q` on top: it holds C jobs in service and q waiting.
  private static func response(
    of system: ChainSystem, groups: [[Int]], _ states: OccupancyStates, _ truncated: Truncated,
    arrivalRate: Double
  ) -> ExactResponse {
    let load = system.load(at: arrivalRate)
    let full = truncated.masses.last ?? 0
    let tail = full * load / (1 - load)
    let total = 1 + tail
    let waiting = full * load / ((1 - load) * (1 - load)) / total
    var inService = 0.0
    var utilization = [Double](repeating: 0, count: system.chains.count)
    for (group, chains) in groups.enumerated() {
      let capacity = Double(states.capacities[group])
      let mean = (truncated.meanJobs[group] + tail * capacity) / total
      inService += mean
      for chain in chains { utilization[chain] = mean / capacity }
    }
    return ExactResponse(
      meanResponse: (inService + waiting) / arrivalRate, meanWaiting: waiting / arrivalRate,
      meanJobs: inService + waiting, jobProbabilities: truncated.masses.map { $0 / total },
      tailRatio: load, utilization: utilization, stateCount: states.count,
      sweeps: truncated.sweeps, residual: truncated.residual)
  }
}
