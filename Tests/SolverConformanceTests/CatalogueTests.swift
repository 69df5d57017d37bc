import LinearModels
import Testing

/// A model whose answer is known.
struct KnownCase: Sendable, CustomTestStringConvertible {
  let name: String
  let termination: Termination
  let objective: Double?
  let build: @Sendable () -> Model

  var testDescription: String { name }

  static let all = linear + bounds + integer + degenerate + grid

  init(
    _ name: String, _ termination: Termination, _ objective: Double? = nil,
    _ build: @escaping @Sendable () -> Model
  ) {
    self.name = name
    self.termination = termination
    self.objective = objective
    self.build = build
  }
}

@Suite("Every backend answers the catalogue of known models")
struct CatalogueTests {
  @Test(arguments: Backend.all, KnownCase.linear + KnownCase.bounds)
  func linear(backend: Backend, known: KnownCase) throws {
    try check(backend, known)
  }

  @Test(arguments: Backend.all, KnownCase.integer + KnownCase.degenerate)
  func integer(backend: Backend, known: KnownCase) throws {
    try check(backend, known)
  }

  @Test(arguments: Backend.all, KnownCase.grid)
  func oneVariableOfEveryKind(backend: Backend, known: KnownCase) throws {
    try check(backend, known)
  }

  @Test func thereAreEnough() {
    #expect(KnownCase.all.count >= 150)
    #expect(Set(KnownCase.all.map(\.name)).count == KnownCase.all.count)
  }

  private func check(_ backend: Backend, _ known: KnownCase) throws {
    let outcome = try backend.solver.solve(known.build())
    #expect(outcome.termination == known.termination, "\(outcome.solverWords)")
    #expect(agree(outcome.objective, known.objective), "\(String(describing: outcome.objective))")
    if known.objective != nil {
      #expect(agree(outcome.bound, known.objective))
      #expect((outcome.gap ?? 1) <= 1e-9)
    } else {
      #expect(outcome.point == nil)
    }
  }
}
