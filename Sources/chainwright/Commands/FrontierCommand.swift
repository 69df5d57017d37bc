import Composition
import LinearModels
import ServerChains
import Synchronization

/// `frontier`: the greatest rate for every number of slots.
enum FrontierCommand: Command {
  static let name = "frontier"
  static let summary = "Find V_n, the greatest total rate of n slots, for n = 1 … N, with bounds."
  static let discussion = [
    "No design whatever serves more than V_n jobs per second while n are in service. Each row "
      + "gives the best plan's rate, a proven bound on V_n, the gap between them, "
      + "and the greedy plan's rate."
  ]
  static let positionals = [Positional(name: "INSTANCE", help: "The instance file.")]
  static let options: [Option] =
    [.value("--max-slots", "N", default: "6", "The last n.")] + SolveOptions.all + [.json]
  static let examples = ["chainwright frontier small.instance.json --max-slots 8"]

  static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
    let last = try arguments.integer("--max-slots", in: 1...100_000) ?? 6
    let options = try SolveOptions.read(arguments)
    let instance = try InstanceFile.read(path: arguments.positional("INSTANCE"))
    let points = try FrontierRun(
      instance: instance, slots: Array(1...last), options: options,
      line: ProgressLine<ExactProgress>(arguments)
    ).points()
    let report = FrontierReport(instance: instance, points: points)
    CrossCheckedSolver.report(on: options.solver)
    try StandardStreams.write(arguments.flag("--json") ? report.document.prettyText : report.text)
    return .done
  }
}

/// What `frontier` prints.
struct FrontierReport {
  let instance: Instance
  let points: [FrontierPoint]

  var text: String {
    var table = TextTable([
      .number("slots"), .number("V_n", unit: "jobs/s"), .number("bound", unit: "jobs/s"),
      .number("gap"), .number("greedy", unit: "jobs/s"), .text("ended"), .number("time", unit: "s"),
    ])
    for point in points {
      let answer = point.answer
      table.add([
        "\(point.slots)", answer.value.map { NumberText.fixed($0, decimals: 9) } ?? "–",
        answer.bound.map { NumberText.fixed($0, decimals: 9) } ?? "–",
        Self.gap(answer), NumberText.fixed(point.greedy, decimals: 9),
        answer.termination.rawValue, NumberText.fixed(answer.effort.seconds, decimals: 2),
      ])
    }
    return "\(instance.name)\n\n" + table.text() + Self.remarks(points.map(\.answer))
  }

  private static func gap(_ answer: ExactAnswer) -> String {
    answer.termination.shownGap(answer.gap).map(NumberText.percent) ?? "–"
  }

  /// Reasons that a reader should know, each once.
  static func remarks(_ answers: [ExactAnswer]) -> String {
    var seen: [String] = []
    for answer in answers {
      if let reason = answer.reason, !seen.contains(reason) { seen.append(reason) }
    }
    return seen.map { "\n\(TextLayout.wrapped("note: \($0)", width: 100))\n" }.joined()
  }

  var document: JSON {
    .object([
      "instance": .string(instance.name),
      "points": .array(
        points.map { point in
          var members: [String: JSON] = [
            "slots": .integer(point.slots), "value": .real(point.answer.value),
            "bound": .real(point.answer.bound), "gap": .real(point.answer.gap),
            "greedy": .real(point.greedy),
            "termination": .string(point.answer.termination.rawValue),
            "seconds": .real(point.answer.effort.seconds),
          ]
          members["solver"] = point.answer.solver.map(JSON.string)
          members["reason"] = point.answer.reason.map(JSON.string)
          return .object(members)
        }),
    ])
  }
}

/// A frontier computed with progress and Ctrl-C.
struct FrontierRun {
  let instance: Instance
  let slots: [Int]
  let options: ExactOptions
  let line: ProgressLine<ExactProgress>

  func points() throws -> [FrontierPoint] {
    let collected = FrontierCollector()
    defer { line.clear() }
    return try Interruption.run(limit: options.timeLimit) { [instance, slots, options] token in
      var options = options
      options.stop = token
      options.progress = { line.report($0, heading: instance.name) }
      return try ExactComposition(instance: instance, options: options)
        .frontier(slots: slots) { collected.add($0) }
    } salvage: { _ in
      collected.points
    }
  }
}

/// Points as they come, for a run that is cut off.
private final class FrontierCollector: Sendable {
  private let stored = Mutex<[FrontierPoint]>([])

  var points: [FrontierPoint] { stored.withLock { $0 } }

  func add(_ point: FrontierPoint) {
    stored.withLock { $0.append(point) }
  }
}
