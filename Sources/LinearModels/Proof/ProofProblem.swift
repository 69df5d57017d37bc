/// A model as proofs see it: minimised, in arrays, its rows also by column.
///
/// A row counts as broken in a proof of infeasibility only where it is broken by more than
/// ``slack``: data such as 0.1 + 0.2 against 0.3 must not make a model infeasible that every solver
/// can solve.
struct ProofProblem {
  let model: Model
  let costs: [Double]
  /// The objective's constant, of the minimised objective.
  let constant: Double
  let isIntegral: [Bool]
  /// By how much each row may be missed before a proof takes it for broken.
  let slack: [Double]
  /// The rows of each column: column `j` owns `columnRows[columnStarts[j] ..< columnStarts[j +
  /// 1]]`.
  let columnStarts: [Int]
  let columnRows: [Int32]
  /// The step between objectives of points: every objective is the constant plus a whole multiple
  /// of it; nil where the objective is not made of whole numbers.
  let step: Double?

  var columnCount: Int { costs.count }
  var rowCount: Int { model.rowCount }
  var hasIntegers: Bool { model.hasIntegers }

  init(_ model: Model) {
    self.model = model
    let sign: Double = model.sense == .minimize ? 1 : -1
    let costs = model.objectiveCoefficients().map { sign * $0 }
    let isIntegral = model.kinds.map(\.isIntegral)
    self.costs = costs
    self.isIntegral = isIntegral
    constant = sign * model.objective.constant
    slack = (0..<model.rowCount).map { Self.slack(ofRow: $0, of: model) }
    step = Self.step(costs: costs, isIntegral: isIntegral)
    var starts = [Int](repeating: 0, count: costs.count + 1)
    for column in model.columns { starts[Int(column) + 1] += 1 }
    for column in costs.indices { starts[column + 1] += starts[column] }
    var next = starts
    var rows = [Int32](repeating: 0, count: model.nonzeroCount)
    for row in 0..<model.rowCount {
      for entry in model.entries(of: row) {
        let column = Int(model.columns[entry])
        rows[next[column]] = Int32(row)
        next[column] += 1
      }
    }
    columnStarts = starts
    columnRows = rows
  }

  /// The objective of the model from that of the minimised problem, or the other way round.
  func turned(_ objective: Double) -> Double {
    model.sense == .minimize ? objective : -objective
  }

  /// The minimised objective at a point.
  func objective(at values: [Double]) -> Double { turned(model.objective.value(at: values)) }

  /// The size of the objective at a point: what the rounding of a bound is relative to.
  ///
  /// It is the objective's own size, but no smaller than a thousandth of the largest cost, for
  /// points where every term is almost zero, nor than what cancels among the terms.
  func size(at values: [Double]) -> Double {
    var terms = 0.0
    for column in costs.indices { terms = max(terms, abs(costs[column] * values[column])) }
    return max(abs(objective(at: values)), 1e-3 * largestCost, 1e-4 * terms)
  }

  /// The largest cost; 0 without costs.
  var largestCost: Double { costs.reduce(0) { max($0, abs($1)) } }

  /// The box of the variables' bounds, whole for integers.
  var box: Box {
    let bounds = (0..<columnCount).map { model.tightBounds(ofColumn: $0) }
    return Box(lowers: bounds.map(\.lower), uppers: bounds.map(\.upper))
  }

  private static func slack(ofRow row: Int, of model: Model) -> Double {
    let sides = [model.rowLowers[row], model.rowUppers[row]].filter(\.isFinite).map { abs($0) }
    // Not a share of the side that counts: a large one may only switch a row off.
    return 1e-9 + 1e-13 * (sides.max() ?? 0)
  }

  private static func step(costs: [Double], isIntegral: [Bool]) -> Double? {
    guard zip(costs, isIntegral).allSatisfy({ $0 == 0 || $1 }) else { return nil }
    let sizes = costs.filter { $0 != 0 }.map { abs($0) }
    // The greatest power of two that keeps every cost exact; 40 digits after the point are enough.
    for exponent in stride(from: 0, through: 40, by: 4) {
      let scale = Double(sign: .plus, exponent: exponent, significand: 1)
      let whole = sizes.map { $0 * scale }
      guard whole.allSatisfy({ $0.isWhole && $0 < 0x1p50 }) else { continue }
      let divisor = whole.reduce(0) { Self.greatestCommonDivisor($0, Int($1)) }
      return divisor == 0 ? nil : Double(divisor) / scale
    }
    return nil
  }

  private static func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
    var (first, second) = (first, second)
    while second != 0 { (first, second) = (second, first % second) }
    return first
  }
}

/// An interval for every column.
struct Box: Equatable {
  var lowers: [Double]
  var uppers: [Double]
}

extension Double {
  /// Whether it is a finite whole number.
  var isWhole: Bool { isFinite && rounded() == self }
}
