/// Tightens the intervals of variables by what the rows leave them, safe against rounding.
///
/// Rows count as widened by their slack, so a point that keeps them within it is never cut off.
struct BoundPropagation {
  let problem: ProofProblem
  /// No point with a greater minimised objective is of interest; infinity for none.
  var cutoff = Double.infinity
  /// Whether the last box was cut by the cutoff.
  private(set) var usedCutoff = false
  private var queue: [Int] = []
  private var isQueued: [Bool]
  private var work = 0
  private let objective: [(column: Int, coefficient: Double)]

  /// The last row stands for the objective.
  private var objectiveRow: Int { problem.rowCount }

  init(_ problem: ProofProblem) {
    self.problem = problem
    objective = problem.costs.indices.filter { problem.costs[$0] != 0 }
      .map { (column: $0, coefficient: problem.costs[$0]) }
    isQueued = [Bool](repeating: false, count: problem.rowCount + 1)
  }

  /// Tightens a box.
  ///
  /// - Parameter changed: the columns whose intervals changed since the box was tight; nil for all.
  /// - Returns: false where no point is left, proven.
  /// - Complexity: a few times the terms of the rows concerned; it stops early rather than converge
  ///   slowly.
  mutating func tighten(_ box: inout Box, changed: [Int]?) -> Bool {
    usedCutoff = false
    for row in queue { isQueued[row] = false }
    queue.removeAll(keepingCapacity: true)
    if let changed {
      for column in changed { enqueueRows(of: column) }
    } else {
      for row in 0..<problem.rowCount { enqueue(row) }
    }
    enqueue(objectiveRow)
    work = 20 * (problem.model.nonzeroCount + problem.columnCount) + 1000
    var next = 0
    while next < queue.count, work > 0 {
      let row = queue[next]
      next += 1
      isQueued[row] = false
      guard visit(row, &box) else {
        usedCutoff = usedCutoff || row == objectiveRow
        return false
      }
    }
    return true
  }

  private mutating func enqueue(_ row: Int) {
    guard !isQueued[row] else { return }
    isQueued[row] = true
    queue.append(row)
  }

  private mutating func enqueueRows(of column: Int) {
    for place in problem.columnStarts[column]..<problem.columnStarts[column + 1] {
      enqueue(Int(problem.columnRows[place]))
    }
    if problem.costs[column] != 0, cutoff < .infinity { enqueue(objectiveRow) }
  }

  private mutating func visit(_ row: Int, _ box: inout Box) -> Bool {
    if row == objectiveRow {
      guard cutoff < .infinity else { return true }
      let upper = (cutoff - problem.constant).nextUp
      return visit(objective, lower: -.infinity, upper: upper, &box, isObjective: true)
    }
    let model = problem.model
    let terms = model.entries(of: row).map {
      (column: Int(model.columns[$0]), coefficient: model.coefficients[$0])
    }
    let slack = problem.slack[row]
    return visit(
      terms, lower: (model.rowLowers[row] - slack).nextDown,
      upper: (model.rowUppers[row] + slack).nextUp, &box)
  }

  private mutating func visit(
    _ terms: [(column: Int, coefficient: Double)], lower: Double, upper: Double, _ box: inout Box,
    isObjective: Bool = false
  ) -> Bool {
    work -= terms.count + 1
    let activity = Activity(terms, box)
    if activity.least > upper || activity.greatest < lower { return false }
    // Nothing to learn where the row cannot bind.
    guard activity.greatest > upper || activity.least < lower else { return true }
    for (column, coefficient) in terms {
      let old = (lower: box.lowers[column], upper: box.uppers[column])
      let rest = activity.without(coefficient, old)
      // coefficient · x is within lower − greatest rest … upper − least rest.
      let most = (upper - rest.least).nextUp / coefficient
      let fewest = (lower - rest.greatest).nextDown / coefficient
      let range = coefficient > 0 ? (fewest.nextDown, most.nextUp) : (most.nextDown, fewest.nextUp)
      guard take(range, ofColumn: column, &box) else { return false }
      let new = (lower: box.lowers[column], upper: box.uppers[column])
      guard new != old else { continue }
      usedCutoff = usedCutoff || isObjective
      enqueueRows(of: column)
    }
    return true
  }

  /// Cuts a column's interval; false where nothing is left of it.
  private func take(_ range: (Double, Double), ofColumn column: Int, _ box: inout Box) -> Bool {
    var (lower, upper) = range
    if problem.isIntegral[column] {
      lower.round(.up)
      upper.round(.down)
    }
    let (old, oldUpper) = (box.lowers[column], box.uppers[column])
    guard lower <= oldUpper, upper >= old else { return false }
    if gains(lower, over: old, width: oldUpper - old, column) { box.lowers[column] = lower }
    if gains(-upper, over: -oldUpper, width: oldUpper - old, column) {
      box.uppers[column] = upper
    }
    return box.lowers[column] <= box.uppers[column]
  }

  /// Whether a lower bound is enough of a gain; small ones could go on for ever.
  private func gains(_ bound: Double, over old: Double, width: Double, _ column: Int) -> Bool {
    guard bound > old, bound.isFinite else { return false }
    guard old.isFinite, !problem.isIntegral[column] else { return true }
    return bound - old > (width.isFinite ? 1e-3 * width : 1e-3 * max(1, abs(old)))
  }
}

/// What a row's terms can sum up to within a box.
private struct Activity {
  private var low = SafeSum()
  private var high = SafeSum()
  private var endlessLow = 0
  private var endlessHigh = 0
  let least: Double
  let greatest: Double

  init(_ terms: [(column: Int, coefficient: Double)], _ box: Box) {
    for (column, coefficient) in terms {
      let (lower, upper) = (box.lowers[column], box.uppers[column])
      let (near, far) = coefficient > 0 ? (lower, upper) : (upper, lower)
      if near.isFinite { low.add(coefficient, times: near) } else { endlessLow += 1 }
      if far.isFinite { high.add(coefficient, times: far) } else { endlessHigh += 1 }
    }
    least = endlessLow > 0 ? -.infinity : low.lower
    greatest = endlessHigh > 0 ? .infinity : high.upper
  }

  /// The same without one of the terms.
  func without(
    _ coefficient: Double, _ bounds: (lower: Double, upper: Double)
  ) -> (least: Double, greatest: Double) {
    let (near, far) =
      coefficient > 0 ? (bounds.lower, bounds.upper) : (bounds.upper, bounds.lower)
    return (
      Self.rest(low, endlessLow, coefficient, near, isLeast: true),
      Self.rest(high, endlessHigh, coefficient, far, isLeast: false)
    )
  }

  private static func rest(
    _ sum: SafeSum, _ endless: Int, _ coefficient: Double, _ value: Double, isLeast: Bool
  ) -> Double {
    let none: Double = isLeast ? -.infinity : .infinity
    guard value.isFinite else {
      return endless > 1 ? none : isLeast ? sum.lower : sum.upper
    }
    guard endless == 0 else { return none }
    var rest = sum
    rest.add(-coefficient, times: value)
    return isLeast ? rest.lower : rest.upper
  }
}
