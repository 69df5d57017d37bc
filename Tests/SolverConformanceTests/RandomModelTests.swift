import Foundation
import SolverConformance
import SolverTestSupport
import Testing

@Suite("Random models against enumeration")
struct RandomModelTests {
  /// `CHAINWRIGHT_RANDOM_MODELS` asks for more than the thousand that every run has.
  static let seeds = stride(
    from: 0,
    to: ProcessInfo.processInfo.environment["CHAINWRIGHT_RANDOM_MODELS"].flatMap { Int($0) }
      ?? 1000, by: 20)

  @Test(arguments: Backend.all, Array(seeds))
  func optimumEqualsEnumeration(backend: Backend, firstSeed: Int) {
    for seed in firstSeed..<firstSeed + 20 {
      #expect(Conformance.findings(of: backend.solver, on: .random(seed: seed)) == [])
    }
  }

  @Test(arguments: Backend.all, Array(0..<30))
  func nearTiesAreDecided(backend: Backend, seed: Int) {
    #expect(Conformance.findings(of: backend.solver, on: .nearTies(seed: seed)) == [])
  }
}
