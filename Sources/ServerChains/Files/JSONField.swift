/// A value in a document together with its path, so that every complaint names the field.
package struct JSONField {
  /// The value.
  package let value: JSON
  /// Its path from the root, for instance `servers[3].memory`.
  package let path: String

  /// The root of a document.
  package init(root: JSON) {
    value = root
    path = ""
  }

  private init(value: JSON, path: String) {
    self.value = value
    self.path = path
  }

  /// A fault at this field.
  package func fault(_ message: String) -> InputError {
    InputError(message, field: path, value: value.compactText)
  }

  /// The members of an object that may have these keys and no others.
  ///
  /// - Throws: `InputError` for another type or an unknown key, naming the nearest allowed one.
  package func members(allowing allowed: [String]) throws(InputError) -> JSONMembers {
    let members = try object()
    if let unknown = members.keys.filter({ !allowed.contains($0) }).min() {
      let known = allowed.sorted().joined(separator: ", ")
      let place = path.isEmpty ? unknown : "\(path).\(unknown)"
      throw InputError("unknown key; the keys allowed here are \(known)", field: place)
    }
    return JSONMembers(members: members, path: path)
  }

  /// The members of an object whose keys are free, sorted by key.
  ///
  /// - Throws: `InputError` for another type.
  package func entries() throws(InputError) -> [(key: String, field: JSONField)] {
    try object().sorted { $0.key < $1.key }
      .map { ($0.key, JSONField.member($0.value, $0.key, of: path)) }
  }

  private func object() throws(InputError) -> [String: JSON] {
    guard case .object(let members) = value else {
      throw fault("expected an object but found \(value.kind); put its members in braces")
    }
    return members
  }

  /// The items of a list.
  package func items() throws(InputError) -> [JSONField] {
    guard case .array(let items) = value else {
      throw fault("expected a list but found \(value.kind); put its items in brackets")
    }
    return items.enumerated().map { JSONField(value: $1, path: "\(path)[\($0)]") }
  }

  /// A text.
  package func string() throws(InputError) -> String {
    guard case .string(let text) = value else {
      throw fault("expected a string but found \(value.kind); put it in double quotes")
    }
    return text
  }

  /// A whole number.
  package func integer() throws(InputError) -> Int {
    guard case .number(let text) = value else {
      throw fault("expected a whole number but found \(value.kind); write it without quotes")
    }
    if let value = Int(text) { return value }
    guard let real = Double(text), let value = Int(exactly: real) else {
      throw fault("expected a whole number; remove the fraction or the excess digits")
    }
    return value
  }

  /// A whole number of at least 0 that fits in 64 bits.
  package func seed() throws(InputError) -> UInt64 {
    guard case .number(let text) = value, let value = UInt64(text) else {
      throw fault("expected a whole number from 0 to \(UInt64.max); write it without quotes")
    }
    return value
  }

  /// True or false.
  package func flag() throws(InputError) -> Bool {
    guard case .bool(let flag) = value else {
      throw fault("expected true or false but found \(value.kind); write it without quotes")
    }
    return flag
  }

  /// One of the names of an enumeration.
  package func choice<Choice: RawRepresentable<String> & CaseIterable>() throws(InputError)
    -> Choice
  {
    guard let choice = Choice(rawValue: try string()) else {
      let allowed = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw fault("not one of \(allowed); use one of these")
    }
    return choice
  }

  /// A finite number.
  package func real() throws(InputError) -> Double {
    guard case .number(let text) = value else {
      throw fault("expected a number but found \(value.kind); write it without quotes")
    }
    guard let value = Double(text), value.isFinite else {
      throw fault("the number is too large; give one below 1e308")
    }
    return value
  }

  /// An exact decimal.
  package func decimal() throws(InputError) -> ExactDecimal {
    guard case .number(let text) = value else {
      throw fault("expected a number but found \(value.kind); write it without quotes")
    }
    guard let value = ExactDecimal(text) else {
      throw fault(
        "memory must be below 10^12 GB with at most \(ExactDecimal.fractionDigits) decimal "
          + "places; round it"
      )
    }
    return value
  }

  fileprivate static func member(_ value: JSON, _ key: String, of path: String) -> JSONField {
    JSONField(value: value, path: path.isEmpty ? key : "\(path).\(key)")
  }
}

/// The members of one object.
package struct JSONMembers {
  fileprivate let members: [String: JSON]
  fileprivate let path: String

  /// A member that may be absent; null counts as absent.
  package func optional(_ key: String) -> JSONField? {
    guard let value = members[key], value != .null else { return nil }
    return JSONField.member(value, key, of: path)
  }

  /// A member that must be there.
  package func required(_ key: String) throws(InputError) -> JSONField {
    guard let value = members[key] else {
      throw InputError("missing; add it", field: path.isEmpty ? key : "\(path).\(key)")
    }
    return JSONField.member(value, key, of: path)
  }
}
