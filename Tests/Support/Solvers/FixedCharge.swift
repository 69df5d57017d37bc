import LinearModels
import SolverConformance

/// Mixed models with fixed charges: too large to enumerate, quick to solve.
package enum FixedCharge {
  package static func model(seed: Int) -> Model {
    var random = SplitMix(state: UInt64(7000 + seed))
    var model = Model(sense: seed % 2 == 0 ? .minimize : .maximize)
    let direction: Double = model.sense == .minimize ? 1 : -1
    let sites = (0..<random.integer(5...8)).map { _ in model.addVariable(kind: .binary) }
    var built = LinearExpression()
    for site in sites {
      built += site
      model.objective.add(direction * Double(random.integer(20...60)), site)
    }
    var used = sites.map { _ in LinearExpression() }
    for _ in 0..<random.integer(4...9) {
      var served = LinearExpression()
      for index in sites.indices {
        let flow = model.addVariable()
        served += flow
        used[index] += flow
        model.objective.add(direction * Double(random.integer(1...30)) / 7, flow)
      }
      model.addRow(served == Double(random.integer(2...9)))
    }
    for (index, site) in sites.enumerated() {
      model.addRow(used[index] <= Double(random.integer(15...40)) * site)
    }
    model.addRow(built <= Double(sites.count - 1))
    return model
  }
}
