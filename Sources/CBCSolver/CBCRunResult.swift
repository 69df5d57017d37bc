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

    func answer(for model: Model) throws(SolverError) -> SolverAnswer {
      guard let termination = termination(for: model) else {
        throw .fault("cbc gave up (\(words)); scale the model or try another solver.")
      }
      return SolverAnswer(
        termination: termination, values: values, bound: bound, nodes: nodes, solverWords: words)
    }

    private func termination(for model: Model) -> Termination? {
      switch secondary {
      case .stoppedOnTime: return .timeLimit
      case .stoppedOnNodes: return .nodeLimit
      case .stoppedOnEvent: return .interrupted
      case .stoppedOnGap:
        // A gap that is rounding noise ends the search the same way as one that was allowed.
        return gapIsClosed(for: model, tolerance: 1e-10) ? .optimal : .gapReached
      default: break
      }
      guard isProvenOptimal, values != nil, !isAbandoned else { return nil }
      // A claim that CBC's own bound does not support is only a point within a gap.
      return gapIsClosed(for: model, tolerance: 1e-6) ? .optimal : .gapReached
    }

    /// Whether point and bound agree, relative to the larger of them and the largest cost.
    ///
    /// The cost is the scale of rounding noise where the objective itself is near zero.
    private func gapIsClosed(for model: Model, tolerance: Double) -> Bool {
      guard let values, let bound else { return false }
      let objective = model.objective.value(at: values)
      let largestCost = model.objectiveCoefficients().reduce(0) { max($0, abs($1)) }
      return abs(objective - bound) <= tolerance * max(abs(objective), abs(bound), largestCost)
    }
  }
#endif
