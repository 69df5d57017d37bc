import CBCSolver
import GLPKSolver
import Glibc
import HiGHSSolver
import LinearModels

/// The backends that are there.
enum Backends {
  static var all: [any Solver] {
    var solvers: [any Solver] = []
    #if GLPK
      solvers.append(GLPKSolver())
    #endif
    #if CBC
      solvers.append(CBCSolver())
    #endif
    if let highs = try? HiGHSSolver() { solvers.append(highs) }
    return solvers
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

  static func write(_ text: String, to path: String) {
    guard let file = fopen(path, "w") else { return }
    defer { fclose(file) }
    var text = text
    text.withUTF8 { _ = fwrite($0.baseAddress, 1, $0.count, file) }
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
