/// A JSON document as written: numbers keep their text, so that decimals stay exact.
package enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  /// A whole number.
  package static func integer(_ value: Int) -> JSON { .number("\(value)") }

  /// A floating-point number in its shortest form that reads back the same; null where it is not
  /// finite.
  package static func real(_ value: Double?) -> JSON {
    guard let value, value.isFinite else { return .null }
    if value == value.rounded(), abs(value) < 1e15 { return .number("\(Int(value))") }
    return .number("\(value)")
  }

  /// The name of the value's type in an error message.
  package var kind: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "a list"
    case .object: "an object"
    }
  }

  /// One line without spaces, keys sorted by their Unicode scalars: the canonical form.
  package var compactText: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let text): text
    case .string(let text): Self.quoted(text)
    case .array(let items): "[" + items.map(\.compactText).joined(separator: ",") + "]"
    case .object(let members):
      "{"
        + Self.sorted(members).map { Self.quoted($0.key) + ":" + $0.value.compactText }
        .joined(separator: ",") + "}"
    }
  }

  /// Text for people: keys sorted, two spaces a level, what fits on a line on one line; ends with a
  /// newline.
  package var prettyText: String {
    var text = ""
    writePretty(into: &text, indentation: 0)
    return text + "\n"
  }

  private static let lineWidth = 140

  private var isScalar: Bool {
    switch self {
    case .array(let items): items.isEmpty
    case .object(let members): members.isEmpty
    default: true
    }
  }

  /// The value on one line if all it holds is scalars or lists of scalars and it fits.
  private func oneLine(width: Int) -> String? {
    var line: String
    switch self {
    case .array(let items):
      guard items.allSatisfy(\.isScalar) else { return nil }
      line = "[" + items.map(\.compactText).joined(separator: ", ") + "]"
    case .object(let members):
      guard !members.isEmpty else { return "{}" }
      var parts: [String] = []
      for (key, value) in Self.sorted(members) {
        guard let text = value.oneLine(width: width) else { return nil }
        parts.append(Self.quoted(key) + ": " + text)
      }
      line = "{ " + parts.joined(separator: ", ") + " }"
    default:
      line = compactText
    }
    return line.utf8.count <= width ? line : nil
  }

  private func writePretty(into text: inout String, indentation: Int) {
    if isScalar {
      text += compactText
      return
    }
    if indentation > 0, let line = oneLine(width: Self.lineWidth - indentation) {
      text += line
      return
    }
    let pad = String(repeating: " ", count: indentation + 2)
    switch self {
    case .array(let items):
      text += "["
      for (index, item) in items.enumerated() {
        text += (index == 0 ? "\n" : ",\n") + pad
        item.writePretty(into: &text, indentation: indentation + 2)
      }
      text += "\n" + String(repeating: " ", count: indentation) + "]"
    case .object(let members):
      text += "{"
      for (index, member) in Self.sorted(members).enumerated() {
        text += (index == 0 ? "\n" : ",\n") + pad + Self.quoted(member.key) + ": "
        member.value.writePretty(into: &text, indentation: indentation + 2)
      }
      text += "\n" + String(repeating: " ", count: indentation) + "}"
    default:
      text += compactText
    }
  }

  private static func sorted(_ members: [String: JSON]) -> [(key: String, value: JSON)] {
    members.sorted { $0.key.unicodeScalars.lexicographicallyPrecedes($1.key.unicodeScalars) }
  }

  private static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C && $0 != 0x7F }
    if isPlain { return "\"" + text + "\"" }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case "\u{0}"..."\u{1F}", "\u{7F}":
        let hex = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
