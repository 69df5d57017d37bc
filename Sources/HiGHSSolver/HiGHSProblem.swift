import LinearModels

/// A model in the terms of HiGHS: minimised, row-major, costs scaled by a power of two.
struct HiGHSProblem {
  let columnCount: Int
  let rowCount: Int
  let costs: [Double]
  let offset: Double
  let lowers: [Double]
  let uppers: [Double]
  let rowLowers: [Double]
  let rowUppers: [Double]
  let starts: [Int32]
  let columns: [Int32]
  let coefficients: [Double]
  let integrality: [Int32]
  let hasIntegers: Bool
  /// What the costs were multiplied with; negative for a maximised model.
  let costScale: Double

  /// - Parameter isScaled: whether costs are scaled for absolute tolerances.
  init(_ model: Model, isScaled: Bool = true) {
    let costs = model.objectiveCoefficients()
    let scale = (isScaled ? Self.scale(of: costs) : 1) * (model.sense == .maximize ? -1 : 1)
    let bounds = (0..<model.variableCount).map { model.tightBounds(ofColumn: $0) }
    columnCount = model.variableCount
    rowCount = model.rowCount
    self.costs = costs.map { scale * $0 }
    offset = scale * model.objective.constant
    lowers = bounds.map(\.lower)
    uppers = bounds.map(\.upper)
    rowLowers = model.rowLowers
    rowUppers = model.rowUppers
    starts = model.rowStarts.map { Int32(truncatingIfNeeded: $0) }
    columns = model.columns
    coefficients = model.coefficients
    integrality = model.kinds.map { $0.isIntegral ? 1 : 0 }
    hasIntegers = model.hasIntegers
    costScale = scale
  }

  /// The power of two that brings the largest cost to 512 … 1024, or 1 for larger ones.
  ///
  /// HiGHS compares objectives with absolute tolerances, so small costs would lose digits.
  private static func scale(of costs: [Double]) -> Double {
    let largest = costs.reduce(0) { max($0, abs($1)) }
    guard largest > 0, largest < 512 else { return 1 }
    return Double(sign: .plus, exponent: min(900, 9 - Int(largest.exponent)), significand: 1)
  }
}
