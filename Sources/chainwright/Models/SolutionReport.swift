import LinearModels
import ServerChains

/// What a solve of a model found, for people and as a document.
struct SolutionReport: Sendable {
  let model: Model
  /// Name and version.
  let solver: String
  let termination: Termination
  /// The best point; nil where there is none.
  let point: Point?
  /// The objective at the point.
  let value: Double?
  /// What no point can beat, proven.
  let bound: Double?
  /// What no point can beat by the solver's word.
  let claimedBound: Double?
  let gap: Double?
  let seconds: Double
  /// Why the end is no proven optimum, in the solver's words; nil where it is one.
  let reason: String?

  /// The report of an outcome.
  init(model: Model, solver: any Solver, outcome: Outcome) {
    self.model = model
    self.solver = "\(solver.name) \(solver.version)"
    termination = outcome.termination
    point = outcome.point
    value = outcome.objective
    bound = outcome.bound
    claimedBound = outcome.claimedBound
    gap = outcome.gap
    seconds = outcome.seconds
    reason = termination.isProvenBest ? nil : outcome.solverWords
  }

  /// The report of a solve that was left behind because its backend did not heed a stop or its time
  /// limit.
  ///
  /// - Parameter values: The last incumbent; it counts where it stands the check.
  init(
    model: Model, solver: any Solver, leftBehind progress: SolveProgress?, _ end: Termination,
    values: [Double]?, seconds: Double
  ) {
    self.model = model
    self.solver = "\(solver.name) \(solver.version)"
    termination = end
    point = values.flatMap { try? PointCheck(model).cleaned($0) }.map(Point.init)
    value = point.map { model.objective.value(at: $0.values) }
    bound = nil
    claimedBound = progress?.bound
    gap = nil
    self.seconds = seconds
    let unheard = end == .timeLimit ? "time limit" : "stop"
    reason = "\(solver.name) did not heed the \(unheard) and was left behind"
  }

  /// Whether there is something to go on with: a point, or the proof that there is none to be had.
  var isAnswer: Bool {
    switch termination {
    case .infeasible, .unbounded, .infeasibleOrUnbounded: true
    default: point != nil
    }
  }

  private var modelSense: String { model.sense == .minimize ? "minimize" : "maximize" }
}

extension SolutionReport {
  /// The keys of the document.
  static let fields = [
    "bound", "claimedBound", "gap", "model", "point", "reason", "seconds", "sense", "solver",
    "termination", "value",
  ]

  /// The document of `--json` and `-o`.
  var document: JSON {
    .object([
      "model": .string(model.name), "sense": .string(modelSense),
      "termination": .string(termination.rawValue), "value": .real(value), "bound": .real(bound),
      "claimedBound": .real(claimedBound), "gap": .real(gap), "solver": .string(solver),
      "seconds": .real(seconds), "point": pointDocument,
      "reason": reason.map(JSON.string) ?? .null,
    ])
  }

  private var pointDocument: JSON {
    guard let point else { return .null }
    var members: [String: JSON] = [:]
    for variable in model.variables {
      members[model.name(of: variable)] = .real(point[variable])
    }
    return .object(members)
  }
}

extension SolutionReport {
  /// The most values that the text shows.
  private static let rowLimit = 50

  /// A summary, and the values that are not zero.
  var text: String {
    let integers = model.variables.count { model.kind(of: $0).isIntegral }
    var lines = [
      (
        "model",
        "\(model.name): \(Self.count(model.rowCount, "row")), "
          + "\(Self.count(model.variableCount, "variable")) (\(integers) integer), "
          + Self.count(model.nonzeroCount, "coefficient")
      ), ("sense", modelSense),
    ]
    if let value { lines.append(("value", Self.number(value))) }
    if let bound {
      let share = gap.map { " (gap \(NumberText.percent($0)))" } ?? ""
      lines.append(("bound", Self.number(bound) + share))
    } else if value != nil {
      lines.append(("bound", "none proven"))
    }
    if let claimedBound, bound.map(Self.number) != Self.number(claimedBound) {
      lines.append(("claimed", "\(Self.number(claimedBound)), unconfirmed"))
    }
    lines.append(("ended", termination.words + (reason.map { ": \($0)" } ?? "")))
    lines.append(("solver", "\(solver), \(NumberText.fixed(seconds, decimals: 3)) s"))
    let width = (lines.map(\.0.count).max() ?? 0) + 2
    return lines.map { TextLayout.padded($0.0, to: width) + $0.1 + "\n" }.joined() + values
  }

  private static func count(_ count: Int, _ thing: String) -> String {
    "\(count) \(thing)\(count == 1 ? "" : "s")"
  }

  /// A number without the sign of a zero.
  private static func number(_ value: Double) -> String {
    NumberText.significant(value + 0, digits: 9)
  }

  private var values: String {
    guard let point else { return "" }
    let shown = model.variables.filter { point[$0] != 0 }
    guard !shown.isEmpty else { return "\nevery value is 0\n" }
    var table = TextTable([.text("variable"), .number("value")])
    for variable in shown.prefix(Self.rowLimit) {
      table.add([model.name(of: variable), Self.number(point[variable])])
    }
    let left = shown.count - Self.rowLimit
    return "\n" + table.text()
      + (left > 0 ? "\n\(left) more are not 0; -o FILE or --json gives all\n" : "")
  }
}

extension Termination {
  /// Whether the point is proven to be as good as was asked for.
  fileprivate var isProvenBest: Bool { self == .optimal || self == .gapReached }

  /// The termination in words.
  var words: String {
    switch self {
    case .optimal: "proven optimal"
    case .gapReached: "within the gap asked for, proven"
    case .timeLimit: "time limit"
    case .nodeLimit: "node limit"
    case .interrupted: "interrupted"
    case .infeasible: "infeasible"
    case .unbounded: "unbounded"
    case .infeasibleOrUnbounded: "infeasible or unbounded"
    case .unproven: "unproven"
    }
  }
}
