/// Lines and blanks for terminals.
package enum TextLayout {
  /// A paragraph broken at blanks so that no line is longer than `width`, unless a word is.
  package static func wrapped(_ text: String, width: Int) -> String {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " \(word)"
    }
    if !line.isEmpty { lines.append(line) }
    return lines.joined(separator: "\n")
  }

  /// Terms in one column and their explanations, wrapped, in another; every line ends with a
  /// newline.
  package static func definitions(_ items: [(term: String, text: String)], width: Int) -> String {
    let column = (items.map(\.term.count).max() ?? 0) + 4
    var text = ""
    for item in items {
      let lines = wrapped(item.text, width: max(20, width - column))
        .split(separator: "\n", omittingEmptySubsequences: false)
      for (index, line) in lines.enumerated() {
        text += index == 0 ? padded("  " + item.term, to: column) : padded("", to: column)
        text += line + "\n"
      }
    }
    return text
  }

  /// The columns of a terminal that a text takes.
  package static func width(_ text: String) -> Int {
    text.utf8.allSatisfy { $0 < 0x80 } ? text.utf8.count : text.count
  }

  /// Text with blanks after it up to a width.
  package static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
