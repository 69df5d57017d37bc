import Glibc
import ServerChains

extension MethodWork {
  /// Goes wrong on purpose, so that the runner's promises can be tested.
  func fault() throws -> RunResult {
    let mode = FaultMode(rawValue: method.text("mode") ?? "") ?? .none
    if let seconds = method.real("seconds") { usleep(UInt32(min(seconds, 4000) * 1e6)) }
    switch mode {
    case .none:
      break
    case .abort:
      _ = "solver.cpp:12: assertion failed\n".withCString { write(STDERR_FILENO, $0, strlen($0)) }
      Glibc.abort()
    case .sleep:
      while true { Glibc.sleep(1000) }
    case .memory:
      var taken: [[UInt8]] = []
      while true { taken.append([UInt8](repeating: UInt8(taken.count & 0xFF), count: 1 << 24)) }
    case .refuse:
      throw InputError("refused on purpose; take another mode", field: "mode")
    case .nonsense:
      _ = "nonsense\n".withCString { write(STDOUT_FILENO, $0, strlen($0)) }
      Glibc.exit(0)
    case .quit:
      Glibc.exit(3)
    }
    return RunResult(
      RunOutcome(
        status: .done, termination: .optimal, value: Double(method.integer("number") ?? 0)))
  }
}
