import LinearModels

/// The first thing in which two models differ, to the last bit; nil when they are the same.
///
/// A cut binary may come back as an integer, and fractions in the bounds of integers rounded.
func difference(_ left: Model, _ right: Model, names: Bool = true) -> String? {
  if left.sense != right.sense { return "sense" }
  if left.variableCount != right.variableCount { return "number of variables" }
  if left.rowCount != right.rowCount { return "number of rows" }
  if !isSame(left.objective.constant + 0, right.objective.constant + 0) { return "constant" }
  for (index, costs) in zip(left.objectiveCoefficients(), right.objectiveCoefficients())
    .enumerated()
  where costs.0 != costs.1 {
    return "cost \(index)"
  }
  for column in 0..<left.variableCount {
    let (a, b) = (left.tightBounds(ofColumn: column), right.tightBounds(ofColumn: column))
    if !isSame(a.lower, b.lower) || !isSame(a.upper, b.upper) {
      return "bounds \(column): \(a) \(b)"
    }
    let (kind, other) = (left.kinds[column], right.kinds[column])
    let isCut = kind == .binary && (a != (0, 1) || a.lower.sign == .minus)
    if isCut ? !other.isIntegral : kind != other { return "kind \(column): \(kind) \(other)" }
  }
  for row in 0..<left.rowCount {
    if !isSame(left.rowLowers[row], right.rowLowers[row]) { return "lower side \(row)" }
    if !isSame(left.rowUppers[row], right.rowUppers[row]) {
      return "upper side \(row): \(left.rowUppers[row]) \(right.rowUppers[row])"
    }
    if sorted(left, row) != sorted(right, row) { return "entries \(row)" }
  }
  guard names else { return nil }
  let isNamed =
    left.variables.allSatisfy { left.name(of: $0) == right.name(of: $0) }
    && left.rows.allSatisfy { left.name(of: $0) == right.name(of: $0) }
  return isNamed ? nil : "names"
}

private func isSame(_ left: Double, _ right: Double) -> Bool { left.bitPattern == right.bitPattern }

private func sorted(_ model: Model, _ row: Int) -> [LinearExpression.Term] {
  model.terms(of: Row(index: row)).sorted { $0.variable.index < $1.variable.index }
}
