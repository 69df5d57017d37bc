/// A fault in something a user gave: which file, which field, what it says, what is wrong and what
/// to do.
public struct InputError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of fault it is; the command line's exit status follows from it.
  public enum Kind: Sendable {
    /// The content breaks a rule.
    case invalid
    /// The file is not there.
    case missing
    /// The output cannot be written.
    case unwritable
  }

  /// The kind of fault.
  public var kind: Kind
  /// The file the fault is in, as the user named it; nil for a value built in code.
  public var file: String?
  /// The field as a path, for instance `servers[3].memory`; empty for the file as a whole.
  public var field: String
  /// The value found there, shortened for reading; nil where there is none.
  public var value: String?
  /// What is wrong, and after a semicolon what to do about it.
  public var message: String

  /// A fault at a field.
  public init(
    _ message: String, field: String = "", value: String? = nil, file: String? = nil,
    kind: Kind = .invalid
  ) {
    self.kind = kind
    self.file = file
    self.field = field
    self.value = value.map { $0.count > 60 ? String($0.prefix(57)) + "…" : $0 }
    self.message = message
  }

  /// The same fault with the file's name filled in.
  package func inFile(_ name: String) -> InputError {
    var error = self
    error.file = error.file ?? name
    return error
  }

  /// One sentence: `file: field: value: message`.
  public var description: String {
    var parts: [String] = []
    if let file { parts.append(file) }
    if !field.isEmpty { parts.append(field) }
    if let value { parts.append(value) }
    parts.append(message)
    return parts.joined(separator: ": ")
  }
}
