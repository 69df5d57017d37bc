import Bounds
import LinearModels
import ServerChains

extension ExactComposition {
  /// The least mean response time: a plan, and a bound that holds for every design under JFFC.
  ///
  /// Where all designs can be gone through, the best of them is proven. Elsewhere plans come from
  /// greedy placements and from improvement searches for several numbers of slots, with capacities
  /// made for response times. Each plan is judged by its exact response under JFFC where the chain
  /// is small, else by the upper bound of Documentation/Problem.md, "JFFC and its bounds".
  ///
  /// - Throws: `InputError` where the instance states no arrival rate; `SolverError` where the
  ///   backend keeps no linear program alive.
  public func response() throws -> ExactAnswer {
    guard let arrivalRate = instance.arrivalRate else {
      throw Question.response.missing("arrivalRate")
    }
    let solver = try options.solver.keepingPrograms
    let deadline = Deadline(limit: options.timeLimit)
    guard let limits = JointLimits(instance), var bounds = FrontierBound(instance: instance) else {
      return uncoverable(.response, nil)
    }
    // No job is done sooner than on the fastest chain alone.
    let fastestTime = limits.fastest.serviceTime * (1 - Verifier.relativeTolerance)
    var search = ResponseSearch(
      instance: instance, options: options, arrivalRate: arrivalRate,
      maximumSlots: limits.maximumSlots, deadline: deadline)
    search.begin(least: fastestTime, deadline.part(Self.greedyShare))
    if let design = search.judge.best?.design {
      bounds.add(design.chains.map { Pattern(parts: $0.chain.hops, in: instance) })
    }
    var bounding = ResponseBounding(
      bounds: bounds, arrivalRate: arrivalRate, maximumSlots: limits.maximumSlots, solver: solver,
      stop: options.stop)
    bounding.raise(to: limits.leastResponse(arrivalRate: arrivalRate))
    let termination = try search.run(&bounding, deadline)
    let greatestRate = bounding.certificate.greatestRate
    if greatestRate <= arrivalRate {
      return infeasible(
        .response,
        "no design serves \(arrivalRate) jobs/s: the greatest rate is \(greatestRate)/s")
    }
    if termination == .infeasible {
      return infeasible(.response, "no design serves \(arrivalRate) jobs/s; all were gone through")
    }
    var effort = ExactEffort()
    effort.rounds = bounding.rounds
    effort.columns = bounding.bounds.patterns.count
    effort.seconds = deadline.elapsedSeconds
    var answer = answer(
      search.judge, bounding.certificate, termination, effort,
      method: search.sawAllDesigns ? .enumeration : .jointSearch)
    if termination == .heuristic, let fault = bounding.bounds.fault { answer.reason = fault }
    return answer
  }

  private func answer(
    _ judge: ResponseJudge, _ certificate: ResponseCertificate, _ termination: PlanTermination,
    _ effort: ExactEffort, method: PlanMethod
  ) -> ExactAnswer {
    var answer = ExactAnswer(
      question: .response, slotLimit: nil, design: judge.best?.design, value: judge.best?.value,
      bound: certificate.bound, termination: termination, reason: nil, method: method,
      effort: effort, solver: effort.rounds > 0 ? solverName : nil)
    answer.response = judge.best?.bounds
    if judge.best == nil {
      answer.reason =
        "no stable plan was found"
        + (certificate.rates.isEmpty
          ? "" : "; the greatest rate could be \(certificate.greatestRate)/s")
    } else if termination == .heuristic {
      answer.reason =
        "certificate for every design under JFFC; plan by improvement search under JFFC"
    }
    return answer
  }
}
