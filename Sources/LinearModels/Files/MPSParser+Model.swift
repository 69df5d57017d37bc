extension MPSParser {
  /// The model of what was read.
  mutating func model() throws(ModelFileError) -> ModelFile {
    // Our writer has one name for all models, and the true one in the comment on top.
    let isOurs = isDeclaredFree && name == "model"
    var model = Model(name: (isOurs ? notes.title : nil) ?? name ?? "model", sense: sense)
    for (number, column) in columns.enumerated() {
      let bounds = column.bounds
      let name = columnName(number)
      if column.opensLower {
        remarks.add(
          .openedLower,
          "the variable \(name) has a negative upper bound and no lower one, which "
            + "opens its lower side")
      }
      model.addVariable(name, lower: bounds.lower, upper: bounds.upper, kind: column.kind)
    }
    addRows(to: &model)
    model = notes.followed(in: model, &remarks)
    do { try model.validate() } catch { throw ModelFileError(error) }
    model.remarkLargeIntegers(&remarks)
    return ModelFile(model: model, remarks: remarks.sentences)
  }

  private mutating func addRows(to model: inout Model) {
    let byRow = entriesByRow()
    // The last row that each column was met in, to find entries that are there twice.
    var lastRow = [Int](repeating: -1, count: columns.count)
    for row in rowKinds.indices {
      var sum = LinearExpression()
      let range = byRow.starts[row]..<byRow.starts[row + 1]
      sum.reserveCapacity(range.count)
      for place in range {
        let entry = entries[byRow.order[place]]
        let column = Int(entry.column)
        if lastRow[column] == row {
          let place = "column \(columnName(column)) has two entries in the row \(rowName(row))"
          remarks.add(.repeatedEntry, "the \(place), and the first counts")
          continue
        }
        lastRow[column] = row
        sum.add(entry.value, Variable(index: column))
      }
      if row == objective {
        sum.constant = -(sides[row] ?? 0)
        model.objective = sum
      } else {
        let bounds = bounds(ofRow: row)
        model.addRow(rowName(row), lower: bounds.lower, upper: bounds.upper, sum)
      }
    }
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
    let side = sides[row] ?? 0
    let range = ranges[row]
    switch rowKinds[row] {
    case .free: return (-.infinity, .infinity)
    case .atMost:
      return (range.map { FileNumber.widened(side - abs($0)) } ?? -.infinity, side)
    case .atLeast:
      return (side, range.map { FileNumber.widened(side + abs($0)) } ?? .infinity)
    case .equal:
      // Adding zero would take the sign of minus zero away.
      guard let reach = range, reach != 0 else { return (side, side) }
      let end = FileNumber.widened(side + reach)
      return reach < 0 ? (end, side) : (side, end)
    }
  }
}

extension Model {
  /// Remarks bounds of integers that are so large that doubles skip whole numbers.
  func remarkLargeIntegers(_ remarks: inout FileRemarks) {
    let limit = 0x1p53
    for column in 0..<variableCount where kinds[column].isIntegral {
      for bound in [lowers[column], uppers[column]] where bound.isFinite && abs(bound) > limit {
        remarks.add(
          .largeInteger,
          "the bound \(FileNumber.text(bound)) of the integer \(name(of: Variable(index: column))) "
            + "is beyond 2^53, where doubles skip whole numbers")
      }
    }
  }
}
