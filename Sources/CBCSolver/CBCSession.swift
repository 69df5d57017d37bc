#if CBC
  import LinearModels

  /// One turn at the library: a solve, and the solves that settle what it left open.
  struct CBCSession {
    let model: Model
    let parameters: SolveParameters
    private let clock = ContinuousClock()
    private let began: ContinuousClock.Instant

    init(model: Model, parameters: SolveParameters) {
      self.model = model
      self.parameters = parameters
      began = clock.now
    }

    private var secondsLeft: Double {
      max(0, parameters.timeLimitSeconds - (clock.now - began) / .seconds(1))
    }

    func answer() throws(SolverError) -> SolverAnswer {
      if parameters.stop?.isStopRequested == true {
        return SolverAnswer(termination: .interrupted, solverWords: "stopped before the start")
      }
      return try settled(try run(model))
    }

    /// The answer, with infeasible and unbounded told apart.
    private func settled(_ result: CBCRunResult) throws(SolverError) -> SolverAnswer {
      guard result.claimsNoOptimum else { return try result.answer(for: model) }
      guard canImproveWithoutEnd else {
        return SolverAnswer(
          termination: .infeasible, nodes: result.nodes, solverWords: result.words)
      }
      // Only a model without an objective says infeasible and means it: CBC's presolve calls
      // unbounded ones infeasible too. Any point then proves that the model is unbounded, for
      // rational data (Meyer 1974).
      var anyPoint = model
      anyPoint.objective = LinearExpression()
      let second = try run(anyPoint, isFollowUp: true)
      let termination: Termination =
        if second.values != nil {
          .unbounded
        } else if second.claimsNoOptimum {
          .infeasible
        } else {
          .infeasibleOrUnbounded
        }
      return SolverAnswer(
        termination: termination, nodes: second.nodes,
        solverWords: "\(result.words); without objective: \(second.words)")
    }

    /// Whether some variable's bounds let the objective improve without end.
    private var canImproveWithoutEnd: Bool {
      let direction: Double = model.sense == .minimize ? 1 : -1
      let costs = model.objectiveCoefficients()
      return costs.indices.contains { column in
        let cost = direction * costs[column]
        return (cost > 0 && model.lowers[column] == -.infinity)
          || (cost < 0 && model.uppers[column] == .infinity)
      }
    }

    private func run(
      _ model: Model, isFollowUp: Bool = false
    ) throws(SolverError) -> CBCRunResult {
      guard var cbc = CBCModel() else {
        throw .unavailable("cbc has no memory for a model; free some and try again.")
      }
      let problem = CBCProblem(model)
      cbc.load(problem)
      setParameters(of: cbc)
      for (name, value) in try parameters.optionValues(of: CBCSolver()) {
        cbc.setRaw(name, to: value.text)
      }
      if let start = parameters.start {
        cbc.setNames(of: problem)
        cbc.setStart(
          start.map { (column: $0.key.index, value: $0.value) }.sorted { $0.column < $1.column })
      }
      var watched = parameters
      if isFollowUp { watched.progress = nil }
      try cbc.solve(watchedBy: CBCWatcher(watched, problem))
      return CBCRunResult(cbc, problem)
    }

    private func setParameters(of cbc: borrowing CBCModel) {
      let level = parameters.printsLog ? "1" : "0"
      cbc.setLogLevel(parameters.printsLog ? 1 : 0)
      cbc.set(.logLevel, to: level)
      cbc.set(.timeMode, to: "elapsed")
      if parameters.timeLimit != nil { cbc.set(.seconds, to: "\(max(1e-3, secondsLeft))") }
      // Of 10 000 random models preprocessing answered 23 with a worse point as optimal.
      cbc.set(.preprocess, to: "off")
      cbc.set(.ratioGap, to: "\(parameters.relativeGap)")
      cbc.set(.allowableGap, to: "0")
      // The default lets a point that is worse by 1e-5 pass for the best.
      cbc.set(.increment, to: "1e-9")
      cbc.set(.integerTolerance, to: "1e-7")
      // An assertion in this heuristic ended the process on a MILP of Helix (a100x4).
      cbc.set(.divingCoefficient, to: "off")
      if let limit = parameters.nodeLimit { cbc.set(.maximumNodes, to: "\(limit)") }
      if parameters.threads > 1 { cbc.set(.threads, to: "\(parameters.threads)") }
    }
  }
#endif
