import LinearModels

/// An outcome beside the truth.
struct OutcomeJudge {
  let model: Model
  let truth: Truth

  func findings(_ outcome: Outcome) -> Set<Finding.Kind> {
    var findings = endFindings(outcome)
    let broken = outcome.point.map { worstBreak(at: $0) } ?? 0
    if broken > 1e-6 { findings.insert(.falsePoint) }
    if let bound = outcome.bound, isBeaten(bound) { findings.insert(.falseBound) }
    if findings.contains(.falseOptimum), broken > 0, broken <= 1e-6, isBeyondTruth(outcome) {
      // Within the tolerance that is promised, the point is there: no lie, but a loose answer.
      findings.remove(.falseOptimum)
      findings.insert(.loosePoint)
    }
    if truth.objective == nil, outcome.point != nil { findings.insert(.strayPoint) }
    if outcome.termination == .optimal, hasLooseBound(outcome) { findings.insert(.looseBound) }
    return findings
  }

  private func endFindings(_ outcome: Outcome) -> Set<Finding.Kind> {
    switch (outcome.termination, truth) {
    case (.infeasible, .infeasible), (.unbounded, .unbounded): []
    case (.infeasible, _), (.unbounded, _), (.infeasibleOrUnbounded, .optimal): [.falseEnd]
    case (.optimal, .optimal(let best)):
      switch distance(outcome.objective ?? .infinity, best) {
      case ...1e-9: []
      case ...1e-6: [.nearOptimum]
      default: [.falseOptimum]
      }
    case (.optimal, _): [.falseOptimum]
    default: [.unproven]
    }
  }

  /// Whether the objective is better than that of any true point.
  private func isBeyondTruth(_ outcome: Outcome) -> Bool {
    guard let objective = outcome.objective, case .optimal(let best) = truth else {
      return truth == .infeasible
    }
    return model.sense == .minimize ? objective < best : objective > best
  }

  /// The difference, relative above 1.
  private func distance(_ value: Double, _ best: Double) -> Double {
    abs(value - best) / max(1, abs(best))
  }

  private func isBeaten(_ bound: Double) -> Bool {
    switch truth {
    case .infeasible: false
    case .unbounded: true
    case .optimal(let best):
      distance(bound, best) > 1e-9 && (model.sense == .minimize ? bound > best : bound < best)
    }
  }

  /// Whether the bound is off from the best or from the point's objective.
  private func hasLooseBound(_ outcome: Outcome) -> Bool {
    guard let bound = outcome.bound, let objective = outcome.objective,
      let best = truth.objective
    else { return true }
    return distance(bound, best) > 1e-9 || distance(bound, objective) > 1e-9
  }

  /// By how much a row or bound is broken at most, in parts of its size, above 1.
  ///
  /// A row's size is that of its other terms and of the side that its integers leave them: an
  /// integer is a whole number, so however large its coefficient is, it brings no error.
  private func worstBreak(at point: Point) -> Double {
    var worst = 0.0
    for variable in model.variables {
      let (lower, upper) = model.bounds(of: variable)
      let value = point[variable]
      worst = max(worst, max(lower - value, value - upper) / max(1, abs(value)))
      if model.kind(of: variable).isIntegral, value != value.rounded() { worst = .infinity }
    }
    for row in model.rows {
      let (lower, upper) = model.bounds(of: row)
      var whole = Rational.zero
      var rest = Rational.zero
      var size = 1.0
      for term in model.terms(of: row) {
        let product = Rational(term.coefficient) * Rational(point[term.variable])
        if model.kind(of: term.variable).isIntegral {
          whole += product
        } else {
          rest += product
          size = max(size, product.magnitude.roundedUp)
        }
      }
      for (side, sign) in [(lower, 1), (upper, -1)] where side.isFinite {
        let left = Rational(side) - whole
        let excess = Rational(sign) * (left - rest)
        guard !excess.isNegative, !excess.isZero else { continue }
        worst = max(worst, excess.roundedUp / max(size, left.magnitude.roundedUp))
      }
    }
    return worst
  }
}
