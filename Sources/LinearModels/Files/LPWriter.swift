/// Writes models in the LP format that GLPK, CBC and most other solvers read.
///
/// What the format cannot say is written in other words with the same meaning: a row with two
/// bounds becomes two rows (`name_lo`, `name_hi`), a row without bounds is left out, and the
/// objective's constant becomes the cost of an extra variable that is fixed at one. Names are made
/// safe and unique. Integer bounds are written rounded inwards.
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
  /// - Parameter output: takes the next bytes of the file, some ten thousand at a time.
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
  /// The first variable that the text names, nil for the one of ``needsOne``.
  ///
  /// Lines that must name a variable repeat it, so that readers number the variables by what the model says.
  let firstColumn: Int?
  private(set) var text: FileText

  init(_ model: Model, to output: @escaping FileText.Output) {
    self.model = model
    text = FileText(to: output)
    names = FileNames(model, splitting: Set((0..<model.rowCount).filter(model.hasTwoBounds)))
    needsOne = model.objective.constant != 0 || model.variableCount == 0
    firstColumn = model.objectiveCoefficients().firstIndex { $0 != 0 } ?? (needsOne ? nil : 0)
    text.append("\\ ", model.name, "\n")
    writeObjective()
    writeRows()
    writeBounds()
    writeIntegers()
    text.add("End\n")
  }

  private mutating func writeObjective() {
    text.append(
      model.sense == .minimize ? "Minimize\n" : "Maximize\n", " ", names.objective, ":")
    var position = 0
    for (column, cost) in model.objectiveCoefficients().enumerated() where cost != 0 {
      write(cost, column, at: &position)
    }
    if model.objective.constant != 0 {
      breakLine(at: &position)
      text.add(model.objective.constant < 0 ? " - " : " + ")
      text.add(abs(model.objective.constant))
      text.append(" ", names.one)
    }
    if position == 0 { writeZero() }
    text.add("\n")
  }

  private mutating func writeRows() {
    text.add("Subject To\n")
    let before = text.count
    for row in 0..<model.rowCount { write(row: row) }
    // Some readers refuse a section without rows.
    if text.count == before {
      text.add(" no_rows:")
      writeZero()
      text.add(" <= 1\n")
    }
  }

  private mutating func write(row: Int) {
    let lower = model.rowLowers[row]
    let upper = model.rowUppers[row]
    guard lower > -.infinity || upper < .infinity else { return }
    text.add(" ")
    text.add(names.rows, row)
    if lower == upper {
      write(row, "=", lower)
    } else if let upperName = names.upperRows[row] {
      write(row, ">=", lower)
      text.append(" ", upperName)
      write(row, "<=", upper)
    } else if lower > -.infinity {
      write(row, ">=", lower)
    } else {
      write(row, "<=", upper)
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
    if let firstColumn { text.add(names.columns, firstColumn) } else { text.add(names.one) }
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
    guard bounds.lower != 0 || bounds.upper < .infinity else { return }
    let hasTwo = bounds.upper < .infinity && bounds.lower < bounds.upper
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

  private mutating func writeIntegers() {
    let integers = (0..<model.variableCount).filter { model.kinds[$0].isIntegral }
    guard !integers.isEmpty else { return }
    // Binaries go here too: a section of their own would replace the bounds written above.
    text.add("Generals\n")
    for column in integers {
      text.add(" ")
      text.add(names.columns, column)
      text.add("\n")
    }
  }
}

extension Model {
  /// Whether a row has two finite bounds that differ.
  fileprivate func hasTwoBounds(_ row: Int) -> Bool {
    rowLowers[row] > -.infinity && rowUppers[row] < .infinity && rowLowers[row] != rowUppers[row]
  }
}
