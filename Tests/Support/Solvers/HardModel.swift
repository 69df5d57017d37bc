import LinearModels
import SolverConformance

/// Models that no backend finishes within the limits of the tests.
package enum HardModel {
  /// A market split with slack: any point is feasible, the optimum takes very long to prove.
  package static func marketSplit(rows: Int = 5, columns: Int = 40, seed: UInt64 = 1) -> Model {
    var random = SplitMix(state: seed)
    var model = Model(name: "market split")
    let chosen = (0..<columns).map { model.addVariable("c\($0)", kind: .binary) }
    for _ in 0..<rows {
      let weights = chosen.map { _ in Double(random.integer(0...99)) }
      let over = model.addVariable()
      let under = model.addVariable()
      var sum = under - over
      for (weight, variable) in zip(weights, chosen) { sum.add(weight, variable) }
      model.addRow(sum == (weights.reduce(0, +) / 2).rounded(.down))
      model.objective += over + under
    }
    return model
  }

  /// A market split without slack: a first point takes very long to find.
  package static func exactMarketSplit(rows: Int = 6, columns: Int = 50, seed: UInt64 = 3) -> Model
  {
    var random = SplitMix(state: seed)
    var model = Model(name: "exact market split")
    let chosen = (0..<columns).map { _ in model.addVariable(kind: .binary) }
    for _ in 0..<rows {
      let weights = chosen.map { _ in Double(random.integer(0...99)) }
      var sum = LinearExpression()
      for (weight, variable) in zip(weights, chosen) { sum.add(weight, variable) }
      model.addRow(sum == (weights.reduce(0, +) / 2).rounded(.down))
    }
    model.objective = LinearExpression(chosen[0])
    return model
  }

  /// A point of the market split: nothing chosen, all the slack on one side.
  package static func marketSplitStart(_ model: Model) -> [Variable: Double] {
    var start: [Variable: Double] = [:]
    for variable in model.variables { start[variable] = 0 }
    for row in model.rows {
      // The row's first two terms are the slacks that it was built with: under, then over.
      start[model.terms(of: row)[0].variable] = model.bounds(of: row).lower
    }
    return start
  }
}
