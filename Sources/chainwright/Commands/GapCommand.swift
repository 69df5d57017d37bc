import Composition
import LinearModels
import ServerChains

/// `gap`: the greedy plan against the exact one.
enum GapCommand: Command {
  static let name = "gap"
  static let summary = "Measure how far greedy plans are from the best possible: one row each."
  static let discussion = [
    "For each instance and each number of slots: the total rate of the greedy plan (the best, over "
      + "all reservations c, of the n fastest slots of GBP-CR(c) + GCA), of the best plan found, "
      + "and a bound that no plan exceeds.",
    "greedy gap = (best − greedy)/best is what the greedy plan is known to leave on the table; "
      + "certified gap = (bound − best)/bound is what could be left beyond the best plan, "
      + "0 where it is proven optimal.",
  ]
  static let positionals = [
    Positional(name: "INSTANCE", help: "Instance files.", repeats: true)
  ]
  static let options: [Option] =
    [
      .value("--slots", "N,…", default: "1,4,8", "Numbers of slots, separated by commas."),
      .value(
        "--time-limit", "S",
        "Wall-clock seconds for each row, on average; a row that is not proven uses all of them."),
    ] + SolveOptions.all.filter { $0.name != "--time-limit" } + [.json]
  static let examples = [
    "chainwright gap instances/example/worked-example.instance.json",
    "chainwright gap instances/generated/mixed-J5-*.instance.json --slots 2,4,6 --solver glpk",
  ]

  static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
    let slots = Set(try arguments.integers("--slots", in: 1...100_000)).sorted()
    let options = try SolveOptions.read(arguments, rows: slots.count)
    // All files are read before the first solve: a typo in the last name shows at once.
    var instances: [Instance] = []
    for path in arguments.positionals("INSTANCE") {
      instances.append(try InstanceFile.read(path: path))
    }
    let line = try ProgressLine<ExactProgress>(arguments)
    var rows: [GapComparison] = []
    for instance in instances {
      let points = try FrontierRun(
        instance: instance, slots: slots, options: options, line: line
      ).points()
      rows += points.map { GapComparison(instance: instance.name, point: $0) }
      if points.last?.answer.termination == .interrupted || points.count < slots.count { break }
    }
    let report = GapReport(rows: rows)
    CrossCheckedSolver.report(on: options.solver)
    try StandardStreams.write(arguments.flag("--json") ? report.document.prettyText : report.text)
    return .done
  }
}

/// One comparison.
struct GapComparison {
  let instance: String
  let point: FrontierPoint
}

/// What `gap` prints.
struct GapReport {
  let rows: [GapComparison]

  var text: String {
    var table = TextTable([
      .text("instance"), .number("slots"), .number("greedy", unit: "jobs/s"),
      .number("best", unit: "jobs/s"), .number("bound", unit: "jobs/s"), .number("greedy gap"),
      .number("certified gap"), .number("time", unit: "s"), .text("ended"),
    ])
    for row in rows {
      let answer = row.point.answer
      table.add([
        row.instance, "\(row.point.slots)", NumberText.fixed(row.point.greedy, decimals: 6),
        answer.value.map { NumberText.fixed($0, decimals: 6) } ?? "–",
        answer.bound.map { NumberText.fixed($0, decimals: 6) } ?? "–",
        row.point.greedyGap.map(NumberText.percent) ?? "–",
        certified(row.point), NumberText.fixed(answer.effort.seconds, decimals: 2),
        answer.termination.rawValue,
      ])
    }
    return table.text() + FrontierReport.remarks(rows.map(\.point.answer))
  }

  private func certified(_ point: FrontierPoint) -> String {
    point.answer.termination.shownGap(point.certifiedGap).map(NumberText.percent) ?? "–"
  }

  var document: JSON {
    .object([
      "rows": .array(
        rows.map { row in
          var members: [String: JSON] = [
            "instance": .string(row.instance), "slots": .integer(row.point.slots),
            "greedy": .real(row.point.greedy), "best": .real(row.point.answer.value),
            "bound": .real(row.point.answer.bound), "greedyGap": .real(row.point.greedyGap),
            "certifiedGap": .real(row.point.certifiedGap),
            "seconds": .real(row.point.answer.effort.seconds),
            "termination": .string(row.point.answer.termination.rawValue),
          ]
          members["solver"] = row.point.answer.solver.map(JSON.string)
          members["reason"] = row.point.answer.reason.map(JSON.string)
          return .object(members)
        })
    ])
  }
}
