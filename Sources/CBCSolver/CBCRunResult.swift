#if CBC
  import LinearModels

  /// What CBC said after one solve, before it is understood.
  struct CBCRunResult {
    let status: Int32
    let secondary: CBCSecondaryStatus
    let isProvenOptimal: Bool
    let isProvenInfeasible: Bool
    let isUnbounded: Bool
    let isAbandoned: Bool
    let values: [Double]?
    /// The dual bound in the model's sense; nil when there is none.
    let bound: Double?
    let nodes: Int

    init(_ cbc: borrowing CBCModel, _ problem: CBCProblem) {
      status = cbc.status
      secondary = cbc.secondaryStatus
      isProvenOptimal = cbc.isProvenOptimal
      isProvenInfeasible = cbc.isProvenInfeasible
      isUnbounded = cbc.isContinuousUnbounded
      isAbandoned = cbc.isAbandoned
      nodes = cbc.nodeCount
      values = cbc.bestSolution(count: problem.columnCount).map { Array($0.dropLast()) }
      // 1e50 stands for no bound.
      let possible = cbc.bestPossible
      bound = abs(possible) < 1e49 ? possible / problem.costScale : nil
    }

    var words: String {
      "Cbc_status \(status), Cbc_secondaryStatus \(secondary.rawValue)"
    }

    /// Whether CBC says that the model is infeasible or unbounded; it mixes the two up.
    var claimsNoOptimum: Bool {
      guard values == nil, !isAbandoned else { return false }
      return isProvenInfeasible || isUnbounded || secondary == .relaxationInfeasible
        || secondary == .relaxationUnbounded
    }

    func answer(
      for model: Model, _ parameters: SolveParameters
    ) throws(SolverError) -> SolverAnswer {
      guard let termination = termination(for: model) else {
        throw .fault("cbc gave up (\(words)); scale the model or try another solver.")
      }
      let objective = values.map { model.objective.value(at: $0) }
      return SolverAnswer(
        termination: termination, values: values,
        bound: termination == .optimal ? objective : bound, nodes: nodes, solverWords: words)
    }

    private func termination(for model: Model) -> Termination? {
      switch secondary {
      case .stoppedOnTime: return .timeLimit
      case .stoppedOnNodes: return .nodeLimit
      case .stoppedOnGap: return gapIsClosed(for: model) ? .optimal : .gapReached
      default: break
      }
      return isProvenOptimal && values != nil && !isAbandoned ? .optimal : nil
    }

    /// Whether the gap at which CBC stopped is rounding noise.
    private func gapIsClosed(for model: Model) -> Bool {
      guard let values, let bound else { return false }
      let objective = model.objective.value(at: values)
      return abs(objective - bound) <= 1e-10 * max(abs(objective), abs(bound))
    }
  }
#endif
