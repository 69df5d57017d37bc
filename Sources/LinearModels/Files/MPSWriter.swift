/// Writes models in the free MPS format that GLPK, CBC and most other solvers read.
///
/// What not every program reads alike is written in other words with the same meaning. Every file
/// minimises: the objective of a maximised model is written negated. The objective's constant is
/// the cost of an extra variable that is fixed at one. A row with two bounds is one side and the
/// width, where adding or subtracting them gives the other side to the last bit; else it is two
/// rows (`name_lo`, `name_hi`). Comments on top say what stands for what, and ``MPSReader`` follows
/// them: it brings back the model that was written, every number to the last bit.
///
/// Not kept are: names that some program would not read, which are made safe and unique; fractions
/// in the bounds of integers, which are rounded inwards; bounds of 1e20 and beyond, which readers
/// take for none; and that an integer with bounds narrower than 0 … 1 was a binary.
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
  /// - Parameters:
  ///   - model: a model, which is checked first.
  ///   - output: takes the next bytes of the file, some ten thousand at a time.
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
  let forms: [MPSRowForm]
  let names: FileNames
  /// Minus one where the objective is written negated.
  let direction: Double
  /// Whether the text needs the variable that is fixed at one.
  let needsOne: Bool
  private(set) var text: FileText

  init(_ model: Model, to output: @escaping FileText.Output) {
    self.model = model
    text = FileText(to: output)
    let forms = zip(model.rowLowers, model.rowUppers).map { MPSRowForm($0, $1) }
    names = FileNames(model, splitting: Set(forms.indices.filter { forms[$0] == .halves }))
    self.forms = forms
    direction = model.sense == .minimize ? 1 : -1
    needsOne = model.objective.constant != 0 || model.variableCount == 0
    writeNotes()
    // CBC takes a file for the fixed format unless it says this.
    text.add("NAME model FREE\n")
    writeRows()
    writeColumns()
    writeSides()
    writeRanges()
    writeBounds()
    text.add("ENDATA\n")
  }

  private mutating func writeNotes() {
    text.append("* ", model.name, "\n")
    if model.sense == .maximize { text.append("* ", FileNotes.wordsForNegated, "\n") }
    if needsOne { text.append("* ", FileNotes.words(forOne: names.one), "\n") }
    for row in 0..<model.rowCount {
      if let halves = names.halves[row] { text.append("* ", FileNotes.words(for: halves), "\n") }
    }
  }

  private mutating func writeRows() {
    text.add("ROWS\n N \(names.objective)\n")
    for row in 0..<model.rowCount {
      text.append(" ", forms[row].kind, " ")
      text.add(names.rows, row)
      text.add("\n")
      if let halves = names.halves[row] { text.append(" L ", halves.upper, "\n") }
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
        if let halves = names.halves[entry.row] {
          write(.column(column), .word(halves.upper), entry.coefficient)
        }
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
        switch forms[row] {
        case .free: 0
        case .atMost: model.rowUppers[row]
        case .equal, .atLeast, .halves: model.rowLowers[row]
        }
      // Zero is what readers take for granted, but not minus zero.
      if side.bitPattern != 0 { write(.word("RHS"), .row(row), side) }
      if let halves = names.halves[row], model.rowUppers[row].bitPattern != 0 {
        write(.word("RHS"), .word(halves.upper), model.rowUppers[row])
      }
    }
  }

  private mutating func writeRanges() {
    var hasHeading = false
    for row in 0..<model.rowCount {
      guard let width = forms[row].width else { continue }
      if !hasHeading { text.add("RANGES\n") }
      hasHeading = true
      write(.word("RNG"), .row(row), width)
    }
  }

  private mutating func writeBounds() {
    text.add("BOUNDS\n")
    for column in 0..<model.variableCount {
      let bounds = model.tightBounds(ofColumn: column)
      let name = Word.column(column)
      if model.isPlainBinary(column) {
        write(.word("BV BND"), name)
        continue
      }
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
        if bounds.lower.bitPattern != bounds.upper.bitPattern {
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
