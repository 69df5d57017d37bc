#if GLPK
  import CSolverGuard
  import LinearModels

  /// The GNU Linear Programming Kit as a backend.
  ///
  /// Every solve runs on one thread, from creating the problem to deleting it; solves on different
  /// threads run at the same time. GLPK's own `abort()` is caught and reported as
  /// `SolverError.fault`. The presolver for mixed-integer programs stays off: of 10 000
  /// random models it answered nine infeasible ones with a point that breaks a row.
  public struct GLPKSolver: Solver {
    /// Makes the backend.
    public init() {}

    /// The short name.
    public var name: String { "glpk" }

    /// The version of the library at run time.
    public var version: String { String(cString: csg_glpk_version()) }

    /// The licence of the library, as an SPDX identifier.
    public var license: String { "GPL-3.0-or-later" }

    /// What the backend can do beyond solving.
    public var capabilities: SolverCapabilities {
      SolverCapabilities(
        stopsOnRequest: true, acceptsPartialStart: false, reportsProgress: true,
        givesRowDuals: true, usesThreads: false)
    }

    /// The raw options that it takes.
    public var options: [SolverOption] { Self.documentedOptions }

    /// Runs the solver on a model and parameters that were already checked.
    public func answer(
      _ model: Model, _ parameters: SolveParameters
    ) throws(SolverError) -> SolverAnswer {
      try withinLimits(parameters) { parameters throws(SolverError) in
        try settledAnswer(model, parameters)
      }
    }

    /// The answer, after a second attempt where the first ends in trouble.
    private func settledAnswer(
      _ model: Model, _ parameters: SolveParameters
    ) throws(SolverError) -> SolverAnswer {
      let clock = ContinuousClock()
      let began = clock.now
      func secondsLeft() -> Double {
        max(0, parameters.timeLimitSeconds - (clock.now - began) / .seconds(1))
      }
      let tuning = try csg_glpk_tuning(parameters.optionValues(of: self))
      var result = runGLPK(
        model, parameters, GLPKAttempt(cuts: true, seconds: secondsLeft(), tuning: tuning))
      if result.isInTrouble {
        // Cut generators are where GLPK's assertions fail.
        result = runGLPK(
          model, parameters, GLPKAttempt(cuts: false, seconds: secondsLeft(), tuning: tuning))
      }
      if result.isRelaxationUnbounded {
        return try answerUnbounded(model, parameters, words: result.words, seconds: secondsLeft())
      }
      return try result.answer(for: model, relativeGap: parameters.relativeGap)
    }

    /// Tells unbounded from infeasible when the relaxation improves without end.
    ///
    /// A mixed-integer program with rational data whose relaxation is unbounded is itself
    /// unbounded if it has any point at all (Meyer 1974), so any point settles it.
    private func answerUnbounded(
      _ model: Model, _ parameters: SolveParameters, words: String, seconds: Double
    ) throws(SolverError) -> SolverAnswer {
      var anyPoint = model
      anyPoint.objective = LinearExpression()
      var parameters = parameters
      parameters.progress = nil
      parameters.start = nil
      let result = runGLPK(
        anyPoint, parameters,
        GLPKAttempt(cuts: true, seconds: seconds, tuning: try csg_glpk_tuning([])))
      let answer = try result.answer(for: anyPoint, relativeGap: 0)
      let termination: Termination =
        switch answer.termination {
        case .optimal: .unbounded
        case .infeasible: .infeasible
        case .timeLimit, .nodeLimit, .interrupted: .infeasibleOrUnbounded
        default: answer.termination
        }
      return SolverAnswer(
        termination: termination, nodes: answer.nodes,
        solverWords: "\(words); without objective: \(answer.solverWords)")
    }
  }

  extension GLPKRunResult {
    /// Whether GLPK gave up, so that a more careful attempt makes sense.
    fileprivate var isInTrouble: Bool {
      if stop == .fault { return true }
      guard stop == .none else { return false }
      switch code {
      case .success, .noPrimalFeasible, .noDualFeasible, .gapReached: break
      default: return true
      }
      return code == .success && termination == nil && !isRelaxationUnbounded
    }

    fileprivate var isRelaxationUnbounded: Bool {
      stop == .none && (code == .noDualFeasible || (code == .success && status == .unbounded))
    }

    private var termination: Termination? {
      switch stop {
      case .time: return .timeLimit
      case .nodes: return .nodeLimit
      case .request: return .interrupted
      case .fault: return nil
      case .none: break
      }
      switch (code, status) {
      case (.gapReached, .feasible): return .gapReached
      case (.noPrimalFeasible, _), (.success, .noneFeasible): return .infeasible
      case (.success, .optimal): return .optimal
      default: return nil
      }
    }

    fileprivate func answer(
      for model: Model, relativeGap: Double
    ) throws(SolverError) -> SolverAnswer {
      guard let termination else {
        let words = stop == .fault ? message : self.words
        throw .fault("glpk gave up (\(words)); scale the model or try another solver.")
      }
      return SolverAnswer(
        termination: termination, values: values,
        bound: finalBound(termination, for: model, relativeGap: relativeGap),
        rowDuals: termination == .optimal ? rowDuals : nil, nodes: isFromTree ? nodes : nil,
        solverWords: words)
    }

    /// The bound, from the last look at the tree and from the reason of the end.
    private func finalBound(
      _ termination: Termination, for model: Model, relativeGap: Double
    ) -> Double? {
      let objective = values.map { model.objective.value(at: $0) }
      switch (termination, objective) {
      case (.optimal, let objective?):
        // The tree is empty: nothing better is left.
        return objective
      case (.gapReached, let objective?):
        // GLPK stops when |objective − bound| <= gap · |objective|; the last look may be older.
        let slack = relativeGap * abs(objective)
        guard model.sense == .minimize else {
          return min(bound ?? .infinity, objective + slack)
        }
        return max(bound ?? -.infinity, objective - slack)
      case (.infeasible, _):
        return nil
      default:
        return bound
      }
    }
  }
#endif
