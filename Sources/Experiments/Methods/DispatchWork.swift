import Composition
import Queueing
import ServerChains

/// The methods that say how long jobs stay in the greedy plan's system.
extension MethodWork {
  /// The system of the greedy plan, as tuned for the instance's load; of the greatest rate where no
  /// load is stated.
  private func system() throws(InputError) -> ChainSystem {
    let tuned =
      instance.arrivalRate == nil
      ? nil : try GreedyComposition.tuned(instance: instance, criterion: .lower, stop: .rate)
    let composed = tuned ?? GreedyComposition.ofGreatestRate(instance: instance)
    guard let design = composed?.design, let system = ChainSystem(of: design, instance: instance)
    else {
      throw InputError(
        "the greedy plan has no chain to dispatch to; take an instance with more memory",
        field: "servers")
    }
    return system
  }

  func chain() throws -> RunResult {
    let system = try system()
    let load = request.load ?? 0.5
    let arrivalRate = load * system.totalRate
    var entry = DispatchEntry(load: load)
    guard case .stable(let bounds) = ResponseAnswer(system, arrivalRate: arrivalRate) else {
      return .failed("the system is not stable at load \(load); take one below 1")
    }
    entry.lower = bounds.lower
    entry.upper = bounds.upper
    let limit = method.integer("states") ?? ExactChain.defaultStateLimit
    var message: String?
    switch ExactChain.solve(system, arrivalRate: arrivalRate, stateLimit: limit) {
    case .solved(let response):
      entry.exact = response.meanResponse
      entry.waiting = response.meanWaiting
    case .tooLarge(let states):
      message = "\(countText(states)) states are more than the \(limit) that are solved for"
    case .notConverged(let residual):
      message = "the iteration stopped at a residual of \(residual)"
    case .unstable:
      message = "the system is not stable"
    }
    return RunResult(
      RunOutcome(
        status: .done, message: message, value: entry.exact, bound: entry.lower,
        points: .dispatch([entry])))
  }

  func simulate() throws -> RunResult {
    let system = try system()
    let load = request.load ?? 0.5
    let policy = PolicyName(rawValue: method.text("policy") ?? "") ?? .jffc
    let jobs = method.integer("jobs") ?? 200_000
    let replications = method.integer("replications") ?? 5
    let workload = Workload(
      arrivalRate: load * system.totalRate,
      arrivals: method.real("arrivalVariation").map { .gamma(variation: $0) } ?? .poisson,
      sizes: method.real("sizeVariation").map { .gamma(variation: $0) } ?? .exponential)
    let outcome = try Simulation.run(
      system, workload: workload, policies: [policy],
      settings: SimulationSettings(jobs: jobs, replications: replications, seed: request.seed))
    guard case .done(let results) = outcome, let result = results.first else {
      return .failed("the simulation was interrupted; run it again")
    }
    let response = result.response
    let entry = DispatchEntry(
      load: load, mean: response.mean, halfWidth: response.halfWidth, median: response.median,
      p95: response.percentile95, p99: response.percentile99, waiting: result.waiting.mean)
    return RunResult(
      RunOutcome(status: .done, value: response.mean, points: .dispatch([entry])),
      jobs: jobs * replications)
  }
}
