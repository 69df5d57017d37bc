/// Names that every reader of LP and MPS files accepts, unique and in the model's order.
///
/// Letters, digits and `_` stay, everything else becomes `_`. A name that would not start with a
/// safe letter, or is a keyword of the LP format, gets a prefix; names are cut to 60 characters,
/// and a repeated one gets a number.
struct FileNames {
  let columns: NameList
  let rows: NameList
  /// The names of the rows that are written as two.
  let halves: [Int: FileNotes.Halves]
  /// A column name that no variable has, for a column that stands for the number one.
  let one: String
  /// A row name that no row has.
  let objective: String

  private static let longest = 60
  private static let keywords: Set<String> = [
    "minimize", "minimise", "minimum", "min", "maximize", "maximise", "maximum", "max", "subject",
    "such", "st", "bounds", "bound", "general", "generals", "gen", "integer", "integers", "int",
    "binary", "binaries", "bin", "free", "inf", "infinity", "semi", "semis", "sos", "sos1", "sos2",
    "pwlobj", "lazy", "user", "end", "rhs", "ranges",
    "rows", "columns", "name", "endata", "nan", "marker",
  ]

  /// Makes the names.
  ///
  /// - Parameter splits: the rows that are written as two.
  init(_ model: Model, splitting splits: Set<Int> = []) {
    var columnNames = UniqueNames()
    // Numbered names cannot meet, so they need no search for others.
    let isNumbered = model.variableNames.isEmpty
    var columns = NameList()
    for column in 0..<model.variableCount {
      let name = model.name(of: Variable(index: column))
      columns.append(isNumbered ? name : columnNames.claim(Self.sanitised(name, prefix: "x")))
    }
    self.columns = columns
    one = columnNames.claim("x_one")
    var rowNames = UniqueNames()
    objective = rowNames.claim("objective")
    var halves: [Int: FileNotes.Halves] = [:]
    var rows = NameList()
    for row in 0..<model.rowCount {
      let name = rowNames.claim(
        Self.sanitised(model.name(of: Row(index: row)), prefix: "r"))
      if splits.contains(row) {
        let (lower, upper) = (rowNames.claim("\(name)_lo"), rowNames.claim("\(name)_hi"))
        halves[row] = FileNotes.Halves(lower: lower, upper: upper, row: name)
        rows.append(lower)
      } else {
        rows.append(name)
      }
    }
    self.rows = rows
    self.halves = halves
  }

  private static func sanitised(_ name: String, prefix: String) -> String {
    if isGoodAsItIs(name) { return name }
    let safe = name.unicodeScalars.map { scalar in
      isSafe(scalar) ? Character(scalar) : "_"
    }
    let cut = String(safe.prefix(longest))
    let first = cut.first ?? "_"
    // A leading e and a digit would read as an exponent.
    let isExponent = cut.lowercased().hasPrefix("e") && cut.dropFirst().first?.isNumber != false
    return !first.isLetter || isExponent || keywords.contains(cut.lowercased())
      ? "\(prefix)_\(cut)" : cut
  }

  /// Whether a name needs no change, told without looking at it as characters.
  private static func isGoodAsItIs(_ name: String) -> Bool {
    var hasMark = false
    for (place, byte) in name.utf8.enumerated() {
      guard place < longest else { return false }
      switch byte {
      case UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "s"), UInt8(ascii: "S"):
        if place == 0 { return false }
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): break
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        if place == 0 { return false }
        hasMark = true
      default: return false
      }
    }
    // No keyword has a digit or a line in it but sos1 and sos2, and an exponent begins with e.
    return hasMark
  }

  private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_": true
    default: false
    }
  }
}

/// Names handed out once each.
private struct UniqueNames {
  private var taken: Set<String> = []
  private var nextNumber: [String: Int] = [:]

  mutating func claim(_ name: String) -> String {
    guard !taken.insert(name).inserted else { return name }
    var number = nextNumber[name] ?? 2
    while !taken.insert("\(name)_\(number)").inserted { number += 1 }
    nextNumber[name] = number + 1
    return "\(name)_\(number)"
  }
}
