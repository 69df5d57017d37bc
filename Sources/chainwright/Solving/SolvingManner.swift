import LinearModels
import SolverIsolation

/// How every MILP is solved, whatever the backend: in a process of its own, with raw options.
struct SolvingManner {
  static let options: [Option] = [
    .flag(
      "--isolate",
      "Solve every MILP in a process of its own, so that a solver's crash or hang "
        + "cannot end this one."
    ),
    .value(
      "--memory-limit", "MB", "Memory that one MILP may take, in MB; needs --isolate."),
    .flag(
      "--cross-check",
      "Solve every MILP with every backend that is present, and count the claims "
        + "that are refuted."),
    .value(
      "--solver-options", "NAME=VALUE,…",
      "Raw options of the backend, separated by commas; see chainwright solvers."),
  ]

  private let isIsolated: Bool
  private let isCrossChecked: Bool
  private let memoryLimit: Int?
  private let rawOptions: [String: String]

  init(_ arguments: ParsedArguments) throws(UsageError) {
    isIsolated = arguments.flag("--isolate")
    isCrossChecked = arguments.flag("--cross-check")
    memoryLimit = try arguments.integer("--memory-limit", in: 16...1_000_000)
    if memoryLimit != nil, !isIsolated {
      throw arguments.error("--memory-limit needs --isolate; add it")
    }
    rawOptions = try Self.rawOptions(arguments)
  }

  private static func rawOptions(_ arguments: ParsedArguments) throws(UsageError) -> [String:
    String]
  {
    var options: [String: String] = [:]
    for part in (arguments.text("--solver-options") ?? "").split(separator: ",") {
      let sides = part.split(separator: "=", maxSplits: 1)
      guard sides.count == 2 else {
        throw arguments.error(
          "--solver-options has the part \"\(part)\"; write NAME=VALUE, several with commas")
      }
      options[String(sides[0])] = String(sides[1])
    }
    return options
  }

  /// The backend in this manner.
  ///
  /// - Parameter hasChoice: whether another may stand in for it where it breaks down.
  /// - Throws: `UsageError` for a raw option that the backend does not take.
  func applied(
    to base: any Solver, all: [any Solver], hasChoice: Bool
  ) throws -> any Solver {
    let solver = isolated(base)
    let first: any Solver = rawOptions.isEmpty ? solver : try tuned(solver)
    let others = all.filter { $0.name != base.name }.map(isolated)
    if isCrossChecked { return CrossCheckedSolver([first] + others) }
    return hasChoice && !others.isEmpty ? FallbackSolver(first, otherwise: others) : first
  }

  private func isolated(_ solver: any Solver) -> any Solver {
    guard isIsolated else { return solver }
    return IsolatedSolver(solver, limits: IsolationLimits(memory: memoryLimit.map { $0 << 20 }))
  }

  private func tuned(_ solver: any Solver) throws(UsageError) -> TunedSolver {
    do throws(SolverError) {
      return try TunedSolver(solver, options: rawOptions)
    } catch {
      let words = error.description
      throw UsageError(words.hasSuffix(".") ? String(words.dropLast()) : words)
    }
  }
}

extension CrossCheckedSolver {
  /// Says on standard error how a cross-check went; nothing for other solvers.
  static func report(on solver: any Solver) {
    guard let checked = solver as? CrossCheckedSolver else { return }
    let tally = checked.tally
    let count = tally.agreed + tally.undecided
    var words = "cross-check: \(count) MILP\(count == 1 ? "" : "s") by \(checked.name), "
    words += "all agree on \(tally.agreed)"
    if tally.undecided > 0 { words += ", \(tally.undecided) left open without contradiction" }
    if tally.refuted > 0 { words += ", \(tally.refuted) claims refuted" }
    words += "; \(tally.exact) optima exactly feasible in rational arithmetic"
    StandardStreams.note(words + "\n")
  }
}
