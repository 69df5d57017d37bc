import CBCSolver
import GLPKSolver
import LinearModels
import SolverTestSupport
import Testing

/// The backends every exact method is tested with.
package enum Backend: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case glpk
  case cbc

  package var solver: any Solver {
    switch self {
    case .glpk: GLPKSolver()
    case .cbc: CBCSolver()
    }
  }

  /// The backend where it must keep linear programs alive.
  package func live() throws -> any LiveProgramSolver {
    try #require(solver as? any LiveProgramSolver)
  }

  package static var glpkLive: any LiveProgramSolver { GLPKSolver() }
  package static var cbcLive: any LiveProgramSolver { CBCSolver() }

  package var testDescription: String { rawValue }
}

/// A backend that solves MILPs only, as one without live programs does.
package struct WithoutLivePrograms: Solver {
  private let base: any Solver
  package var name: String { base.name }
  package var version: String { base.version }
  package var license: String { base.license }
  package var capabilities: SolverCapabilities { base.capabilities }

  package init(base: any Solver) { self.base = base }

  package func answer(
    _ model: Model, _ parameters: SolveParameters
  ) throws(SolverError) -> SolverAnswer {
    try base.answer(model, parameters)
  }
}
