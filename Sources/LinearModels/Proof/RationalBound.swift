/// A bound from duals in rational arithmetic, for what rounding leaves open.
///
/// Duals are taken as they are and as the fractions of small denominators nearest to them: a
/// reduced cost that should be zero is zero then, which counts where a variable has no bound.
struct RationalBound {
  let problem: ProofProblem

  /// The better bound of the minimised objective within a box; nil where the duals prove none.
  ///
  /// - Complexity: O(columns + terms) rational operations, twice.
  func objective(_ duals: [Double], _ box: Box) -> Rational? {
    readings(of: duals).compactMap {
      bound($0, box, costs: problem.costs, constant: problem.constant, widened: false)
    }.max()
  }

  /// Whether the duals prove that no point of the box keeps the rows, each widened by its slack.
  func provesEmptiness(_ duals: [Double], _ box: Box) -> Bool {
    readings(of: duals).contains {
      let excess = bound($0, box, costs: nil, constant: 0, widened: true)
      return excess.map { !$0.isNegative && !$0.isZero } ?? false
    }
  }

  private func readings(of duals: [Double]) -> [[Rational]] {
    guard duals.count == problem.rowCount, duals.allSatisfy(\.isFinite) else { return [] }
    return [duals.map { Rational($0) }, duals.map { Rational(near: $0, tolerance: 1e-9) }]
  }

  private func bound(
    _ duals: [Rational], _ box: Box, costs: [Double]?, constant: Double, widened: Bool
  ) -> Rational? {
    let model = problem.model
    var reduced = (costs ?? [Double](repeating: 0, count: problem.columnCount))
      .map { Rational($0) }
    var total = Rational(constant)
    for row in 0..<problem.rowCount {
      let dual = duals[row]
      guard !dual.isZero else { continue }
      let side = dual.isNegative ? model.rowUppers[row] : model.rowLowers[row]
      // A dual of the wrong sign supports nothing; without it the bound still holds.
      guard side.isFinite else { continue }
      total += dual * Rational(side)
      if widened { total = total - dual.magnitude * Rational(problem.slack[row]) }
      for entry in model.entries(of: row) {
        let column = Int(model.columns[entry])
        reduced[column] = reduced[column] - dual * Rational(model.coefficients[entry])
      }
    }
    for (column, cost) in reduced.enumerated() where !cost.isZero {
      let side = cost.isNegative ? box.uppers[column] : box.lowers[column]
      guard side.isFinite else { return nil }
      total += cost * Rational(side)
    }
    return total
  }
}
