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
    return LPText(model).text.string
  }
}

/// The text of one model while it is being written.
private struct LPText {
  let model: Model
  let names: FileNames
  /// Whether the text needs the variable that is fixed at one.
  let needsOne: Bool
  private(set) var text = FileText()

  init(_ model: Model) {
    self.model = model
    names = FileNames(model, splitting: Set((0..<model.rowCount).filter(model.hasTwoBounds)))
    needsOne = model.objective.constant != 0 || model.variableCount == 0
    text.reserveCapacity(20 * (model.nonzeroCount + model.variableCount))
    text.append("\\ ", model.name, "\n")
    writeObjective()
    writeRows()
    writeBounds()
    writeIntegers()
    text.add("End\n")
  }

  /// A variable for lines that must name one.
  private var anyName: String { names.columns.first ?? names.one }

  private mutating func writeObjective() {
    text.append(
      model.sense == .minimize ? "Minimize\n" : "Maximize\n", " ", names.objective, ":")
    var position = 0
    for (column, cost) in model.objectiveCoefficients().enumerated() where cost != 0 {
      write(cost, names.columns[column], at: &position)
    }
    if model.objective.constant != 0 {
      write(model.objective.constant, names.one, at: &position)
    }
    if position == 0 { text.append(" 0 ", anyName) }
    text.add("\n")
  }

  private mutating func writeRows() {
    text.add("Subject To\n")
    let before = text.count
    for row in 0..<model.rowCount { write(row: row) }
    // Some readers refuse a section without rows.
    if text.count == before { text.append(" no_rows: 0 ", anyName, " <= 1\n") }
  }

  private mutating func write(row: Int) {
    let lower = model.rowLowers[row]
    let upper = model.rowUppers[row]
    let name = names.rows[row]
    if lower == upper {
      write(row, name, "=", lower)
    } else if let upperName = names.upperRows[row] {
      write(row, name, ">=", lower)
      write(row, upperName, "<=", upper)
    } else if lower > -.infinity {
      write(row, name, ">=", lower)
    } else if upper < .infinity {
      write(row, name, "<=", upper)
    }
  }

  private mutating func write(_ row: Int, _ name: String, _ relation: String, _ side: Double) {
    text.append(" ", name, ":")
    var position = 0
    for entry in model.entries(of: row) {
      write(model.coefficients[entry], names.columns[Int(model.columns[entry])], at: &position)
    }
    if position == 0 { text.append(" 0 ", anyName) }
    text.append(" ", relation, " ")
    text.add(side)
    text.add("\n")
  }

  private mutating func write(_ coefficient: Double, _ name: String, at position: inout Int) {
    // Readers limit the length of a line, not of an expression.
    if position > 0, position.isMultiple(of: 8) { text.add("\n  ") }
    position += 1
    text.add(coefficient < 0 ? " - " : " + ")
    text.add(abs(coefficient))
    text.add(" ")
    text.add(name)
  }

  private mutating func writeBounds() {
    text.add("Bounds\n")
    for column in 0..<model.variableCount {
      let bounds = model.tightBounds(ofColumn: column)
      let name = names.columns[column]
      switch (bounds.lower > -.infinity, bounds.upper < .infinity) {
      case (false, false):
        text.append(" ", name, " free\n")
      case (true, false):
        if bounds.lower != 0 { write(name, ">=", bounds.lower) }
      case (false, true):
        text.add(" -inf <=")
        write(name, "<=", bounds.upper)
      case (true, true):
        if bounds.lower < bounds.upper {
          text.add(" ")
          text.add(bounds.lower)
          text.add(" <=")
          write(name, "<=", bounds.upper)
        } else {
          write(name, "=", bounds.lower)
        }
      }
    }
    if needsOne { write(names.one, "=", 1) }
  }

  private mutating func write(_ name: String, _ relation: String, _ bound: Double) {
    text.append(" ", name, " ", relation, " ")
    text.add(bound)
    text.add("\n")
  }

  private mutating func writeIntegers() {
    let integers = (0..<model.variableCount).filter { model.kinds[$0].isIntegral }
    guard !integers.isEmpty else { return }
    // Binaries go here too: a section of their own would replace the bounds written above.
    text.add("Generals\n")
    for column in integers { text.append(" ", names.columns[column], "\n") }
  }
}

extension Model {
  /// Whether a row has two finite bounds that differ.
  fileprivate func hasTwoBounds(_ row: Int) -> Bool {
    rowLowers[row] > -.infinity && rowUppers[row] < .infinity && rowLowers[row] != rowUppers[row]
  }
}
