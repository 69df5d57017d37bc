import Composition
import HiGHSSolver
import LinearModels

#if CBC
  import CBCSolver
#endif
#if GLPK
  import GLPKSolver
#endif

/// The backends that are there: built in, or found at run time.
enum Backends {
  static let option = option(
    "Backend for the LPs and MILPs; auto takes the first present of glpk, cbc and highs, "
      + "and cbc to branch on bounds."
  )

  /// `--solver` in a command's own words.
  static func option(_ help: String) -> Option {
    .value(
      "--solver", "NAME", default: "auto", allowed: ["auto", "glpk", "cbc", "highs"], help)
  }

  /// Those present, the one that is fastest on this program's own questions first: small linear
  /// programs solved again and again from the last basis (measured by `make bench-solvers`).
  static var all: [any Solver] {
    ["glpk", "cbc", "highs"].compactMap { try? named($0) }
  }

  /// The backend of a name; nil where it is not built in.
  ///
  /// - Throws: `SolverError.unavailable` where it is not installed.
  static func named(_ name: String) throws(SolverError) -> (any Solver)? {
    switch name {
    case "highs":
      return try HiGHSSolver()
    #if CBC
      case "cbc":
        return CBCSolver()
    #endif
    #if GLPK
      case "glpk":
        return GLPKSolver()
    #endif
    default:
      return nil
    }
  }

  /// The backend of a name.
  ///
  /// - Throws: `SolverError.unavailable` where it is not built in or not installed.
  static func required(_ name: String) throws -> any Solver {
    guard let solver = try named(name) else {
      throw SolverError.unavailable(
        "the solver \(name) is not built in; build with its package trait")
    }
    return solver
  }

  /// The backend of `--solver`, as the other options of solving want it.
  ///
  /// - Throws: `SolverError.unavailable` or `CommandFailure` with status 69 where it is not there.
  static func chosen(
    _ arguments: ParsedArguments, among all: [any Solver] = all
  ) throws -> any Solver {
    let name = arguments.text("--solver") ?? "auto"
    let match = name == "auto" ? all.first : all.first { $0.name == name }
    guard let match else {
      // Says why a backend that is found at run time was not.
      if name == "highs" { _ = try named(name) }
      let present = all.map(\.name).joined(separator: ", ")
      throw CommandFailure(
        status: .solverUnavailable,
        message: present.isEmpty
          ? "no solver is built in; build with the package traits GLPK or CBC"
          : "the solver \(name) is not built in; use --solver \(present) "
            + "or build with its package trait"
      )
    }
    return try SolvingManner(arguments).applied(to: match, all: all, hasChoice: name == "auto")
  }
}

extension Backends {
  /// What `--solver auto` branches on bounds with: CBC's Clp, where it is built in.
  static func branching(_ arguments: ParsedArguments) -> (any LiveProgramSolver)? {
    guard arguments.text("--solver") ?? "auto" == "auto" else { return nil }
    return (try? named("cbc")) as? any LiveProgramSolver
  }
}

/// Options that every exact command shares.
enum SolveOptions {
  static let timeLimit = Option.value(
    "--time-limit", "S", "Wall-clock seconds for the answer, from when the files are read.")
  static let gap = Option.value(
    "--gap", "G", default: "0",
    "Stop once bound and plan are proven to be this close, as a share: 0.01 is one percent.")
  static let threads = Option.value(
    "--threads", "N", default: "2",
    "Threads of the improvement search; the result depends on their number, not on their speed.")
  static let seed = Option.value(
    "--seed", "N", default: "1", "Seed of the improvement search.")
  static let rounds = Option.value(
    "--rounds", "N", default: "\(ExactOptions.defaultSearchRounds)",
    "Rounds of the improvement search where no proof can be tried and no time limit is given.")
  static let columnLimit = Option.value(
    "--column-limit", "N", default: "\(ExactOptions.defaultColumnLimit)",
    "The most patterns, chains or groups to enumerate; beyond it the heuristic's plan comes back.")

  static let progressLog = Option.value(
    "--progress-json", "FILE",
    "Write incumbent, bound and gap to this file as they change, one JSON object a line.")

  static let all: [Option] =
    [Backends.option, timeLimit, gap, threads, seed, rounds, columnLimit, progressLog]
    + SolvingManner.options

  /// The options as the library takes them.
  static func read(
    _ arguments: ParsedArguments, rows: Int = 1
  ) throws -> ExactOptions {
    let seconds = try arguments.real("--time-limit", in: 0...1e9)
    return ExactOptions(
      solver: try Backends.chosen(arguments),
      branchingSolver: Backends.branching(arguments),
      timeLimit: seconds.map { .seconds($0 * Double(rows)) },
      relativeGap: try arguments.real("--gap", in: 0...1) ?? 0,
      threads: try arguments.integer("--threads", in: 1...64) ?? 2,
      seed: try arguments.seed("--seed") ?? 1,
      searchRounds: try arguments.integer("--rounds", in: 1...1_000_000)
        ?? ExactOptions.defaultSearchRounds,
      columnLimit: try arguments.integer("--column-limit", in: 1...10_000_000)
        ?? ExactOptions.defaultColumnLimit)
  }
}
