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
  /// The Swift version comes from the environment variable `SWIFT_VERSION`, which `make bench` sets.
  static var lines: [String] {
    let cpu = value(of: "model name", in: "/proc/cpuinfo") ?? "unknown processor"
    let kibibytes = value(of: "MemTotal", in: "/proc/meminfo")?.split(separator: " ").first
    let memory = kibibytes.flatMap { Double($0) }.map { $0 / 1_048_576 } ?? .nan
    let swift = getenv("SWIFT_VERSION").map { String(cString: $0) } ?? "unknown"
    return [
      "Date: \(date)",
      "Machine: \(cpu), \(sysconf(Int32(_SC_NPROCESSORS_ONLN))) cores, "
        + "\(Figure.significant(memory, digits: 3)) GiB of memory",
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

  private static var date: String {
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    let pair = { (number: Int32) in number < 10 ? "0\(number)" : "\(number)" }
    return "\(1900 + parts.tm_year)-\(pair(1 + parts.tm_mon))-\(pair(parts.tm_mday))"
  }

  private static func value(of key: String, in path: String) -> String? {
    guard let bytes = try? InputFile.bytes(at: path) else { return nil }
    let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      .first { $0.hasPrefix(key) }
    let text = line?.split(separator: ":", maxSplits: 1).last?.drop { $0 == " " || $0 == "\t" }
    return text.map(String.init)
  }
}
