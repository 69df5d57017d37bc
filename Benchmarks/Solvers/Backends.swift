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

/// Bytes of files.
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

func seconds(_ work: () throws -> Void) rethrows -> Double {
  let began = ContinuousClock.now
  try work()
  return (ContinuousClock.now - began) / .seconds(1)
}
