import LinearModels

extension KnownModel {
  /// One variable and one row in every combination of bounds, row, kind and sense; the answers are
  /// the ends of an interval.
  public static let grid: [KnownModel] = {
    let infinity = Double.infinity
    let bounds: [(Double, Double)] = [
      (0, infinity), (-infinity, infinity), (-4.5, 3.5), (-infinity, 2.5), (1, 1),
    ]
    let rows: [(Double, Double)] = [
      (-infinity, infinity), (-2.5, infinity), (-infinity, 3.2), (-1.5, 2.7), (2, 2),
    ]
    var cases: [KnownModel] = []
    for (place, column) in bounds.enumerated() {
      for (number, row) in rows.enumerated() {
        let coefficient = (place + number) % 2 == 0 ? 2.0 : -1
        for kind in [VariableKind.continuous, .integer] {
          cases += [Sense.minimize, .maximize].map {
            one(kind, $0, bounds: column, row: row, coefficient: coefficient)
          }
        }
        guard place == 0 else { continue }
        cases += [Sense.minimize, .maximize].map {
          one(.binary, $0, bounds: (0, 1), row: row, coefficient: coefficient)
        }
      }
    }
    return cases
  }()

  private static func one(
    _ kind: VariableKind, _ sense: Sense, bounds: (Double, Double), row: (Double, Double),
    coefficient: Double
  ) -> KnownModel {
    let name =
      "\(sense) \(kind) in \(bounds.0)…\(bounds.1), \(row.0) <= \(coefficient) x <= \(row.1)"
    let ends = [row.0 / coefficient, row.1 / coefficient]
    var lower = max(bounds.0, min(ends[0], ends[1]))
    var upper = min(bounds.1, max(ends[0], ends[1]))
    if kind.isIntegral {
      lower = lower.rounded(.up)
      upper = upper.rounded(.down)
    }
    let best = sense == .minimize ? lower : upper
    let truth: Truth =
      lower > upper ? .infeasible : best.isInfinite ? .unbounded : .optimal(best + 0.5)
    return KnownModel(name, group: "one variable", truth) {
      var model = Model(sense: sense)
      let x = model.addVariable("x", lower: bounds.0, upper: bounds.1, kind: kind)
      model.addRow("row", lower: row.0, upper: row.1, coefficient * x)
      model.objective = x + 0.5
      return model
    }
  }
}
