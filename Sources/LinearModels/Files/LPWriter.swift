/// Writes models in the LP format that GLPK, CBC and most other solvers read.
///
/// What not every program can read is written in other words with the same meaning: a row with two
/// bounds becomes two rows (`name_lo`, `name_hi`), the objective's constant the cost of an extra
/// variable that is fixed at one, no rows at all a row that always holds, and a row without bounds
/// has the lower bound -1e30. Comments on top say what stands for what, and ``LPReader`` follows
/// them: it brings back the model that was written, every number to the last bit. Variables keep
/// their order, for which some stand in the objective with a cost of zero, also those in no row.
///
/// Not kept are: names that some program would not read, which are made safe and unique; fractions
/// in the bounds of integers, which are rounded inwards; bounds of 1e20 and beyond, which readers
/// take for none; and that an integer with bounds narrower than 0 … 1 was a binary.
public struct LPWriter: Sendable {
  /// Makes a writer.
  public init() {}

  /// The file's text.
  ///
  /// - Throws: what ``Model/validate()`` finds.
  /// - Complexity: O(variables + rows + terms).
  public func text(of model: Model) throws(ModelError) -> String {
    try model.validate()
    return FileText.string { LPText(model, to: $0).text }
  }

  /// Writes the file piece by piece, so that a large one is never in memory as a whole.
  ///
  /// - Parameters:
  ///   - model: a model, which is checked first.
  ///   - output: takes the next bytes of the file, some ten thousand at a time.
  /// - Throws: what ``Model/validate()`` finds, and what `output` throws.
  /// - Complexity: O(variables + rows + terms).
  public func write(_ model: Model, to output: (ArraySlice<UInt8>) throws -> Void) throws {
    try model.validate()
    try FileText.send(to: output) { LPText(model, to: $0).text }
  }
}

/// The text of one model while it is being written.
private struct LPText {
  let model: Model
  let names: FileNames
  /// Whether the text needs the variable that is fixed at one.
  let needsOne: Bool
  /// The number of variables that the objective names even where they cost nothing, so that readers
  /// number the variables as the model does.
  let listedCount: Int
  let costs: [Double]
  private(set) var text: FileText

  private static let noRow = "no_rows"

  init(_ model: Model, to output: @escaping FileText.Output) {
    self.model = model
    text = FileText(to: output)
    names = FileNames(model, splitting: Set((0..<model.rowCount).filter(model.hasTwoBounds)))
    needsOne = model.objective.constant != 0 || model.variableCount == 0
    costs = model.objectiveCoefficients()
    listedCount = model.countOfListed(costs)
    writeNotes()
    writeObjective()
    writeRows()
    writeBounds()
    writeKinds("Binaries", ofBinaries: true)
    writeKinds("Generals", ofBinaries: false)
    text.add("End\n")
  }

  private mutating func writeNotes() {
    text.append("\\ ", model.name, "\n")
    if needsOne { text.append("\\ ", FileNotes.words(forOne: names.one), "\n") }
    if model.rowCount == 0 { text.append("\\ ", FileNotes.words(forNoRow: Self.noRow), "\n") }
    for row in 0..<model.rowCount {
      if let halves = names.halves[row] { text.append("\\ ", FileNotes.words(for: halves), "\n") }
    }
  }

  private mutating func writeObjective() {
    text.append(
      model.sense == .minimize ? "Minimize\n" : "Maximize\n", " ", names.objective, ":")
    var position = 0
    for column in 0..<listedCount { write(costs[column], column, at: &position) }
    if needsOne {
      breakLine(at: &position)
      text.add(model.objective.constant < 0 ? " - " : " + ")
      text.add(abs(model.objective.constant))
      text.append(" ", names.one)
    }
    text.add("\n")
  }

  private mutating func writeRows() {
    text.add("Subject To\n")
    for row in 0..<model.rowCount { write(row: row) }
    // Some readers refuse a section without rows.
    if model.rowCount == 0 {
      text.append(" ", Self.noRow, ":")
      writeZero()
      text.add(" <= 1\n")
    }
  }

  private mutating func write(row: Int) {
    let lower = model.rowLowers[row]
    let upper = model.rowUppers[row]
    text.add(" ")
    text.add(names.rows, row)
    if let halves = names.halves[row] {
      write(row, ">=", lower)
      text.append(" ", halves.upper)
      write(row, "<=", upper)
    } else if lower == upper {
      write(row, "=", lower)
    } else if upper < .infinity {
      write(row, "<=", upper)
    } else {
      write(row, ">=", max(lower, -1e30))
    }
  }

  /// What follows the name of a row.
  private mutating func write(_ row: Int, _ relation: String, _ side: Double) {
    text.add(":")
    var position = 0
    for entry in model.entries(of: row) {
      write(model.coefficients[entry], Int(model.columns[entry]), at: &position)
    }
    if position == 0 { writeZero() }
    write(relation, side)
  }

  private mutating func write(_ coefficient: Double, _ column: Int, at position: inout Int) {
    breakLine(at: &position)
    text.addTerm(coefficient, names.columns, column)
  }

  /// Readers limit the length of a line, not of an expression.
  private mutating func breakLine(at position: inout Int) {
    if position > 0, position.isMultiple(of: 8) { text.add("\n  ") }
    position += 1
  }

  private mutating func writeZero() {
    text.add(" 0 ")
    // The objective has named this one already.
    if model.variableCount > 0 { text.add(names.columns, 0) } else { text.add(names.one) }
  }

  private mutating func write(_ relation: String, _ side: Double) {
    text.append(" ", relation, " ")
    text.add(side)
    text.add("\n")
  }

  private mutating func writeBounds() {
    text.add("Bounds\n")
    for column in 0..<model.variableCount { writeBounds(of: column) }
    if needsOne {
      text.append(" ", names.one)
      write("=", 1)
    }
  }

  private mutating func writeBounds(of column: Int) {
    let bounds = model.tightBounds(ofColumn: column)
    // What readers take for granted.
    guard bounds.lower.bitPattern != 0 || bounds.upper < .infinity, !model.isPlainBinary(column)
    else { return }
    let hasTwo = bounds.upper < .infinity && bounds.lower.bitPattern != bounds.upper.bitPattern
    text.add(" ")
    if hasTwo {
      if bounds.lower == -.infinity { text.add("-inf") } else { text.add(bounds.lower) }
      text.add(" <= ")
    }
    text.add(names.columns, column)
    if hasTwo {
      write("<=", bounds.upper)
    } else if bounds.lower == -.infinity {
      text.add(" free\n")
    } else {
      write(bounds.upper < .infinity ? "=" : ">=", bounds.lower)
    }
  }

  /// Only binaries with their usual bounds are called so: other programs would change them.
  private mutating func writeKinds(_ heading: String, ofBinaries: Bool) {
    let columns = (0..<model.variableCount).filter {
      model.kinds[$0].isIntegral && model.isPlainBinary($0) == ofBinaries
    }
    guard !columns.isEmpty else { return }
    text.append(heading, "\n")
    for column in columns {
      text.add(" ")
      text.add(names.columns, column)
      text.add("\n")
    }
  }
}

extension Model {
  /// Whether a column is a binary of zero and one, and not of minus zero.
  func isPlainBinary(_ column: Int) -> Bool {
    let bounds = tightBounds(ofColumn: column)
    return kinds[column] == .binary && bounds.lower.bitPattern == 0 && bounds.upper == 1
  }

  /// Whether a row has two finite bounds that differ, as zero and minus zero do.
  fileprivate func hasTwoBounds(_ row: Int) -> Bool {
    rowLowers[row] > -.infinity && rowUppers[row] < .infinity
      && rowLowers[row].bitPattern != rowUppers[row].bitPattern
  }

  /// The smallest number of first columns such that an objective that names all of them, and rows
  /// after it, name every column and new ones in their order.
  ///
  /// - Complexity: O(variables + terms).
  fileprivate func countOfListed(_ costs: [Double]) -> Int {
    guard variableCount > 0 else { return 0 }
    var listed = 1 + (costs.lastIndex { $0 != 0 } ?? 0)
    var next = listed
    for column in columns {
      let column = Int(column)
      if column > next { listed = column + 1 }
      if column >= next { next = column + 1 }
    }
    return next < variableCount ? variableCount : listed
  }
}
