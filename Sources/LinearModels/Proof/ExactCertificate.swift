/// What exact rational arithmetic says of an outcome, without a solver and without a tolerance.
///
/// The point is checked as it is and, since rounding may have put it off a row, with the fractions
/// of small denominators nearest to it; the better one that is feasible counts. For linear programs
/// the duals give a bound that holds whatever they are (Neumaier and Shcherbina 2004), again as
/// they are or as fractions.
public struct ExactCertificate: Sendable, Equatable {
  /// Whether a point was found that keeps every row and bound exactly, with whole integers.
  public let isFeasible: Bool
  /// By how much the solver's own point breaks a row or bound at most, rounded up; 0 for none.
  public let largestViolation: Double
  /// The exact objective of the point, as the nearest interval of doubles.
  public let objective: ClosedRange<Double>
  /// A bound that no point of the linear program beats, proven; nil without row duals or where the
  /// duals prove none.
  public let bound: Double?
  /// Whether point and bound meet exactly: the linear program is solved to the last digit.
  public let isOptimal: Bool
}

extension Outcome {
  /// Checks the outcome's point, objective and, for linear programs with duals, its bound.
  ///
  /// - Returns: nil where the outcome has no point.
  /// - Precondition: the model is the one that was solved, and valid.
  /// - Complexity: O(variables + terms) rational operations, twice.
  public func exactCertificate(for model: Model) -> ExactCertificate? {
    guard let point else { return nil }
    let check = ExactCheck(model: model)
    let own = point.values.map { Rational($0) }
    let violation = check.largestViolation(at: own)
    let near = point.values.map { Rational(near: $0, tolerance: 1e-9) }
    let feasible = [violation.isZero ? own : nil, check.isFeasible(near) ? near : nil]
      .compactMap { $0 }
    let isFeasible = !feasible.isEmpty
    let objectives = (isFeasible ? feasible : [own]).map { check.objective(at: $0) }
    let objective = objectives.reduce(objectives[0]) { best, other in
      (model.sense == .minimize) == (other < best) ? other : best
    }
    let bound = model.hasIntegers ? nil : rowDuals.flatMap { check.bound(rowDuals: $0) }
    return ExactCertificate(
      isFeasible: isFeasible, largestViolation: violation.roundedUp,
      objective: objective.roundedDown...objective.roundedUp,
      bound: bound.map { model.sense == .minimize ? $0.roundedDown : $0.roundedUp },
      isOptimal: isFeasible && bound == objective)
  }
}

/// A model in exact arithmetic.
private struct ExactCheck {
  let model: Model

  func objective(at point: [Rational]) -> Rational {
    var sum = Rational(model.objective.constant)
    for term in model.objective.terms {
      sum += Rational(term.coefficient) * point[term.variable.index]
    }
    return sum
  }

  /// The bound that duals prove, in the model's sense; nil where they prove none.
  func bound(rowDuals: [Double]) -> Rational? {
    let problem = ProofProblem(model)
    let bound = RationalBound(problem: problem)
      .objective(rowDuals.map { problem.turned($0) }, problem.box)
    return model.sense == .minimize ? bound : bound.map { -$0 }
  }

  func isFeasible(_ point: [Rational]) -> Bool { largestViolation(at: point).isZero }

  /// The largest violation of a row, a bound or a whole number.
  func largestViolation(at point: [Rational]) -> Rational {
    var largest = Rational.zero
    for column in point.indices {
      let bounds = model.tightBounds(ofColumn: column)
      largest = max(largest, Self.violation(of: point[column], bounds.lower, bounds.upper))
      if model.kinds[column].isIntegral, !point[column].isWhole {
        let down = Rational(point[column].roundedDown.rounded(.down))
        let up = down + Rational(1)
        largest = max(largest, min(point[column] - down, (up - point[column]).magnitude))
      }
    }
    for row in 0..<model.rowCount {
      var activity = Rational.zero
      for entry in model.entries(of: row) {
        activity += Rational(model.coefficients[entry]) * point[Int(model.columns[entry])]
      }
      largest = max(
        largest, Self.violation(of: activity, model.rowLowers[row], model.rowUppers[row]))
    }
    return largest
  }

  private static func violation(of value: Rational, _ lower: Double, _ upper: Double) -> Rational {
    if lower.isFinite, value < Rational(lower) { return Rational(lower) - value }
    if upper.isFinite, Rational(upper) < value { return value - Rational(upper) }
    return .zero
  }
}
