import Experiments
import Glibc
import LinearModels
import ServerChains

#if CBC
  import CBCSolver
#endif
#if GLPK
  import GLPKSolver
#endif

/// Where and when figures were measured.
enum Machine {
  /// Lines for the head of a result file.
  ///
  /// The Swift version comes from the environment variable `SWIFT_VERSION`, which `make bench`
  /// sets.
  static var lines: [String] {
    let host = HostStamp.current
    let swift = getenv("SWIFT_VERSION").map { String(cString: $0) } ?? "unknown"
    return [
      "Date: \(UTC.now.prefix(10))",
      "Machine: \(host.cpu), \(host.cores) cores, "
        + "\(Figure.significant(Double(host.memoryMB) / 1000, digits: 3)) GB of memory",
      "Swift: \(swift)",
      "Solvers: " + solvers.map { "\($0.name) \($0.version)" }.joined(separator: ", "),
    ]
  }

  /// The backends built in.
  static var solvers: [any Solver] {
    var solvers: [any Solver] = []
    #if GLPK
      solvers.append(GLPKSolver())
    #endif
    #if CBC
      solvers.append(CBCSolver())
    #endif
    return solvers
  }
}
