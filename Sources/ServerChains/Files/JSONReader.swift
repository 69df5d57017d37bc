/// Reads a JSON document (RFC 8259), keeping the text of numbers and refusing doubled keys.
///
/// The toolchain's own decoder gives neither the text of a number nor the value in a type error,
/// and keeps silent about doubled keys; all three matter here, so the reader is our own.
package struct JSONReader {
  private let bytes: [UInt8]
  private var index = 0
  private var path: [Step] = []
  private let limit: ListLimit?

  /// The most items of a member of the document, checked before more of them are read.
  package struct ListLimit {
    let field: String
    let items: Int
    /// What to do about more.
    let remedy: String
  }

  /// A step from a value to one inside it.
  private enum Step {
    case member(String)
    case item(Int)
  }

  /// Deeper nesting than any of our formats has is refused, so that hostile input cannot exhaust
  /// the stack.
  private static let depthLimit = 64

  /// The document in some bytes.
  ///
  /// - Throws: `InputError` with line and column of the first fault and the field that was being
  ///   read.
  /// - Complexity: O(bytes).
  package static func parse(
    _ bytes: [UInt8], limit: ListLimit? = nil
  ) throws(InputError) -> JSON {
    var reader = JSONReader(bytes: bytes, limit: limit)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.index = 3 }
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.index == bytes.count else {
      throw reader.fault("something follows the end of the document; remove it")
    }
    return value
  }

  private init(bytes: [UInt8], limit: ListLimit?) {
    self.bytes = bytes
    self.limit = limit
  }

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  private func fault(
    _ message: String, at position: Int? = nil, value: String? = nil
  ) -> InputError {
    let before = bytes[..<min(position ?? index, bytes.count)]
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return InputError(
      "line \(line), column \(before.count - lineStart + 1): \(message)", field: field, value: value
    )
  }

  /// The path as `servers[3].memory`.
  private var field: String {
    path.reduce("") { text, step in
      switch step {
      case .member(let key): text.isEmpty ? key : "\(text).\(key)"
      case .item(let index): "\(text)[\(index)]"
      }
    }
  }

  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      index += 1
    }
  }

  private mutating func value(depth: Int) throws(InputError) -> JSON {
    guard depth < Self.depthLimit else { throw fault("nested too deeply; flatten the document") }
    skipSpace()
    guard let first = current else {
      throw fault("the document ends in the middle; it is cut short, restore the whole file")
    }
    switch first {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    default: throw strangeWord()
    }
  }

  /// NaN and Infinity among them.
  private func strangeWord() -> InputError {
    let word = bytes[index...].prefix(20).prefix { $0 > 0x20 && !",:{}[]\"".utf8.contains($0) }
    return fault(
      "not a JSON value; give a finite number, a string in double quotes, a list, an object, "
        + "true, false or null",
      value: String(validating: word, as: UTF8.self))
  }

  private mutating func word(_ word: String, _ value: JSON) throws(InputError) -> JSON {
    guard bytes[index...].starts(with: word.utf8) else {
      throw fault("not a JSON value; did you mean \(word)?")
    }
    index += word.utf8.count
    return value
  }

  private mutating func number() throws(InputError) -> String {
    let start = index
    if current == UInt8(ascii: "-") { index += 1 }
    let whole = try digits()
    if whole > 1, bytes[index - whole] == UInt8(ascii: "0") {
      throw fault("a number must not start with a needless 0; remove it", at: start)
    }
    if current == UInt8(ascii: ".") {
      index += 1
      _ = try digits()
    }
    if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
      index += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { index += 1 }
      _ = try digits()
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func digits() throws(InputError) -> Int {
    let start = index
    while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { index += 1 }
    guard index > start else {
      throw fault(
        "not a number; write digits, with a point or an exponent at most (no NaN, no Infinity)")
    }
    return index - start
  }

  private mutating func array(depth: Int) throws(InputError) -> JSON {
    index += 1
    var items: [JSON] = []
    skipSpace()
    if current == UInt8(ascii: "]") {
      index += 1
      return .array([])
    }
    let limit = depth == 1 ? limit.flatMap { field == $0.field ? $0 : nil } : nil
    while true {
      if let limit, items.count == limit.items {
        throw fault(
          "more than \(limit.items) \(limit.field); \(limit.remedy)",
          value: "\(limit.items + 1) \(limit.field) or more")
      }
      path.append(.item(items.count))
      items.append(try value(depth: depth + 1))
      path.removeLast()
      if try closes(with: UInt8(ascii: "]"), "a comma or ]") { return .array(items) }
    }
  }

  private mutating func object(depth: Int) throws(InputError) -> JSON {
    index += 1
    var members: [String: JSON] = [:]
    skipSpace()
    if current == UInt8(ascii: "}") {
      index += 1
      return .object([:])
    }
    while true {
      skipSpace()
      let keyStart = index
      guard current == UInt8(ascii: "\"") else { throw unexpected("a key in double quotes") }
      let key = try string()
      skipSpace()
      guard current == UInt8(ascii: ":") else { throw unexpected("a colon after the key") }
      index += 1
      path.append(.member(key))
      let member = try value(depth: depth + 1)
      path.removeLast()
      guard members.updateValue(member, forKey: key) == nil else {
        throw fault("the key \"\(key)\" stands twice in one object; keep one of them", at: keyStart)
      }
      if try closes(with: UInt8(ascii: "}"), "a comma or }") { return .object(members) }
    }
  }

  private mutating func closes(with mark: UInt8, _ expected: String) throws(InputError) -> Bool {
    skipSpace()
    guard let byte = current, byte == mark || byte == UInt8(ascii: ",") else {
      throw unexpected(expected)
    }
    index += 1
    return byte == mark
  }

  private func unexpected(_ expected: String) -> InputError {
    current == nil
      ? fault("the document ends where \(expected) is due; it is cut short, restore the whole file")
      : fault("expected \(expected) here")
  }

  private mutating func string() throws(InputError) -> String {
    let start = index
    index += 1
    var text: [UInt8] = []
    while let byte = current {
      index += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw fault("the string is not valid UTF-8; save the file as UTF-8", at: start)
        }
        return string
      case UInt8(ascii: "\\"): try appendEscape(to: &text)
      case 0x0A:
        throw fault("a string does not end on its line; add the missing quote", at: start)
      case 0..<0x20: throw fault("a control character inside a string; write it as an escape")
      default: text.append(byte)
      }
    }
    throw fault("a string is not closed; the file is cut short or a quote is missing", at: start)
  }

  private mutating func appendEscape(to text: inout [UInt8]) throws(InputError) {
    let plain: [UInt8: UInt8] = [
      UInt8(ascii: "\""): 0x22, UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "/"): 0x2F,
      UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A,
      UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
    ]
    guard let mark = current else { throw unexpected("an escape") }
    index += 1
    if let byte = plain[mark] {
      text.append(byte)
      return
    }
    guard mark == UInt8(ascii: "u") else {
      throw fault("unknown escape in a string; write a backslash as two")
    }
    var code = try hexUnit()
    if (0xD800..<0xDC00).contains(code), bytes[index...].starts(with: [0x5C, 0x75]) {
      index += 2
      let low = try hexUnit()
      guard (0xDC00..<0xE000).contains(low) else {
        throw fault("half a surrogate pair in a string; write both halves")
      }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else {
      throw fault("half a surrogate pair in a string; write both halves")
    }
    text.append(contentsOf: Array(String(Character(scalar)).utf8))
  }

  private mutating func hexUnit() throws(InputError) -> UInt32 {
    guard index + 4 <= bytes.count,
      bytes[index..<index + 4].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let unit = UInt32(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
    else { throw fault("\\u needs four hexadecimal digits") }
    index += 4
    return unit
  }
}
