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

  var testDescription: String { rawValue }
}
