/// The variables of a model as arrays, without names.
package struct ColumnArrays {
  /// Lower bounds by column; −∞ for none.
  package var lowers: [Double]
  /// Upper bounds by column; ∞ for none.
  package var uppers: [Double]
  /// What each column may be, by column.
  package var kinds: [VariableKind]

  /// Columns of arrays as they come; ``areConsistent`` tells whether they fit together.
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
  /// Lower sides by row; −∞ for none.
  package var lowers: [Double]
  /// Upper sides by row; ∞ for none.
  package var uppers: [Double]
  /// Where each row's entries begin, and at last the number of all entries: one more than rows.
  package var starts: [Int]
  /// The column of each entry, from 0, row by row.
  package var columns: [Int32]
  /// The coefficient of each entry, in the order of `columns`.
  package var coefficients: [Double]

  /// Rows of arrays as they come; ``areConsistent(columnCount:)`` tells whether they fit together.
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
