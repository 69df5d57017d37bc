extension MPSParser {
  /// The model of what was read.
  mutating func model() throws(ModelFileError) -> Model {
    var model = Model(name: name ?? "model", sense: sense)
    for (number, column) in columns.enumerated() {
      let bounds = column.bounds
      model.addVariable(
        columnName(number), lower: bounds.lower, upper: bounds.upper,
        kind: column.isInteger ? .integer : .continuous)
    }
    let byRow = entriesByRow()
    for row in rowKinds.indices {
      var sum = LinearExpression()
      let range = byRow.starts[row]..<byRow.starts[row + 1]
      sum.reserveCapacity(range.count)
      for place in range {
        let entry = entries[byRow.order[place]]
        sum.add(entry.value, Variable(index: Int(entry.column)))
      }
      if row == objective {
        sum.constant = -sides[row]
        model.objective = sum
      } else {
        let bounds = bounds(ofRow: row)
        model.addRow(rowName(row), lower: bounds.lower, upper: bounds.upper, sum)
      }
    }
    do { try model.validate() } catch { throw ModelFileError(error) }
    return model
  }

  /// The positions of the entries, sorted by row and within a row as the file has them.
  private func entriesByRow() -> (starts: [Int], order: [Int]) {
    var starts = [Int](repeating: 0, count: rowKinds.count + 1)
    for entry in entries { starts[Int(entry.row) + 1] += 1 }
    for row in rowKinds.indices { starts[row + 1] += starts[row] }
    var next = starts
    var order = [Int](repeating: 0, count: entries.count)
    for (position, entry) in entries.enumerated() {
      order[next[Int(entry.row)]] = position
      next[Int(entry.row)] += 1
    }
    return (starts, order)
  }

  /// A row's bounds: its kind and right side, widened by its range.
  private func bounds(ofRow row: Int) -> (lower: Double, upper: Double) {
    let side = FileInfinity.widened(sides[row])
    let range = ranges[row]
    switch rowKinds[row] {
    case .free: return (-.infinity, .infinity)
    case .atMost:
      return (range.map { FileInfinity.widened(side - abs($0)) } ?? -.infinity, side)
    case .atLeast:
      return (side, range.map { FileInfinity.widened(side + abs($0)) } ?? .infinity)
    case .equal:
      let reach = range ?? 0
      let end = FileInfinity.widened(side + reach)
      return reach < 0 ? (end, side) : (side, end)
    }
  }
}
