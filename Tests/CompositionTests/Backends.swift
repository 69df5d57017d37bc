import CBCSolver
import GLPKSolver
import LinearModels
import Testing

/// The backends every exact method is tested with.
enum Backend: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case glpk
  case cbc

  var solver: any Solver {
    switch self {
    case .glpk: GLPKSolver()
    case .cbc: CBCSolver()
    }
  }

  /// The backend where it must keep linear programs alive.
  func live() throws -> any LiveProgramSolver {
    try #require(solver as? any LiveProgramSolver)
  }

  static var glpkLive: any LiveProgramSolver { GLPKSolver() }
  static var cbcLive: any LiveProgramSolver { CBCSolver() }

  var testDescription: String { rawValue }
}

/// A backend that solves MILPs only, as one without live programs does.
struct WithoutLivePrograms: Solver {
  let base: any Solver

  var name: String { base.name }
  var version: String { base.version }
  var license: String { base.license }
  var capabilities: SolverCapabilities { base.capabilities }

  func answer(_ model: Model, _ parameters: SolveParameters) throws(SolverError) -> SolverAnswer {
    try base.answer(model, parameters)
  }
}
