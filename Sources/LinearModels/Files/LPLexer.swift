/// What an LP file is made of.
enum LPToken: Equatable {
  case number(Double)
  case name(Range<Int>)
  /// A name that a colon follows.
  case label(Range<Int>)
  case section(LPSection)
  case plus
  case minus
  case times
  case lessOrEqual
  case greaterOrEqual
  case equal
  case end

  var isRelation: Bool {
    self == .lessOrEqual || self == .greaterOrEqual || self == .equal
  }
}

/// The parts of an LP file.
enum LPSection: Equatable {
  case minimize
  case maximize
  case rows
  case bounds
  case binaries
  case integers
  case end
  /// One that means something that is no linear model.
  case unread
}

/// Cuts the bytes of an LP file into tokens.
struct LPLexer {
  let file: FileBytes
  /// Where the next token is looked for.
  private(set) var position = 0
  /// Where the last token began.
  private(set) var tokenStart = 0
  /// The last number; one of 1e20 and beyond may have lost digits.
  private(set) var lastNumber: FileDecimal?
  /// The word of the last section that was met.
  private(set) var keyword = 0..<0
  private var startsLine = true

  init(_ file: FileBytes) {
    self.file = file
  }

  private var bytes: UnsafeBufferPointer<UInt8> { file.bytes }

  func error(_ words: String, at place: Int? = nil) -> ModelFileError {
    ModelFileError(line: file.line(at: place ?? tokenStart), words)
  }

  mutating func next() throws(ModelFileError) -> LPToken {
    skipSpace()
    tokenStart = position
    guard position < bytes.count else { return .end }
    let byte = bytes[position]
    if FileBytes.isDigit(byte) || byte == UInt8(ascii: ".") { return try number() }
    if let sign = sign(byte) {
      position += 1
      startsLine = false
      return sign
    }
    if byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "=") {
      return relation(byte)
    }
    guard Self.isNameByte(byte), byte != UInt8(ascii: "["), byte != UInt8(ascii: "]") else {
      throw error(Self.words(for: byte))
    }
    return try name()
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\n") {
        startsLine = true
      } else if byte == UInt8(ascii: "\\") {
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
        continue
      } else if byte > 0x20 || byte == 0 {
        return
      }
      position += 1
    }
  }

  private func sign(_ byte: UInt8) -> LPToken? {
    switch byte {
    case UInt8(ascii: "+"): .plus
    case UInt8(ascii: "-"): .minus
    case UInt8(ascii: "*"): .times
    default: nil
    }
  }

  private mutating func number() throws(ModelFileError) -> LPToken {
    guard let number = file.number(at: position) else {
      throw error("a lone point stands where a number or a name belongs; remove it")
    }
    if let loss = number.loss, loss == .underflow || number.value < 1e20 {
      throw refusal(number)
    }
    if isFortran(at: number.end) {
      let word = file.quoted(word(at: position))
      throw error(
        "\(word) can be a number with an exponent or a number times a variable; write the exponent "
          + "with e, or a space before the variable")
    }
    lastNumber = number
    position = number.end
    startsLine = false
    return .number(number.value)
  }

  /// Whether what follows a number without a space looks like an exponent of Fortran.
  private func isFortran(at end: Int) -> Bool {
    guard end < bytes.count, bytes[end] | 0x20 == UInt8(ascii: "d"),
      let exponent = FileBytes.exponent(in: bytes, at: end + 1)
    else { return false }
    return exponent.end == bytes.count || !Self.isNameByte(bytes[exponent.end])
  }

  /// The error for a number that cannot be what its digits say.
  func refusal(_ number: FileDecimal) -> ModelFileError {
    let digits = file.quoted(number.start..<number.end)
    return error(
      number.loss.map { FileNumber.refusal($0, of: digits, number.value) }
        ?? "\(digits) cannot stand here; write another number", at: number.start)
  }

  /// `<`, `<=` and `=<` all mean at most; `>` likewise.
  private mutating func relation(_ byte: UInt8) -> LPToken {
    position += 1
    startsLine = false
    var kind = byte
    if position < bytes.count {
      let second = bytes[position]
      if byte == UInt8(ascii: "="), second == UInt8(ascii: "<") || second == UInt8(ascii: ">") {
        kind = second
        position += 1
      } else if byte != UInt8(ascii: "="), second == UInt8(ascii: "=") {
        position += 1
      }
    }
    return kind == UInt8(ascii: "<")
      ? .lessOrEqual : kind == UInt8(ascii: ">") ? .greaterOrEqual : .equal
  }

  private mutating func name() throws(ModelFileError) -> LPToken {
    let range = word(at: position)
    let wasStart = startsLine
    position = range.upperBound
    startsLine = false
    var next = position
    while next < bytes.count, bytes[next] == 0x20 || bytes[next] == 0x09 { next += 1 }
    if next < bytes.count, bytes[next] == UInt8(ascii: ":") {
      position = next + 1
      return .label(range)
    }
    if wasStart, let section = section(range, secondWordAt: next) {
      keyword = range.lowerBound..<position
      return .section(section)
    }
    return .name(range)
  }

  private func word(at start: Int) -> Range<Int> {
    var end = start
    while end < bytes.count, Self.isNameByte(bytes[end]) { end += 1 }
    return start..<end
  }

  /// A byte that can stand in a name; `[` and `]` only after the first one.
  private static func isNameByte(_ byte: UInt8) -> Bool {
    guard byte > 0x20, byte != 0x7F else { return false }
    switch byte {
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "^"),
      UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: ":"),
      UInt8(ascii: "\\"):
      return false
    default:
      return true
    }
  }

  private static func words(for byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "^"):
      "a quadratic term stands here; only linear models are read, linearise it"
    case UInt8(ascii: ":"):
      "a colon without a name before it; name the row or remove the colon"
    default:
      "the byte \(byte) cannot stand here; write the file as plain text"
    }
  }
}

extension LPLexer {
  /// The section that a word at the beginning of a line can open; nil for a name.
  private mutating func section(_ word: Range<Int>, secondWordAt next: Int) -> LPSection? {
    guard word.count <= 15 else { return nil }
    func isAny(_ words: StaticString...) -> Bool { words.contains { file.isWord(word, $0) } }
    if isAny("minimize", "minimise", "minimum", "min") { return .minimize }
    if isAny("maximize", "maximise", "maximum", "max") { return .maximize }
    if isAny("st", "s.t.", "st.") { return .rows }
    if isAny("subject", "such") { return secondWord(word, next) }
    if isAny("bounds", "bound") { return .bounds }
    if isAny("binaries", "binary", "bin") { return .binaries }
    if isAny("generals", "general", "gen", "integers", "integer", "int") { return .integers }
    if isAny("end") { return .end }
    if isAny("semi"), let end = continuation(of: word) {
      position = end
      return .unread
    }
    if isAny("semis", "semi", "sos", "sos1", "sos2", "pwlobj", "lazy", "user") { return .unread }
    return nil
  }

  /// The end of `semi-continuous`, whose sign parts it in two for all that names are made of.
  private func continuation(of word: Range<Int>) -> Int? {
    let rest = bytes[word.upperBound...].prefix(11)
    return file.isWord(rest.startIndex..<rest.endIndex, "-continuous") ? rest.endIndex : nil
  }

  /// `subject to` and `such that` are two words each.
  private mutating func secondWord(_ first: Range<Int>, _ next: Int) -> LPSection? {
    let second = word(at: next)
    guard
      file.isWord(first, "subject") && file.isWord(second, "to")
        || file.isWord(first, "such") && file.isWord(second, "that")
    else { return nil }
    position = second.upperBound
    if position < file.bytes.count, file.bytes[position] == UInt8(ascii: ":") { position += 1 }
    return .rows
  }

  /// What follows the last token on its line.
  enum Ahead {
    /// The line ends, perhaps with a comment.
    case lineEnd
    /// Nothing but comments is left of the file.
    case fileEnd
    case relation
    case sign
    /// A sign and a number that a relation follows, as a bound begins with them.
    case signedSide
    /// The word `free` and the end of the line.
    case free
    case other
  }

  /// Looks ahead without moving on.
  func ahead() throws(ModelFileError) -> Ahead {
    var copy = self
    let token = try copy.next()
    if token == .end { return .fileEnd }
    let isSameLine = !bytes[position..<copy.tokenStart].contains(UInt8(ascii: "\n"))
    guard isSameLine else { return .lineEnd }
    switch token {
    case .lessOrEqual, .greaterOrEqual, .equal: return .relation
    case .times: return .sign
    case .plus, .minus:
      guard case .number = try copy.next(), try copy.next().isRelation else { return .sign }
      return .signedSide
    case .name(let word) where file.isWord(word, "free"):
      let end = copy.position
      _ = try copy.next()
      let isLast = copy.tokenStart == bytes.count
      return isLast || bytes[end..<copy.tokenStart].contains(UInt8(ascii: "\n")) ? .free : .other
    default: return .other
    }
  }
}
