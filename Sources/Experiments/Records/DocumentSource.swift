import ServerChains

/// A record's members in any order, from a document; every complaint names the field.
struct DocumentSource: RecordSource {
  private let field: JSONField
  private let members: JSONMembers
  private var asked: [String] = []

  private init(_ field: JSONField) throws(InputError) {
    self.field = field
    var keys: [String] = []
    if case .object(let members) = field.value { keys = Array(members.keys) }
    members = try field.members(allowing: keys)
  }

  /// Reads a whole document; a member that nobody asked for is a fault.
  static func read<Value>(
    _ field: JSONField, _ body: (inout DocumentSource) throws(InputError) -> Value
  ) throws(InputError) -> Value {
    var source = try DocumentSource(field)
    let value = try body(&source)
    _ = try field.members(allowing: source.asked)
    return value
  }

  private mutating func member(_ key: StaticString) throws(InputError) -> JSONField? {
    asked.append(key.description)
    _ = try members.required(key.description)
    return members.optional(key.description)
  }

  private mutating func present(_ key: StaticString) throws(InputError) -> JSONField {
    guard let field = try member(key) else { throw missing(key) }
    return field
  }

  func missing(_ key: StaticString) -> InputError {
    let place = field.path.isEmpty ? key.description : "\(field.path).\(key)"
    return InputError("null is not allowed here; give a value", field: place)
  }

  func begins(with key: StaticString) -> Bool {
    if case .object(let members) = field.value { return members[key.description] != nil }
    return false
  }

  mutating func object<Value>(
    _ key: StaticString, _ read: (inout DocumentSource) throws(InputError) -> Value
  ) throws(InputError) -> Value {
    try Self.read(try present(key), read)
  }

  mutating func objects<Value>(
    _ key: StaticString, _ read: (inout DocumentSource) throws(InputError) -> Value
  ) throws(InputError) -> [Value] {
    var values: [Value] = []
    for item in try present(key).items() { values.append(try Self.read(item, read)) }
    return values
  }

  mutating func text(_ key: StaticString) throws(InputError) -> String {
    try present(key).string()
  }

  mutating func rareText(_ key: StaticString) throws(InputError) -> String {
    try present(key).string()
  }

  mutating func optionalText(_ key: StaticString) throws(InputError) -> String? {
    try member(key)?.string()
  }

  mutating func optionalChoice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: StaticString
  ) throws(InputError) -> Choice? {
    try member(key)?.choice()
  }

  mutating func optionalInteger(_ key: StaticString) throws(InputError) -> Int? {
    try member(key)?.integer()
  }

  mutating func optionalSeed(_ key: StaticString) throws(InputError) -> UInt64? {
    try member(key)?.seed()
  }

  mutating func optionalReal(_ key: StaticString) throws(InputError) -> Double? {
    try member(key)?.real()
  }

  mutating func optionalFlag(_ key: StaticString) throws(InputError) -> Bool? {
    try member(key)?.flag()
  }

  mutating func document(_ key: StaticString) throws(InputError) -> JSON {
    try member(key)?.value ?? .null
  }
}
