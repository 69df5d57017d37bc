import SolverConformance
import SolverTestSupport
import Testing

@Suite("Every backend answers the catalogue of known models")
struct CatalogueTests {
  @Test(arguments: Backend.all, KnownModel.linear + KnownModel.bounds)
  func linear(backend: Backend, known: KnownModel) throws {
    try check(backend, known)
  }

  @Test(arguments: Backend.all, KnownModel.integer + KnownModel.degenerate)
  func integer(backend: Backend, known: KnownModel) throws {
    try check(backend, known)
  }

  @Test(arguments: Backend.all, KnownModel.grid)
  func oneVariableOfEveryKind(backend: Backend, known: KnownModel) throws {
    try check(backend, known)
  }

  @Test func thereAreEnough() {
    #expect(KnownModel.all.count >= 150)
    #expect(Set(KnownModel.all.map(\.name)).count == KnownModel.all.count)
  }

  private func check(_ backend: Backend, _ known: KnownModel) throws {
    #expect(Conformance.findings(of: backend.solver, on: known) == [])
    guard known.truth.objective != nil else { return }
    // Relative, and so demanding more than that where the best is 0.
    #expect((try backend.solver.solve(known.build()).gap ?? 1) <= 1e-9)
  }
}
