import LinearModels

/// Random models that are small enough to try every point.
package struct RandomModel {
  /// The model.
  package let model: Model
  private let integers: Int

  /// Makes a model of two to five integer variables and, for odd seeds, one continuous one.
  package init(seed: Int) {
    var random = SplitMix(state: UInt64(seed))
    var model = Model(sense: random.integer(0...1) == 0 ? .minimize : .maximize)
    integers = random.integer(2...5)
    for _ in 0..<integers {
      let lower = random.integer(-2...1)
      let isBinary = random.integer(0...2) == 0
      let width = random.integer(1...3)
      model.addVariable(
        lower: isBinary ? 0 : Double(lower), upper: isBinary ? 1 : Double(lower + width),
        kind: isBinary ? .binary : .integer)
    }
    if seed % 2 == 1 { model.addVariable(lower: -3, upper: 4) }
    for _ in 0..<random.integer(1...4) { Self.addRow(to: &model, &random) }
    for variable in model.variables {
      model.objective.add(Double(random.integer(-9...9)) / 4, variable)
    }
    model.objective.constant = Double(random.integer(-3...3))
    self.model = model
  }

  private static func addRow(to model: inout Model, _ random: inout SplitMix) {
    var sum = LinearExpression()
    for variable in model.variables where random.integer(0...3) > 0 {
      sum.add(Double(random.integer(-5...5)), variable)
    }
    let side = Double(random.integer(-6...6))
    switch random.integer(0...4) {
    case 0: model.addRow(sum <= side)
    case 1: model.addRow(sum >= side)
    case 2: model.addRow(lower: side, upper: side + 2.5, sum)
    case 3: model.addRow(sum == side)
    default: model.addRow(sum <= side + 3)
    }
  }

  /// The best objective over all points; nil when no point is feasible.
  package func bestByEnumeration() -> Double? {
    var best: Double?
    var point = [Double](repeating: 0, count: model.variableCount)
    visit(0, &point) { objective in
      guard let current = best else {
        best = objective
        return
      }
      best = model.sense == .minimize ? min(current, objective) : max(current, objective)
    }
    return best
  }

  private func visit(_ column: Int, _ point: inout [Double], _ report: (Double) -> Void) {
    guard column < integers else {
      if let objective = bestCompletion(&point) { report(objective) }
      return
    }
    let bounds = model.bounds(of: Array(model.variables)[column])
    for value in stride(from: bounds.lower, through: bounds.upper, by: 1) {
      point[column] = value
      visit(column + 1, &point, report)
    }
  }

  /// The best objective over the continuous variable, if there is one, with the integers held.
  private func bestCompletion(_ point: inout [Double]) -> Double? {
    let hasContinuous = model.variableCount > integers
    var interval = hasContinuous ? (-3.0, 4.0) : (0.0, 0.0)
    for row in model.rows {
      var fixed = 0.0
      var slope = 0.0
      for term in model.terms(of: row) {
        if term.variable.index < integers {
          fixed += term.coefficient * point[term.variable.index]
        } else {
          slope = term.coefficient
        }
      }
      let bounds = model.bounds(of: row)
      if slope == 0 {
        guard bounds.lower <= fixed, fixed <= bounds.upper else { return nil }
      } else {
        let ends = [(bounds.lower - fixed) / slope, (bounds.upper - fixed) / slope]
        interval.0 = max(interval.0, min(ends[0], ends[1]))
        interval.1 = min(interval.1, max(ends[0], ends[1]))
      }
    }
    guard interval.0 <= interval.1 else { return nil }
    guard hasContinuous else { return model.objective.value(at: point) }
    let values = [interval.0, interval.1].map { end in
      point[integers] = end
      return model.objective.value(at: point)
    }
    return model.sense == .minimize ? values.min() : values.max()
  }
}
