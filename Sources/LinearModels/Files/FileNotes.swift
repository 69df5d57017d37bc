/// What the comments on top of a file say about a model that a format cannot say itself.
///
/// The writers say such things in other words, so that every program reads a model with the same
/// solutions, and note in a comment what stands for what. The readers undo it by the notes, so that
/// they bring back the very model that was written. A note that does not fit the file, because
/// somebody changed it, is not followed.
struct FileNotes {
  /// A row that was written as two, by the names of all three.
  struct Halves {
    let lower: String
    let upper: String
    let row: String
  }

  private(set) var title: String?
  private(set) var halves: [Halves] = []
  /// The variable whose cost is the objective's constant.
  private(set) var one: String?
  /// The row of a model without rows.
  private(set) var noRow: String?
  private(set) var isNegated = false

  private static let halvesWords = ["are", "the", "two", "sides", "of", "the", "row"]
  private static let oneWords = ["stands", "for", "the", "number", "one"]
  private static let noRowWords = ["stands", "for", "no", "row"]

  static func words(for halves: Halves) -> String {
    "\(halves.lower) and \(halves.upper) \(halvesWords.joined(separator: " ")) \(halves.row)"
  }

  static func words(forOne name: String) -> String {
    "\(name) \(oneWords.joined(separator: " "))"
  }

  static func words(forNoRow name: String) -> String {
    "\(name) \(noRowWords.joined(separator: " "))"
  }

  static let wordsForNegated = "maximised: the objective is written negated"

  /// Reads the comments before anything else; the first line of a file may be its title.
  init(_ file: FileBytes, mark: UInt8) {
    var start = 0
    while start < file.bytes.count, file.bytes[start] == mark {
      let rest = file.bytes[start...]
      let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? file.bytes.count
      // A line that long is none of the writers'.
      if end - start <= 600 { take(file.text(start + 1..<end), isFirst: start == 0) }
      start = end + 1
    }
  }

  private mutating func take(_ line: String, isFirst: Bool) {
    let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
    if isFirst {
      title = Self.title(line)
    } else if words.count == 11, words[1] == "and", Array(words[3..<10]) == Self.halvesWords {
      halves.append(Halves(lower: words[0], upper: words[2], row: words[10]))
    } else if Array(words.dropFirst()) == Self.oneWords {
      one = words[0]
    } else if Array(words.dropFirst()) == Self.noRowWords {
      noRow = words[0]
    } else if words.joined(separator: " ") == Self.wordsForNegated {
      isNegated = true
    }
  }

  /// The model's name in a comment; nil where it is none that a model can have.
  private static func title(_ line: String) -> String? {
    let scalars = line.unicodeScalars.drop { $0 == " " }
      .prefix { $0.value >= 0x20 && $0 != "\u{7F}" }
    return scalars.isEmpty || scalars.count > 200 ? nil : String(String.UnicodeScalarView(scalars))
  }
}

extension FileNotes {
  /// The model that was written, made of the one that stands in the file.
  ///
  /// - Complexity: O(1) without notes, else O(variables + rows + terms).
  func followed(in model: Model, _ remarks: inout FileRemarks) -> Model {
    guard isNegated || one != nil || noRow != nil || !halves.isEmpty else { return model }
    let column = one.flatMap { constantColumn(model, $0, &remarks) }
    let joined = joinedRows(model, &remarks)
    let left = noRow.flatMap { emptyRow(model, $0, &remarks) }
    var result = Model(name: model.name, sense: isNegated ? .maximize : model.sense)
    for variable in model.variables where variable.index != column {
      let bounds = model.bounds(of: variable)
      result.addVariable(
        model.name(of: variable), lower: bounds.lower, upper: bounds.upper,
        kind: model.kind(of: variable))
    }
    func moved(_ index: Int) -> Variable {
      Variable(index: column.map { index > $0 ? index - 1 : index } ?? index)
    }
    let sign: Double = isNegated ? -1 : 1
    result.objective.constant = sign * model.objective.constant
    for term in model.objective.terms {
      if term.variable.index == column {
        result.objective.constant += sign * term.coefficient
      } else {
        result.objective.add(sign * term.coefficient, moved(term.variable.index))
      }
    }
    for row in model.rows where row.index != left && !joined.uppers.contains(row.index) {
      let terms = model.terms(of: row).map {
        LinearExpression.Term($0.coefficient, moved($0.variable.index))
      }
      let whole = joined.rows[row.index]
      result.addRow(
        whole?.name ?? model.name(of: row), lower: model.bounds(of: row).lower,
        upper: whole?.upper ?? model.bounds(of: row).upper, LinearExpression(terms))
    }
    return result
  }

  /// The column that a note calls the number one, if it costs something and does nothing else.
  private func constantColumn(
    _ model: Model, _ name: String, _ remarks: inout FileRemarks
  ) -> Int? {
    guard let column = model.variables.last(where: { model.name(of: $0) == name }),
      model.bounds(of: column) == (1, 1), !model.columns.contains(Int32(column.index))
    else {
      remarks.add(.note, Self.unfit(Self.words(forOne: name)))
      return nil
    }
    return column.index
  }

  private func emptyRow(_ model: Model, _ name: String, _ remarks: inout FileRemarks) -> Int? {
    guard let row = model.rows.first(where: { model.name(of: $0) == name }),
      model.entries(of: row.index).isEmpty, model.bounds(of: row) == (-.infinity, 1)
    else {
      remarks.add(.note, Self.unfit(Self.words(forNoRow: name)))
      return nil
    }
    return row.index
  }

  /// The lower halves with what they become, and the upper halves.
  private func joinedRows(
    _ model: Model, _ remarks: inout FileRemarks
  ) -> (rows: [Int: (name: String, upper: Double)], uppers: Set<Int>) {
    var rows: [Int: (name: String, upper: Double)] = [:]
    var uppers: Set<Int> = []
    guard !halves.isEmpty else { return (rows, uppers) }
    var numbers: [String: Int] = [:]
    for row in model.rows { numbers[model.name(of: row)] = row.index }
    for pair in halves {
      guard let lower = numbers[pair.lower], let upper = numbers[pair.upper],
        rows[lower] == nil, !uppers.contains(upper), Self.fit(model, lower, upper)
      else {
        remarks.add(.note, Self.unfit(Self.words(for: pair)))
        continue
      }
      rows[lower] = (pair.row, model.rowUppers[upper])
      uppers.insert(upper)
    }
    return (rows, uppers)
  }

  /// Whether two rows bound the same sum, one from below and one from above.
  private static func fit(_ model: Model, _ lower: Int, _ upper: Int) -> Bool {
    model.rowUppers[lower] == .infinity && model.rowLowers[upper] == -.infinity
      && model.rowLowers[lower] > -.infinity && model.rowUppers[upper] < .infinity
      && model.columns[model.entries(of: lower)] == model.columns[model.entries(of: upper)]
      && model.coefficients[model.entries(of: lower)]
        == model.coefficients[model.entries(of: upper)]
  }

  private static func unfit(_ note: String) -> String {
    "the comment that \(note) does not fit the file and is not followed"
  }
}
