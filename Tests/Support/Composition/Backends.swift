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
package struct WithoutLivePrograms: SolverWrapper {
  package let base: any Solver

  package init(base: any Solver) { self.base = base }
}
