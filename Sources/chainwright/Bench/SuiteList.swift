import Experiments
import ServerChains

/// The suites that are found by their names.
struct SuiteList {
  private let suites: [(suite: Suite, runs: [Run])]

  init() throws {
    suites = try Suite.shipped().map { path in
      let suite = try Suite.read(path: path)
      return (suite, try suite.runs())
    }
  }

  /// Their names.
  static func names() throws(InputError) -> [String] {
    try Suite.shipped().map { path in
      String(path.split(separator: "/").last?.dropLast(".json".count) ?? "")
    }
  }

  func show(_ arguments: ParsedArguments) throws {
    try StandardStreams.write(arguments.flag("--json") ? document.prettyText : text)
  }

  private static func seconds(_ runs: [Run]) -> Double {
    runs.reduce(0) { $0 + $1.typicalSeconds }
  }

  private var text: String {
    var table = TextTable([
      .text("suite"), .number("experiments"), .number("runs"), .text("about"), .text("what"),
    ])
    for (suite, runs) in suites {
      table.add([
        suite.name, "\(suite.experiments.count)", "\(runs.count)",
        DurationText.rough(Self.seconds(runs)), suite.summary,
      ])
    }
    return table.text()
  }

  private var document: JSON {
    .object([
      "suites": .array(
        suites.map { suite, runs in
          .object([
            "name": .string(suite.name), "summary": .string(suite.summary),
            "experiments": .integer(suite.experiments.count), "runs": .integer(runs.count),
            "seconds": .real(Self.seconds(runs)),
          ])
        })
    ])
  }
}
