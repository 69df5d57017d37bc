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
    return LPText(model).text
  }
}

/// The text of one model while it is being written.
private struct LPText {
  let model: Model
  let names: FileNames
  /// Whether the text needs the variable that is fixed at one.
  let needsOne: Bool
  private(set) var text = ""

  init(_ model: Model) {
    self.model = model
    names = FileNames(model, splitting: Set((0..<model.rowCount).filter(model.hasTwoBounds)))
    needsOne = model.objective.constant != 0 || model.variableCount == 0
    text += "\\ \(model.name)\n"
    writeObjective()
    writeRows()
    writeBounds()
    writeIntegers()
    text += "End\n"
  }

  /// A variable for lines that must name one.
  private var anyName: String { names.columns.first ?? names.one }

  private mutating func writeObjective() {
    text += model.sense == .minimize ? "Minimize\n" : "Maximize\n"
    text += " \(names.objective):"
    let costs = model.objectiveCoefficients()
    var terms = costs.indices.filter { costs[$0] != 0 }.map { (costs[$0], names.columns[$0]) }
    if model.objective.constant != 0 { terms.append((model.objective.constant, names.one)) }
    write(terms)
    text += "\n"
  }

  private mutating func writeRows() {
    text += "Subject To\n"
    let before = text.utf8.count
    for row in 0..<model.rowCount { write(row: row) }
    // Some readers refuse a section without rows.
    if text.utf8.count == before { text += " no_rows: 0 \(anyName) <= 1\n" }
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
    text += " \(name):"
    write(
      model.entries(of: row).map {
        (model.coefficients[$0], names.columns[Int(model.columns[$0])])
      })
    text += " \(relation) \(FileNumber.text(side))\n"
  }

  private mutating func write(_ terms: [(coefficient: Double, name: String)]) {
    if terms.isEmpty { text += " 0 \(anyName)" }
    for (position, term) in terms.enumerated() {
      // Readers limit the length of a line, not of an expression.
      if position > 0, position.isMultiple(of: 8) { text += "\n  " }
      let sign = term.coefficient < 0 ? "-" : "+"
      text += " \(sign) \(FileNumber.text(abs(term.coefficient))) \(term.name)"
    }
  }

  private mutating func writeBounds() {
    text += "Bounds\n"
    for column in 0..<model.variableCount {
      let bounds = model.tightBounds(ofColumn: column)
      let name = names.columns[column]
      switch (bounds.lower > -.infinity, bounds.upper < .infinity) {
      case (false, false):
        text += " \(name) free\n"
      case (true, false):
        if bounds.lower != 0 { text += " \(name) >= \(FileNumber.text(bounds.lower))\n" }
      case (false, true):
        text += " -inf <= \(name) <= \(FileNumber.text(bounds.upper))\n"
      case (true, true):
        text += line(name, bounds)
      }
    }
    if needsOne { text += " \(names.one) = 1\n" }
  }

  private func line(_ name: String, _ bounds: (lower: Double, upper: Double)) -> String {
    guard bounds.lower < bounds.upper else {
      return " \(name) = \(FileNumber.text(bounds.lower))\n"
    }
    return " \(FileNumber.text(bounds.lower)) <= \(name) <= \(FileNumber.text(bounds.upper))\n"
  }

  private mutating func writeIntegers() {
    let integers = (0..<model.variableCount).filter { model.kinds[$0].isIntegral }
    guard !integers.isEmpty else { return }
    // Binaries go here too: a section of their own would replace the bounds written above.
    text += "Generals\n"
    for column in integers { text += " \(names.columns[column])\n" }
  }
}

extension Model {
  /// Whether a row has two finite bounds that differ.
  fileprivate func hasTwoBounds(_ row: Int) -> Bool {
    rowLowers[row] > -.infinity && rowUppers[row] < .infinity && rowLowers[row] != rowUppers[row]
  }
}
