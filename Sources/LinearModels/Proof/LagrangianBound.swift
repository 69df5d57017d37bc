/// A bound that holds whatever the duals are, safe against rounding.
///
/// For any y, no point of the box that keeps the rows has an objective below
/// `Σ y_i side_i + Σ_j min over the box of (c_j − Σ_i y_i a_ij) x_j`, where a positive dual speaks
/// of a row's lower side and a negative one of its upper side (Neumaier and Shcherbina 2004). Sums
/// carry their rounding errors along, so wrong duals and wrong digits make the bound weaker, never
/// false.
struct LagrangianBound {
  let problem: ProofProblem
  private var reduced: [SafeSum] = []

  init(_ problem: ProofProblem) {
    self.problem = problem
  }

  /// The bound of the minimised objective within a box; minus infinity where the duals prove none.
  ///
  /// - Complexity: O(columns + terms of rows with a dual).
  mutating func objective(_ duals: [Double], _ box: Box) -> Double {
    guard duals.count == problem.rowCount else { return -.infinity }
    return repaired(
      duals, box, costs: problem.costs, constant: problem.constant, widened: false)
  }

  /// Whether the duals prove that no point of the box keeps the rows, each of them widened by its
  /// slack (Farkas).
  ///
  /// - Complexity: O(columns + terms of rows with a dual).
  mutating func provesEmptiness(_ duals: [Double], _ box: Box) -> Bool {
    guard duals.count == problem.rowCount else { return false }
    return repaired(duals, box, costs: nil, constant: 0, widened: true) > 0
  }

  /// How far each column's reduced cost is from zero at least, of the last bound; 0 where its sign
  /// is unsure.
  func reducedCost(ofColumn column: Int) -> Double {
    let sum = reduced[column]
    return sum.lower > 0 ? sum.lower : sum.upper < 0 ? sum.upper : 0
  }

  /// The bound of the duals, or where they prove none for want of a last digit, of these moved by
  /// it.
  private mutating func repaired(
    _ duals: [Double], _ box: Box, costs: [Double]?, constant: Double, widened: Bool
  ) -> Double {
    let own = bound(duals, box, costs: costs, constant: constant, widened: widened)
    guard own == -.infinity,
      let moved = DualRepair(problem: problem).moved(duals, reduced, box)
    else { return own }
    return bound(moved, box, costs: costs, constant: constant, widened: widened)
  }

  private mutating func bound(
    _ duals: [Double], _ box: Box, costs: [Double]?, constant: Double, widened: Bool
  ) -> Double {
    let model = problem.model
    var total = SafeSum()
    total.add(constant)
    reduced = [SafeSum](repeating: SafeSum(), count: problem.columnCount)
    if let costs {
      for column in costs.indices { reduced[column].add(costs[column]) }
    }
    for row in 0..<problem.rowCount {
      let dual = duals[row]
      guard dual.isFinite, dual != 0 else { continue }
      let side = dual > 0 ? model.rowLowers[row] : model.rowUppers[row]
      // A dual of the wrong sign supports nothing; without it the bound still holds.
      guard side.isFinite else { continue }
      total.add(dual, times: side)
      if widened { total.add(-abs(dual), times: problem.slack[row]) }
      for entry in model.entries(of: row) {
        reduced[Int(model.columns[entry])].add(-dual, times: model.coefficients[entry])
      }
    }
    for column in reduced.indices {
      let (least, greatest) = (reduced[column].lower, reduced[column].upper)
      guard least != 0 || greatest != 0 else { continue }
      let (lower, upper) = (box.lowers[column], box.uppers[column])
      // What is not sure to be zero may be worth anything on an endless side.
      if least < 0, upper == .infinity { return -.infinity }
      if greatest > 0, lower == -.infinity { return -.infinity }
      let worst =
        least < 0 && greatest > 0
        ? Self.worst(least, greatest, lower, upper)
        : least >= 0
          ? (cost: lower < 0 ? greatest : least, value: lower)
          : (cost: upper < 0 ? greatest : least, value: upper)
      total.add(worst.cost, times: worst.value)
    }
    return total.lower
  }

  /// The corner of least product where the sign of the reduced cost is not sure.
  private static func worst(
    _ least: Double, _ greatest: Double, _ lower: Double, _ upper: Double
  ) -> (cost: Double, value: Double) {
    least * upper <= greatest * lower ? (least, upper) : (greatest, lower)
  }
}
