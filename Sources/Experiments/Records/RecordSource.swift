import ServerChains

/// Where a record's members come from, read in the order of their keys.
///
/// Reading is written once, in the order in which records are written; ``LineScanner`` follows that
/// order through the bytes, ``DocumentSource`` takes any order and says what is wrong.
protocol RecordSource {
  /// Whether the object at hand has this member, where it is the first by order that it can have.
  func begins(with key: StaticString) -> Bool
  /// A member that is an object.
  mutating func object<Value>(
    _ key: StaticString, _ read: (inout Self) throws(InputError) -> Value
  ) throws(InputError) -> Value
  /// A member that is a list of objects.
  mutating func objects<Value>(
    _ key: StaticString, _ read: (inout Self) throws(InputError) -> Value
  ) throws(InputError) -> [Value]
  /// A text that many records share.
  mutating func text(_ key: StaticString) throws(InputError) -> String
  /// A text that few records share.
  mutating func rareText(_ key: StaticString) throws(InputError) -> String
  /// A text or null.
  mutating func optionalText(_ key: StaticString) throws(InputError) -> String?
  /// One of the names of an enumeration, or null.
  mutating func optionalChoice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: StaticString
  ) throws(InputError) -> Choice?
  /// A whole number or null.
  mutating func optionalInteger(_ key: StaticString) throws(InputError) -> Int?
  /// A seed or null.
  mutating func optionalSeed(_ key: StaticString) throws(InputError) -> UInt64?
  /// A finite number or null.
  mutating func optionalReal(_ key: StaticString) throws(InputError) -> Double?
  /// True, false or null.
  mutating func optionalFlag(_ key: StaticString) throws(InputError) -> Bool?
  /// A document that many records share.
  mutating func document(_ key: StaticString) throws(InputError) -> JSON
  /// What to throw where a member that must not be null is.
  func missing(_ key: StaticString) -> InputError
}

extension RecordSource {
  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: StaticString
  ) throws(InputError) -> Choice {
    guard let value: Choice = try optionalChoice(key) else { throw missing(key) }
    return value
  }

  mutating func integer(_ key: StaticString) throws(InputError) -> Int {
    guard let value = try optionalInteger(key) else { throw missing(key) }
    return value
  }

  mutating func real(_ key: StaticString) throws(InputError) -> Double {
    guard let value = try optionalReal(key) else { throw missing(key) }
    return value
  }
}
