import SolverConformance
import SolverTestSupport
import Testing

@Suite("Every backend answers the catalogue of known models")
struct CatalogueTests {
  @Test(arguments: Backend.all, KnownModel.linear + KnownModel.bounds)
  func linear(backend: Backend, known: KnownModel) {
    #expect(Conformance.findings(of: backend.solver, on: known) == [])
  }

  @Test(arguments: Backend.all, KnownModel.integer + KnownModel.degenerate)
  func integer(backend: Backend, known: KnownModel) {
    #expect(Conformance.findings(of: backend.solver, on: known) == [])
  }

  @Test(arguments: Backend.all, KnownModel.grid)
  func oneVariableOfEveryKind(backend: Backend, known: KnownModel) {
    #expect(Conformance.findings(of: backend.solver, on: known) == [])
  }

  @Test func thereAreEnough() {
    #expect(KnownModel.all.count >= 150)
    #expect(Set(KnownModel.all.map(\.name)).count == KnownModel.all.count)
  }
}
