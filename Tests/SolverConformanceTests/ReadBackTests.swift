import LinearModels
import SolverConformance
import SolverTestSupport
import Testing

@Suite("Our readers understand our own files")
struct ReadBackTests {
  @Test(arguments: Backend.all, KnownModel.all)
  func knownModelsKeepTheirAnswer(backend: Backend, known: KnownModel) {
    for form in [ModelForm.lp, .mps] {
      #expect(Conformance.findings(of: backend.solver, on: known, as: form) == [])
    }
  }

  @Test(arguments: Array(0..<200))
  func textIsAFixedPoint(seed: Int) {
    for form in [ModelForm.lp, .mps] {
      #expect(Conformance.findings(inFileOf: .random(seed: seed), as: form) == [])
    }
  }
}

@Suite("Files of other programs have the optimum that other programs find")
struct KnownFileTests {
  @Test(arguments: Backend.all, KnownFile.all)
  func optimum(backend: Backend, file: KnownFile) throws {
    for form in ModelForm.allCases {
      #expect(Conformance.findings(of: backend.solver, on: file, as: form) == [])
    }
    let model = try file.model()
    for copy in [
      try LPReader().model(from: LPWriter().text(of: model)),
      try MPSReader().model(from: MPSWriter().text(of: model)),
    ] {
      #expect(copy.variableCount == model.variableCount && copy.rowCount == model.rowCount)
    }
  }
}
