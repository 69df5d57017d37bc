import LinearModels

/// A knapsack whose costs differ by about 10⁻⁸ of the objective: a solver with loose tolerances
/// errs here.
struct NearTies {
  private struct Item {
    let weight: Int
    let value: Double
  }

  private static let room = 25
  private let items: [Item]

  init(seed: Int) {
    var random = SplitMix(state: UInt64(1000 + seed))
    items = (0..<10).map { index in
      Item(
        weight: random.integer(3...9),
        value: 1 + Double(random.integer(0...40)) * 1e-8 + Double(index) * 1e-9)
    }
  }

  var model: Model {
    var model = Model(sense: .maximize)
    var weight = LinearExpression()
    for item in items {
      let variable = model.addVariable(kind: .binary)
      weight.add(Double(item.weight), variable)
      model.objective.add(item.value, variable)
    }
    model.addRow(weight <= Double(Self.room))
    return model
  }

  /// The best value of all sets of items that fit.
  func bestByEnumeration() -> Double {
    var best = 0.0
    for subset in 0..<1 << items.count {
      let chosen = items.indices.filter { subset >> $0 & 1 == 1 }
      guard chosen.reduce(0, { $0 + items[$1].weight }) <= Self.room else { continue }
      best = max(best, chosen.reduce(0.0) { $0 + items[$1].value })
    }
    return best
  }
}
