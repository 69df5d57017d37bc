/// Moves duals by their last digits, so that reduced costs that should be zero get the sign they
/// need.
///
/// A variable without an upper bound needs a reduced cost that is not negative; of a basic variable
/// it is zero but for rounding, and minus 10⁻¹⁷ proves nothing. The duals of a few rows are changed
/// so that all such columns end a little on the safe side. What comes out is evaluated like any
/// duals.
struct DualRepair {
  let problem: ProofProblem

  /// Systems larger than this are left alone: it is cubic.
  private static let limit = 200

  /// The duals as moved; nil where there is nothing to move, or more than digits.
  ///
  /// - Parameter reduced: the reduced costs of the duals.
  func moved(_ duals: [Double], _ reduced: [SafeSum], _ box: Box) -> [Double]? {
    let columns = reduced.indices.filter { isNear(reduced[$0]) && hasEnd($0, box) }
    let rows = duals.indices.filter { duals[$0].isFinite && duals[$0] != 0 }
    let isSmall = columns.count <= Self.limit && rows.count <= Self.limit
    guard !columns.isEmpty, isSmall else { return nil }
    var system = Elimination(rowCount: columns.count, columnCount: rows.count)
    var place: [Int: Int] = [:]
    for (index, row) in rows.enumerated() { place[row] = index }
    var equation: [Int: Int] = [:]
    for (index, column) in columns.enumerated() {
      equation[column] = index
      // Above zero where there is no upper bound, below where there is no lower one.
      let margin = 1e-13 * reduced[column].size
      let isOpenAbove = box.uppers[column] == .infinity
      let isOpenBelow = box.lowers[column] == -.infinity
      let wanted = isOpenAbove == isOpenBelow ? 0 : isOpenAbove ? margin : -margin
      system.sides[index] = reduced[column].value - wanted
    }
    for row in rows {
      for entry in problem.model.entries(of: row) {
        guard let index = equation[Int(problem.model.columns[entry])] else { continue }
        system.matrix[index][place[row] ?? 0] = problem.model.coefficients[entry]
      }
    }
    let moves = system.solved()
    var moved = duals
    for (row, move) in zip(rows, moves) where move.isFinite { moved[row] += move }
    return moved
  }

  private func isNear(_ cost: SafeSum) -> Bool {
    cost.size > 0 && abs(cost.value) <= 1e-9 * cost.size
  }

  private func hasEnd(_ column: Int, _ box: Box) -> Bool {
    box.uppers[column] == .infinity || box.lowers[column] == -.infinity
  }
}

/// A small linear system, solved by elimination with full pivoting; what is not determined is zero.
private struct Elimination {
  var matrix: [[Double]]
  var sides: [Double]
  private let columnCount: Int

  init(rowCount: Int, columnCount: Int) {
    matrix = [[Double]](
      repeating: [Double](repeating: 0, count: columnCount), count: rowCount)
    sides = [Double](repeating: 0, count: rowCount)
    self.columnCount = columnCount
  }

  mutating func solved() -> [Double] {
    var pivots: [Int] = []
    var free = Array(0..<columnCount)
    let largest = matrix.joined().reduce(0) { max($0, abs($1)) }
    for row in matrix.indices {
      var best = (size: 1e-9 * largest, row: -1, column: -1)
      for candidate in row..<matrix.count {
        for column in free where abs(matrix[candidate][column]) > best.size {
          best = (abs(matrix[candidate][column]), candidate, column)
        }
      }
      guard best.row >= 0 else { break }
      matrix.swapAt(row, best.row)
      sides.swapAt(row, best.row)
      pivots.append(best.column)
      free.removeAll { $0 == best.column }
      for other in row + 1..<matrix.count {
        let factor = matrix[other][best.column] / matrix[row][best.column]
        guard factor != 0 else { continue }
        for column in 0..<columnCount { matrix[other][column] -= factor * matrix[row][column] }
        sides[other] -= factor * sides[row]
      }
    }
    var result = [Double](repeating: 0, count: columnCount)
    for (row, pivot) in pivots.enumerated().reversed() {
      var rest = sides[row]
      for later in pivots[(row + 1)...] { rest -= matrix[row][later] * result[later] }
      result[pivot] = rest / matrix[row][pivot]
    }
    return result
  }
}
