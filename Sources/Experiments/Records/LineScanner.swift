import Glibc
import ServerChains

/// A record's line in the very form in which it is written, read without making a document of it.
///
/// Whatever deviates from that form — another order, a blank, an escape — ends the scan; the line
/// is then read as a document, which decides whether it is a record and says what is wrong if not.
struct LineScanner: RecordSource {
  /// Thrown at a deviation; nobody sees it.
  static let deviation = InputError("not in the canonical form")

  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0
  private var isFirstMember = true
  private let pool: TextPool

  /// The record of a line; nil where the line deviates from the canonical form.
  static func record(in line: UnsafeBufferPointer<UInt8>, pool: TextPool) -> Record? {
    var scanner = LineScanner(bytes: line, pool: pool)
    do throws(InputError) {
      return try scanner.whole { (inner) throws(InputError) in try Record(from: &inner) }
    } catch {
      return nil
    }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>, pool: TextPool) {
    self.bytes = bytes
    self.pool = pool
  }

  private mutating func whole<Value>(
    _ read: (inout LineScanner) throws(InputError) -> Value
  ) throws(InputError) -> Value {
    let value = try braced(read)
    guard index == bytes.count else { throw Self.deviation }
    return value
  }

  private mutating func braced<Value>(
    _ read: (inout LineScanner) throws(InputError) -> Value
  ) throws(InputError) -> Value {
    try take("{")
    isFirstMember = true
    let value = try read(&self)
    try take("}")
    isFirstMember = false
    return value
  }

  // MARK: Marks and keys

  private func starts(with mark: StaticString, at start: Int) -> Bool {
    let count = mark.utf8CodeUnitCount
    guard start + count <= bytes.count, let base = bytes.baseAddress else { return false }
    return memcmp(base + start, mark.utf8Start, count) == 0
  }

  private mutating func take(_ mark: StaticString) throws(InputError) {
    guard starts(with: mark, at: index) else { throw Self.deviation }
    index += mark.utf8CodeUnitCount
  }

  private mutating func takeIf(_ mark: StaticString) -> Bool {
    guard index < bytes.count, bytes[index] == mark.utf8Start[0], starts(with: mark, at: index)
    else { return false }
    index += mark.utf8CodeUnitCount
    return true
  }

  private mutating func takeKey(_ key: StaticString) throws(InputError) {
    if !isFirstMember { try take(",") }
    isFirstMember = false
    let end = index + 1 + key.utf8CodeUnitCount
    guard end + 2 <= bytes.count, bytes[index] == UInt8(ascii: "\""),
      starts(with: key, at: index + 1),
      bytes[end] == UInt8(ascii: "\""), bytes[end + 1] == UInt8(ascii: ":")
    else { throw Self.deviation }
    index = end + 2
  }

  func begins(with key: StaticString) -> Bool {
    starts(with: "\"", at: index) && starts(with: key, at: index + 1)
      && starts(with: "\"", at: index + 1 + key.utf8CodeUnitCount)
  }

  func missing(_ key: StaticString) -> InputError { Self.deviation }

  // MARK: Values

  mutating func object<Value>(
    _ key: StaticString, _ read: (inout LineScanner) throws(InputError) -> Value
  ) throws(InputError) -> Value {
    try takeKey(key)
    return try braced(read)
  }

  mutating func objects<Value>(
    _ key: StaticString, _ read: (inout LineScanner) throws(InputError) -> Value
  ) throws(InputError) -> [Value] {
    try takeKey(key)
    try take("[")
    var values: [Value] = []
    if takeIf("]") { return values }
    repeat { values.append(try braced(read)) } while takeIf(",")
    try take("]")
    return values
  }

  /// The bytes between two quotes; escapes and control characters deviate.
  private mutating func quoted() throws(InputError) -> UnsafeBufferPointer<UInt8> {
    try take("\"")
    let start = index
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        defer { index += 1 }
        return UnsafeBufferPointer(rebasing: bytes[start..<index])
      }
      guard byte >= 0x20, byte != UInt8(ascii: "\\") else { break }
      index += 1
    }
    throw Self.deviation
  }

  mutating func text(_ key: StaticString) throws(InputError) -> String {
    try takeKey(key)
    guard let text = pool.text(try quoted()) else { throw Self.deviation }
    return text
  }

  mutating func rareText(_ key: StaticString) throws(InputError) -> String {
    try takeKey(key)
    guard let text = TextPool.string(try quoted()) else { throw Self.deviation }
    return text
  }

  mutating func optionalText(_ key: StaticString) throws(InputError) -> String? {
    try takeKey(key)
    if takeIf("null") { return nil }
    guard let text = pool.text(try quoted()) else { throw Self.deviation }
    return text
  }

  mutating func optionalChoice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: StaticString
  ) throws(InputError) -> Choice? {
    guard let text = try optionalText(key) else { return nil }
    guard let choice = Choice(rawValue: text) else { throw Self.deviation }
    return choice
  }

  mutating func optionalInteger(_ key: StaticString) throws(InputError) -> Int? {
    try takeKey(key)
    if takeIf("null") { return nil }
    // Beyond 2⁵³ the value may have been rounded.
    guard let value = Int(exactly: try number().value), abs(value) < 1 << 53 else {
      throw Self.deviation
    }
    return value
  }

  mutating func optionalSeed(_ key: StaticString) throws(InputError) -> UInt64? {
    try takeKey(key)
    if takeIf("null") { return nil }
    let start = index
    _ = try number()
    guard let value = UInt64(String(decoding: bytes[start..<index], as: UTF8.self)) else {
      throw Self.deviation
    }
    return value
  }

  mutating func optionalReal(_ key: StaticString) throws(InputError) -> Double? {
    try takeKey(key)
    return takeIf("null") ? nil : try number().value
  }

  mutating func optionalFlag(_ key: StaticString) throws(InputError) -> Bool? {
    try takeKey(key)
    if takeIf("null") { return nil }
    if takeIf("true") { return true }
    try take("false")
    return false
  }

  private mutating func number() throws(InputError) -> NumberScanner {
    guard let number = NumberScanner(bytes, from: index) else { throw Self.deviation }
    index = number.end
    return number
  }

  mutating func document(_ key: StaticString) throws(InputError) -> JSON {
    try takeKey(key)
    if takeIf("null") { return .null }
    let start = index
    try skipDocument()
    return try pool.document(UnsafeBufferPointer(rebasing: bytes[start..<index]))
  }

  /// Passes over an object; what is inside is checked when it is read.
  private mutating func skipDocument() throws(InputError) {
    var depth = 0
    var isQuoted = false
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if isQuoted {
        if byte == UInt8(ascii: "\\") { index += 1 }
        if byte == UInt8(ascii: "\"") { isQuoted = false }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isQuoted = true
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { return }
      default: if depth == 0 { throw Self.deviation }
      }
    }
    throw Self.deviation
  }
}
