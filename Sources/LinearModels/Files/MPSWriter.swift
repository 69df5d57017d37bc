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
    return FileText.string { MPSText(model, to: $0).text }
  }

  /// Writes the file piece by piece, so that a large one is never in memory as a whole.
  ///
  /// - Parameter output: takes the next bytes of the file, some ten thousand at a time.
  /// - Throws: what ``Model/validate()`` finds, and what `output` throws.
  /// - Complexity: O(variables + rows + terms).
  public func write(_ model: Model, to output: (ArraySlice<UInt8>) throws -> Void) throws {
    try model.validate()
    try FileText.send(to: output) { MPSText(model, to: $0).text }
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
  private(set) var text: FileText

  init(_ model: Model, to output: @escaping FileText.Output) {
    self.model = model
    text = FileText(to: output)
    names = FileNames(model)
    direction = model.sense == .minimize ? 1 : -1
    needsOne = model.objective.constant != 0 || model.variableCount == 0
    text.add("* \(model.name)\n")
    if model.sense == .maximize { text.add("* maximised: the objective is written negated\n") }
    // CBC takes a file for the fixed format unless it says this.
    text.add("NAME model FREE\n")
    writeRows()
    writeColumns()
    writeSides()
    writeRanges()
    writeBounds()
    text.add("ENDATA\n")
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
    text.add("ROWS\n N \(names.objective)\n")
    for row in 0..<model.rowCount {
      let kind = kind(ofRow: row)
      text.append(" ", kind == .range ? "G" : kind.rawValue, " ")
      text.add(names.rows, row)
      text.add("\n")
    }
  }

  private mutating func writeColumns() {
    let costs = model.objectiveCoefficients()
    let entries = entriesByColumn()
    text.add("COLUMNS\n")
    var isInside = false
    for column in 0..<model.variableCount {
      if model.kinds[column].isIntegral != isInside {
        isInside.toggle()
        text.add(" MARKER 'MARKER' '\(isInside ? "INTORG" : "INTEND")'\n")
      }
      // Every column needs a line, or readers would not know it.
      let own = entries.starts[column]..<entries.starts[column + 1]
      if costs[column] != 0 || own.isEmpty {
        write(.column(column), .word(names.objective), direction * costs[column])
      }
      for place in own {
        let entry = entries.order[place]
        write(.column(column), .row(entry.row), entry.coefficient)
      }
    }
    if isInside { text.add(" MARKER 'MARKER' 'INTEND'\n") }
    if needsOne {
      let constant = direction * model.objective.constant
      write(.word(names.one), .word(names.objective), constant)
    }
  }

  /// One word of a line.
  private enum Word {
    case word(String)
    case column(Int)
    case row(Int)
  }

  private mutating func write(_ first: Word, _ second: Word, _ number: Double? = nil) {
    add(first)
    add(second)
    if let number {
      text.add(" ")
      text.add(number)
    }
    text.add("\n")
  }

  private mutating func add(_ word: Word) {
    text.add(" ")
    switch word {
    case .word(let word): text.add(word)
    case .column(let column): text.add(names.columns, column)
    case .row(let row): text.add(names.rows, row)
    }
  }

  /// The entries, column by column and within one by rows.
  private func entriesByColumn() -> (starts: [Int], order: [(row: Int, coefficient: Double)]) {
    var starts = [Int](repeating: 0, count: model.variableCount + 1)
    for column in model.columns { starts[Int(column) + 1] += 1 }
    for column in 0..<model.variableCount { starts[column + 1] += starts[column] }
    var next = starts
    var order = [(row: Int, coefficient: Double)](repeating: (0, 0), count: model.nonzeroCount)
    for row in 0..<model.rowCount {
      for entry in model.entries(of: row) {
        let column = Int(model.columns[entry])
        order[next[column]] = (row, model.coefficients[entry])
        next[column] += 1
      }
    }
    return (starts, order)
  }

  private mutating func writeSides() {
    text.add("RHS\n")
    for row in 0..<model.rowCount {
      let side: Double =
        switch kind(ofRow: row) {
        case .free: 0
        case .atMost: model.rowUppers[row]
        case .equal, .atLeast, .range: model.rowLowers[row]
        }
      if side != 0 { write(.word("RHS"), .row(row), side) }
    }
  }

  private mutating func writeRanges() {
    let ranged = (0..<model.rowCount).filter { kind(ofRow: $0) == .range }
    guard !ranged.isEmpty else { return }
    text.add("RANGES\n")
    for row in ranged {
      let width = model.rowUppers[row] - model.rowLowers[row]
      write(.word("RNG"), .row(row), width)
    }
  }

  private mutating func writeBounds() {
    text.add("BOUNDS\n")
    for column in 0..<model.variableCount {
      let bounds = model.tightBounds(ofColumn: column)
      let name = Word.column(column)
      switch (bounds.lower > -.infinity, bounds.upper < .infinity) {
      case (false, false):
        write(.word("FR BND"), name)
      case (false, true):
        write(.word("MI BND"), name)
        write(.word("UP BND"), name, bounds.upper)
      case (true, false):
        write(.word("LO BND"), name, bounds.lower)
        write(.word("PL BND"), name)
      case (true, true):
        if bounds.lower < bounds.upper {
          write(.word("LO BND"), name, bounds.lower)
          write(.word("UP BND"), name, bounds.upper)
        } else {
          write(.word("FX BND"), name, bounds.lower)
        }
      }
    }
    if needsOne { write(.word("FX BND"), .word(names.one), 1) }
  }
}
