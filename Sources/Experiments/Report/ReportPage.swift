import ServerChains

/// One self-contained HTML page of a log: summary, tables that sort on click, figures, and how to
/// make each again.
///
/// The page asks the network for nothing and forbids itself to; printed, it is the same page
/// without its buttons.
package struct ReportPage: Sendable {
  private let results: Results
  private let logs: [String]
  private let tables: [(kind: TableKind, tables: [ReportTable])]
  private let figures: [(kind: FigureKind, figure: Figure)]
  /// Longer tables are cut, with the command that prints all rows.
  package static let rowLimit = 2000

  /// The page of some results.
  ///
  /// - Parameters:
  ///   - logs: names of the logs, for the command lines.
  ///   - shift: of geometric means, in seconds.
  package init(_ results: Results, logs: [String], shift: Double = 1) {
    self.results = results
    self.logs = logs
    tables = TableKind.all(of: results, shift: shift)
    figures = FigureKind.all(of: results).map { kind, figure in
      var figure = figure
      figure.showsTitle = false
      return (kind, figure)
    }
  }

  /// The document.
  ///
  /// - Complexity: O(n log n) in the records.
  package var html: String {
    let suites = Set(results.records.map(\.suite)).sorted().joined(separator: ", ")
    let title = MarkupText.escaped("Chainwright: \(suites)")
    var body = "<h1>\(title)</h1>\n" + summary + contents
    for (kind, tables) in tables {
      body += "<section id=\"table-\(kind.rawValue)\">\n<h2>\(kind.heading)</h2>\n"
      for table in tables { body += section(of: table) }
      body += command("--table \(kind.rawValue) --format csv") + "</section>\n"
    }
    for (kind, figure) in figures {
      body +=
        "<section id=\"figure-\(kind.rawValue)\">\n<h2>\(MarkupText.escaped(figure.title))</h2>\n"
      body += "<figure>\n\(figure.svg)</figure>\n"
      body += command("--figure \(kind.rawValue) -o \(kind.rawValue).svg") + "</section>\n"
    }
    body += circumstances
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
      style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
      <link rel="icon" href="data:,">
      <title>\(title)</title>
      <style>
      \(PageParts.style)
      </style>
      </head>
      <body>
      \(body)<script>
      \(PageParts.script)
      </script>
      </body>
      </html>

      """
  }

  /// What the log says in a few lines.
  private var summary: String {
    let records = results.records
    let done = records.count { $0.outcome.status == .done }
    let joined = results.problems
    let proven = joined.count(where: \.isOptimal)
    let times = records.map(\.time)
    var facts = [
      "\(records.count) runs, \(done) of them ended by themselves, made from "
        + "\(times.min() ?? "–") to \(times.max() ?? "–")."
    ]
    if !joined.isEmpty {
      facts.append("\(joined.count) problems, \(proven) of them proven optimal.")
      let certified = joined.compactMap(\.certifiedGap)
      let greedy = joined.compactMap(\.greedyGap)
      if let mean = Statistics.mean(certified), let worst = certified.max() {
        facts.append(
          "Certified gap: \(NumberText.percent(mean)) on average, "
            + "\(NumberText.percent(worst)) at worst."
        )
      }
      if let mean = Statistics.mean(greedy), let worst = greedy.max() {
        facts.append(
          "Greedy gap: \(NumberText.percent(mean)) on average, "
            + "\(NumberText.percent(worst)) at worst."
        )
      }
    }
    return "<ul class=\"facts\">\n"
      + facts.map { "<li>\(MarkupText.escaped($0))</li>\n" }.joined() + "</ul>\n"
  }

  private var contents: String {
    var links = tables.map { "<a href=\"#table-\($0.kind.rawValue)\">\($0.kind.heading)</a>" }
    links += figures.map { kind, figure in
      "<a href=\"#figure-\(kind.rawValue)\">\(MarkupText.escaped(figure.title))</a>"
    }
    links.append("<a href=\"#circumstances\">Machine and versions</a>")
    return "<nav>" + links.joined(separator: " · ") + "</nav>\n"
  }

  private func section(of table: ReportTable) -> String {
    var text = "<h3>\(MarkupText.escaped(table.title))</h3>\n"
    text += HTMLTable.text(of: table, limit: Self.rowLimit)
    for note in table.notes { text += "<p class=\"note\">\(MarkupText.escaped(note))</p>\n" }
    if table.rows.count > Self.rowLimit {
      text +=
        "<p class=\"note\">The first \(Self.rowLimit) of \(table.rows.count) rows; "
        + "the command below prints all.</p>\n"
    }
    return text
  }

  /// The line that makes a part of the page again.
  private func command(_ options: String) -> String {
    let line = "chainwright report \(logs.joined(separator: " ")) \(options)"
    return "<p class=\"how\">Again: <code>\(MarkupText.escaped(line))</code></p>\n"
  }

  private var circumstances: String {
    var text = "<section id=\"circumstances\">\n<h2>Machine and versions</h2>\n"
    text += HTMLTable.text(of: CircumstancesTable.table(of: results.records), limit: Self.rowLimit)
    let suites = Set(results.records.map(\.suite)).sorted()
    text += "<p class=\"how\">The runs again: "
    text += suites.map {
      "<code>\(MarkupText.escaped("chainwright bench \($0) -o \($0).jsonl"))</code>"
    }.joined(separator: ", ")
    return text + "</p>\n</section>\n"
  }
}

extension TableKind {
  /// The heading of the tables of this kind.
  package var heading: String {
    switch self {
    case .gap: "Gaps"
    case .methods: "Methods side by side"
    case .runtime: "Run time by method"
    case .profile: "Profiles in numbers"
    case .scaling: "Time by size"
    case .dispatch: "Dispatch"
    case .summary: "Gaps in short"
    case .runs: "Runs"
    }
  }
}
