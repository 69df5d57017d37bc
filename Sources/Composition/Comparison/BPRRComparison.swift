import LinearModels
import ServerChains

/// What BPRR's MILP came to.
package struct BPRRAnswer: Sendable {
  /// The best placement and paths, passed by the verifier; nil without one.
  package var design: Design?
  /// Total service time of the requests in seconds, recomputed from the design.
  package var value: Double?
  /// No placement and paths take less in total.
  package var bound: Double?
  /// Why the backend ended; `optimal` and `infeasible` are confirmed, not taken from it.
  package var termination: PlanTermination
  /// Branch-and-bound nodes, where the backend counts them.
  package var nodes: Int?
  /// Variables of the model.
  package var columns: Int
  /// The backend's own words.
  package var words: String
}

/// The predecessor's question: where to put blocks and requests so that these take the least time
/// in total.
package struct BPRRComparison {
  private let instance: Instance
  private let requests: Int

  /// A comparison for requests that are all in service at once.
  package init(instance: Instance, requests: Int) {
    precondition(requests >= 1, "BPRR places at least one request.")
    self.instance = instance
    self.requests = requests
  }

  /// Gives the MILP to a backend as it is.
  ///
  /// - Throws: `SolverError` where the backend breaks down, `CompositionFault` where its plan
  ///   breaks a rule.
  package func solve(_ options: ExactOptions) throws -> BPRRAnswer {
    let master = BPRRModel(instance: instance, requests: requests)
    var parameters = SolveParameters(
      timeLimit: options.timeLimit, relativeGap: options.relativeGap, threads: options.threads,
      stop: options.stop)
    if let progress = options.progress {
      parameters.progress = { solve in
        progress(
          ExactProgress(
            design: nil, incumbent: solve.incumbent, bound: solve.bound, rounds: 1,
            phase: "BPRR, \(solve.nodes) nodes"))
      }
    }
    let outcome = try options.solver.solve(master.model, parameters)
    var answer = BPRRAnswer(
      design: nil, value: nil, bound: outcome.bound.map(Self.safe),
      termination: PlanTermination(outcome.termination), nodes: outcome.nodes,
      columns: master.model.variableCount, words: outcome.solverWords)
    if let point = outcome.point {
      let design = try verified(master.design(at: point))
      answer.design = design
      answer.value = design.chains.reduce(0) {
        $0 + Double($1.capacity) * $1.chain.serviceTime
      }
    }
    return answer
  }

  /// Moved down against rounding; the relaxation may be negative, times are not.
  private static func safe(_ bound: Double) -> Double {
    max(0, bound - abs(bound) * Verifier.relativeTolerance)
  }

  private func verified(_ design: Design?) throws(CompositionFault) -> Design {
    guard let design, design.totalSlots == requests else {
      throw CompositionFault("BPRR's solution has a request without a path; try another solver")
    }
    let plan = Plan(
      design: design, for: instance, method: PlanMethod(name: "bprr-milp"), outcome: nil)
    if let violation = Verifier.verify(plan, of: instance).violations.first {
      throw CompositionFault("the verifier refuses BPRR's plan: \(violation)")
    }
    return design
  }
}
