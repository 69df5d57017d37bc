import Bounds
import LinearModels
import ServerChains

extension ExactComposition {
  /// The least mean response time: a plan, and a certificate that holds for every design under
  /// JFFC.
  ///
  /// Plans come from greedy placements and from improvement searches for several numbers of slots;
  /// each is judged by its exact response under JFFC where the chain is small, else by the upper
  /// bound of Documentation/Problem.md, "JFFC and its bounds".
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
      maximumSlots: limits.maximumSlots, least: fastestTime,
      deadline: deadline)
    if let design = search.judge.best?.design {
      bounds.add(design.chains.map { Pattern(parts: $0.chain.hops, in: instance) })
    }
    var bounding = ResponseBounding(
      bounds: bounds, arrivalRate: arrivalRate, maximumSlots: limits.maximumSlots, solver: solver,
      stop: options.stop)
    let termination = try search.run(&bounding, deadline)
    let greatestRate = bounding.certificate.greatestRate
    if greatestRate <= arrivalRate {
      return infeasible(
        .response,
        "no design serves \(arrivalRate) jobs/s: the greatest rate is \(greatestRate)/s")
    }
    var effort = ExactEffort()
    effort.rounds = bounding.rounds
    effort.columns = bounding.bounds.patterns.count
    effort.seconds = deadline.elapsedSeconds
    var answer = answer(search.judge, bounding.certificate, termination, effort)
    if termination == .heuristic, let fault = bounding.bounds.fault { answer.reason = fault }
    return answer
  }

  private func answer(
    _ judge: ResponseJudge, _ certificate: ResponseCertificate, _ termination: PlanTermination,
    _ effort: ExactEffort
  ) -> ExactAnswer {
    var answer = ExactAnswer(
      question: .response, slotLimit: nil, design: judge.best?.design, value: judge.best?.value,
      bound: certificate.bound, termination: termination, reason: nil, method: .jointSearch,
      effort: effort, solver: solverName)
    answer.response = judge.best?.bounds
    if judge.best == nil {
      answer.reason =
        "no stable plan was found; the greatest rate could be \(certificate.greatestRate)/s"
    } else if termination == .heuristic {
      answer.reason =
        "certificate for every design under JFFC; plan by improvement search under JFFC"
    }
    return answer
  }
}
