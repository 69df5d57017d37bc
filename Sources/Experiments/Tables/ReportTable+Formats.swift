import ServerChains

extension ReportTable {
  /// Title, aligned columns, notes; every line ended.
  package var plainText: String {
    var table = TextTable(
      columns.map { $0.isNumeric ? .number($0.title, unit: $0.unit) : .text($0.title) })
    for row in rows {
      table.addRow { column, text in
        append(row[column], columns[column], missing: "–", to: &text) { $1 += $0.utf8 }
      }
    }
    var text = "\(title)\n\n" + table.text()
    for note in notes { text += "\n" + TextLayout.wrapped(note, width: 100) + "\n" }
    return text
  }

  /// Adds a cell as people read it.
  private func append(
    _ cell: Cell, _ column: Column, missing: StaticString, to text: inout [UInt8],
    _ appendText: (String, inout [UInt8]) -> Void
  ) {
    switch cell {
    case .text(let words): appendText(words, &text)
    case .number(let value): column.append(value, to: &text)
    case .missing: missing.withUTF8Buffer { text += $0 }
    }
  }

  /// Head and rows after RFC 4180 with newlines; numbers in full, shares in percent as the head
  /// says.
  package var csv: String {
    var text = Array((columns.map { Self.csvField($0.head) }.joined(separator: ",") + "\n").utf8)
    for row in rows {
      for (index, cell) in row.enumerated() {
        if index > 0 { text.append(UInt8(ascii: ",")) }
        switch cell {
        case .text(let words): text += Self.csvField(words).utf8
        case .missing: break
        case .number(let value):
          let isShare = columns[index].kind == .percent
          NumberText.appendShortest(isShare ? 100 * value : value, to: &text)
        }
      }
      text.append(0x0A)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// A field, in quotes where it has a comma, a quote or a line end, its quotes doubled.
  package static func csvField(_ text: String) -> String {
    let needsQuotes = text.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
    guard needsQuotes else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }

  /// Title in bold, a pipe table with numbers to the right, notes.
  package var markdown: String {
    var text = "**\(Self.markdownText(title))**\n\n"
    text += "|" + columns.map { " \(Self.markdownText($0.head)) |" }.joined() + "\n"
    text += "|" + columns.map { $0.isNumeric ? "---:|" : "---|" }.joined() + "\n"
    text += joinedRows(between: " | ", from: "| ", to: " |\n", missing: "–", Self.markdownText)
    for note in notes { text += "\n\(Self.markdownText(note))\n" }
    return text
  }

  /// All rows, their cells joined by a mark, in a format whose texts are escaped.
  private func joinedRows(
    between mark: StaticString, from start: StaticString, to end: StaticString,
    missing: StaticString, _ escaped: (String) -> String
  ) -> String {
    var text: [UInt8] = []
    for row in rows {
      start.withUTF8Buffer { text += $0 }
      for (index, cell) in row.enumerated() {
        if index > 0 { mark.withUTF8Buffer { text += $0 } }
        append(cell, columns[index], missing: missing, to: &text) { $1 += escaped($0).utf8 }
      }
      end.withUTF8Buffer { text += $0 }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Text without what Markdown takes for a mark.
  private static func markdownText(_ text: String) -> String {
    escaped(text) { scalar in
      switch scalar {
      case "\\", "|", "*", "_", "`", "[", "]": "\\\(scalar)"
      case "<": "&lt;"
      case "&": "&amp;"
      case "\n", "\r": " "
      default: nil
      }
    }
  }

  /// A `table` with a caption and a `tabular` in the manner of booktabs; needs
  /// `\usepackage{booktabs}`.
  package var latex: String {
    let alignment = columns.map { $0.isNumeric ? "r" : "l" }.joined()
    var text = "\\begin{table}\n\\centering\n\\caption{\(Self.latexText(title))}\n"
    text += "\\label{tab:\(key)}\n\\begin{tabular}{\(alignment)}\n\\toprule\n"
    text += columns.map { Self.latexText($0.head) }.joined(separator: " & ") + " \\\\\n\\midrule\n"
    text += joinedRows(between: " & ", from: "", to: " \\\\\n", missing: "--", Self.latexText)
    text += "\\bottomrule\n\\end{tabular}\n"
    for note in notes { text += "\\par\\smallskip\\footnotesize \(Self.latexText(note))\n" }
    return text + "\\end{table}\n"
  }

  /// Text without what LaTeX takes for a command; signs that its fonts lack as mathematics.
  private static func latexText(_ text: String) -> String {
    escaped(text) { scalar in
      switch scalar {
      case "&", "%", "$", "#", "_", "{", "}": "\\\(scalar)"
      case "\\": "\\textbackslash{}"
      case "~": "\\textasciitilde{}"
      case "^": "\\textasciicircum{}"
      case "<": "\\textless{}"
      case ">": "\\textgreater{}"
      case "\n", "\r": " "
      case "–": "--"
      case "—": "---"
      case "…": "\\dots{}"
      default: latexMathematics[scalar].map { "\\ensuremath{\($0)}" }
      }
    }
  }

  private static let latexMathematics: [Unicode.Scalar: String] = [
    "≤": "\\le", "≥": "\\ge", "±": "\\pm", "×": "\\times", "·": "\\cdot", "→": "\\to",
    "−": "-", "λ": "\\lambda", "ρ": "\\rho", "ν": "\\nu", "μ": "\\mu", "τ": "\\tau",
    "²": "^2", "³": "^3", "⁻": "^-", "⁶": "^6", "⁹": "^9", "∞": "\\infty",
  ]

  private static func escaped(
    _ text: String, _ replacement: (Unicode.Scalar) -> String?
  ) -> String {
    let isPlain = text.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0)
        || $0 == 0x20 || $0 == 0x2E || $0 == 0x2D
    }
    if isPlain { return text }
    var escaped = ""
    for scalar in text.unicodeScalars {
      if let words = replacement(scalar) {
        escaped += words
      } else {
        escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
