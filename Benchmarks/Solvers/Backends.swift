import CBCSolver
import GLPKSolver
import Glibc
import HiGHSSolver
import LinearModels

/// The backends that are there.
enum Backends {
  static var all: [any Solver] {
    ["glpk", "cbc", "highs"].compactMap { try? named($0) }
  }

  /// The backend of a name; the others are not touched.
  static func named(_ name: String) throws(SolverError) -> (any Solver)? {
    switch name {
    #if GLPK
      case "glpk": return GLPKSolver()
    #endif
    #if CBC
      case "cbc": return CBCSolver()
    #endif
    case "highs": return try HiGHSSolver()
    default: return nil
    }
  }
}

/// Bytes of files, and the memory that this process took.
enum Bytes {
  static func read(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    fseek(file, 0, SEEK_END)
    var bytes = [UInt8](repeating: 0, count: max(0, ftell(file)))
    rewind(file)
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes.prefix(count))
  }

  /// Opens a file for writing and lends a body what appends to it.
  static func write(to path: String, _ body: ((ArraySlice<UInt8>) -> Void) throws -> Void) rethrows
  {
    guard let file = fopen(path, "w") else { return }
    defer { fclose(file) }
    try body { piece in
      _ = piece.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
    }
  }

  /// The most memory that this process ever held.
  static var peak: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss << 10
  }
}

/// How long work took: by the clock, and in this process's processor time, which other programs do
/// not slow down.
struct Timing {
  let clock: Double
  let processor: Double

  init(_ work: () throws -> Void) rethrows {
    let began = (clock: ContinuousClock.now, processor: Self.processorSeconds)
    try work()
    clock = (ContinuousClock.now - began.clock) / .seconds(1)
    processor = Self.processorSeconds - began.processor
  }

  private static var processorSeconds: Double {
    var now = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }
}
