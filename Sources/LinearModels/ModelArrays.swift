/// The variables of a model as arrays, without names.
package struct ColumnArrays {
  package var lowers: [Double]
  package var uppers: [Double]
  package var kinds: [VariableKind]

  package init(lowers: [Double], uppers: [Double], kinds: [VariableKind]) {
    self.lowers = lowers
    self.uppers = uppers
    self.kinds = kinds
  }

  /// Whether the arrays are of one length.
  package var areConsistent: Bool { lowers.count == uppers.count && lowers.count == kinds.count }
}

/// The rows of a model as arrays, without names: row `i` owns the entries
/// `starts[i] ..< starts[i + 1]`.
package struct RowArrays {
  package var lowers: [Double]
  package var uppers: [Double]
  package var starts: [Int]
  package var columns: [Int32]
  package var coefficients: [Double]

  package init(
    lowers: [Double], uppers: [Double], starts: [Int], columns: [Int32], coefficients: [Double]
  ) {
    self.lowers = lowers
    self.uppers = uppers
    self.starts = starts
    self.columns = columns
    self.coefficients = coefficients
  }

  /// Whether the arrays fit together and name no column beyond a number of them.
  package func areConsistent(columnCount: Int) -> Bool {
    guard lowers.count == uppers.count, starts.count == lowers.count + 1, starts[0] == 0,
      starts.last == columns.count, columns.count == coefficients.count
    else { return false }
    return zip(starts, starts.dropFirst()).allSatisfy { $0 <= $1 }
      && columns.allSatisfy { $0 >= 0 && Int($0) < columnCount }
  }
}
