#if CBC
  import LinearModels

  /// A model in CBC's terms: minimised, column-major, at least one integer column and one row.
  struct CBCProblem {
    let columnCount: Int
    let rowCount: Int
    let starts: [Int32]
    let rows: [Int32]
    let coefficients: [Double]
    let lowers: [Double]
    let uppers: [Double]
    let costs: [Double]
    let isInteger: [Bool]
    let rowLowers: [Double]
    let rowUppers: [Double]
    /// What the costs were multiplied with; negative for a maximised model.
    let costScale: Double

    /// Adds a column fixed at one, whose cost is the objective's constant.
    ///
    /// It makes relative gaps count the constant, and as an integer column it sends linear
    /// programs through the same door as mixed-integer ones: the other door ignores time limits.
    init(_ model: Model) {
      let costs = model.objectiveCoefficients()
      let scale = Self.scale(of: costs) * (model.sense == .maximize ? -1 : 1)
      let bounds = (0..<model.variableCount).map { model.tightBounds(ofColumn: $0) }
      let matrix = ColumnMajor(model)
      columnCount = model.variableCount + 1
      rowCount = max(1, model.rowCount)
      starts = matrix.starts + [matrix.starts.last ?? 0]
      rows = matrix.rows
      coefficients = matrix.coefficients
      lowers = bounds.map(\.lower) + [1]
      uppers = bounds.map(\.upper) + [1]
      self.costs = costs.map { scale * $0 } + [scale * model.objective.constant]
      isInteger = model.kinds.map(\.isIntegral) + [true]
      rowLowers = model.rowCount == 0 ? [-.infinity] : model.rowLowers
      rowUppers = model.rowCount == 0 ? [.infinity] : model.rowUppers
      costScale = scale
    }

    /// The power of two that brings the largest cost to 512 … 1024, or 1 for larger ones.
    ///
    /// CBC compares reduced costs and objectives with absolute tolerances, so small costs would
    /// lose digits. A power of two changes no digit.
    private static func scale(of costs: [Double]) -> Double {
      let largest = costs.reduce(0) { max($0, abs($1)) }
      guard largest > 0, largest < 512 else { return 1 }
      let exponent = min(900, 9 - Int(largest.exponent))
      return Double(sign: .plus, exponent: exponent, significand: 1)
    }
  }

  /// The rows of a model, turned into columns.
  private struct ColumnMajor {
    var starts: [Int32]
    var rows: [Int32]
    var coefficients: [Double]

    init(_ model: Model) {
      starts = [Int32](repeating: 0, count: model.variableCount + 1)
      rows = [Int32](repeating: 0, count: model.nonzeroCount)
      coefficients = [Double](repeating: 0, count: model.nonzeroCount)
      for column in model.columns { starts[Int(column) + 1] += 1 }
      for column in 0..<model.variableCount { starts[column + 1] += starts[column] }
      var next = starts
      for row in 0..<model.rowCount {
        for entry in model.entries(of: row) {
          let column = Int(model.columns[entry])
          let place = Int(next[column])
          rows[place] = Int32(row)
          coefficients[place] = model.coefficients[entry]
          next[column] += 1
        }
      }
    }
  }
#endif
