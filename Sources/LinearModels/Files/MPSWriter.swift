/// Writes models in the free MPS format that GLPK, CBC and most other solvers read.
///
/// Readers disagree about how to say that an objective is maximised, so every file minimises: the
/// objective of a maximised model is written negated, and a comment on top says so. They disagree
/// about the sign of an objective's right side too, so the objective's constant is written as the
/// cost of an extra variable that is fixed at one. Names are made safe and unique. Integer bounds are written rounded inwards.
public struct MPSWriter: Sendable {
  /// Makes a writer.
  public init() {}

  /// The file's text.
  ///
  /// - Throws: what ``Model/validate()`` finds.
  /// - Complexity: O(variables + rows + terms).
  public func text(of model: Model) throws(ModelError) -> String {
    try model.validate()
    return MPSText(model).text
  }
}

/// The text of one model while it is being written.
private struct MPSText {
  let model: Model
  let names: FileNames
  /// Minus one where the objective is written negated.
  let direction: Double
  /// Whether the text needs the variable that is fixed at one.
  let needsOne: Bool
  private(set) var text = ""

  init(_ model: Model) {
    self.model = model
    names = FileNames(model)
    direction = model.sense == .minimize ? 1 : -1
    needsOne = model.objective.constant != 0 || model.variableCount == 0
    text += "* \(model.name)\n"
    if model.sense == .maximize { text += "* maximised: the objective is written negated\n" }
    // CBC takes a file for the fixed format unless it says this.
    text += "NAME model FREE\n"
    writeRows()
    writeColumns()
    writeSides()
    writeRanges()
    writeBounds()
    text += "ENDATA\n"
  }

  private enum RowKind: String {
    case free = "N"
    case equal = "E"
    case atMost = "L"
    case atLeast = "G"
    /// A row with two different bounds: `G` with a range above its right side.
    case range = "R"
  }

  private func kind(ofRow row: Int) -> RowKind {
    let lower = model.rowLowers[row]
    let upper = model.rowUppers[row]
    if lower == upper { return .equal }
    if lower == -.infinity { return upper == .infinity ? .free : .atMost }
    return upper == .infinity ? .atLeast : .range
  }

  private mutating func writeRows() {
    text += "ROWS\n N \(names.objective)\n"
    for row in 0..<model.rowCount {
      let kind = kind(ofRow: row)
      text += " \(kind == .range ? "G" : kind.rawValue) \(names.rows[row])\n"
    }
  }

  private mutating func writeColumns() {
    let costs = model.objectiveCoefficients()
    let entries = entriesByColumn()
    text += "COLUMNS\n"
    var isInside = false
    for column in 0..<model.variableCount {
      if model.kinds[column].isIntegral != isInside {
        isInside.toggle()
        text += " MARKER 'MARKER' '\(isInside ? "INTORG" : "INTEND")'\n"
      }
      let name = names.columns[column]
      // Every column needs a line, or readers would not know it.
      if costs[column] != 0 || entries[column].isEmpty {
        text += " \(name) \(names.objective) \(FileNumber.text(direction * costs[column]))\n"
      }
      for entry in entries[column] {
        text += " \(name) \(names.rows[entry.row]) \(FileNumber.text(entry.coefficient))\n"
      }
    }
    if isInside { text += " MARKER 'MARKER' 'INTEND'\n" }
    if needsOne {
      let constant = direction * model.objective.constant
      text += " \(names.one) \(names.objective) \(FileNumber.text(constant))\n"
    }
  }

  private func entriesByColumn() -> [[(row: Int, coefficient: Double)]] {
    var entries = [[(row: Int, coefficient: Double)]](repeating: [], count: model.variableCount)
    for row in 0..<model.rowCount {
      for entry in model.entries(of: row) {
        entries[Int(model.columns[entry])].append((row, model.coefficients[entry]))
      }
    }
    return entries
  }

  private mutating func writeSides() {
    text += "RHS\n"
    for row in 0..<model.rowCount {
      let side: Double =
        switch kind(ofRow: row) {
        case .free: 0
        case .atMost: model.rowUppers[row]
        case .equal, .atLeast, .range: model.rowLowers[row]
        }
      if side != 0 { text += " RHS \(names.rows[row]) \(FileNumber.text(side))\n" }
    }
  }

  private mutating func writeRanges() {
    let ranged = (0..<model.rowCount).filter { kind(ofRow: $0) == .range }
    guard !ranged.isEmpty else { return }
    text += "RANGES\n"
    for row in ranged {
      let width = model.rowUppers[row] - model.rowLowers[row]
      text += " RNG \(names.rows[row]) \(FileNumber.text(width))\n"
    }
  }

  private mutating func writeBounds() {
    text += "BOUNDS\n"
    for column in 0..<model.variableCount {
      let bounds = model.tightBounds(ofColumn: column)
      let name = names.columns[column]
      switch (bounds.lower > -.infinity, bounds.upper < .infinity) {
      case (false, false):
        text += " FR BND \(name)\n"
      case (false, true):
        text += " MI BND \(name)\n UP BND \(name) \(FileNumber.text(bounds.upper))\n"
      case (true, false):
        text += " LO BND \(name) \(FileNumber.text(bounds.lower))\n PL BND \(name)\n"
      case (true, true):
        text += line(name, bounds)
      }
    }
    if needsOne { text += " FX BND \(names.one) 1\n" }
  }

  private func line(_ name: String, _ bounds: (lower: Double, upper: Double)) -> String {
    guard bounds.lower < bounds.upper else {
      return " FX BND \(name) \(FileNumber.text(bounds.lower))\n"
    }
    return " LO BND \(name) \(FileNumber.text(bounds.lower))\n"
      + " UP BND \(name) \(FileNumber.text(bounds.upper))\n"
  }
}
