import Foundation
import LinearModels
import SolverConformance
import SolverTestSupport
import Testing

/// The bytes that this process holds in memory.
private func residentBytes() -> Int {
  let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
  let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
  return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
}

/// Solves small models, and fails where the last five thousand made the process grow.
private func solveManyTimes(_ name: String) throws {
  guard let solver = Backend.all.first(where: { $0.solver.name == name })?.solver else { return }
  let models = (0..<10).map { RandomModel(seed: $0).model }
  for round in 0..<1000 { _ = try solver.solve(models[round % models.count]) }
  let before = residentBytes()
  for round in 0..<5000 { _ = try solver.solve(models[round % models.count]) }
  let growth = residentBytes() - before
  // A leak of 200 bytes a solve would show.
  precondition(growth < 1 << 20, "\(name) grew by \(growth) bytes over 5000 solves")
}

@Suite("Memory stays flat over five thousand solves")
struct MemoryTests {
  @Test func glpk() async {
    await #expect(processExitsWith: .success) { try solveManyTimes("glpk") }
  }

  @Test func cbc() async {
    await #expect(processExitsWith: .success) { try solveManyTimes("cbc") }
  }

  @Test func highs() async {
    await #expect(processExitsWith: .success) { try solveManyTimes("highs") }
  }
}
