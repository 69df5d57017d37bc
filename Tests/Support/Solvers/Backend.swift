import CBCSolver
import GLPKSolver
import HiGHSSolver
import LinearModels
import Testing

/// A backend as a test argument.
package struct Backend: Sendable, CustomTestStringConvertible {
  package let solver: any Solver
  package var testDescription: String { solver.name }

  package init(solver: any Solver) { self.solver = solver }

  package static let all: [Backend] = {
    var backends: [Backend] = []
    #if GLPK
      backends.append(Backend(solver: GLPKSolver()))
    #endif
    #if CBC
      backends.append(Backend(solver: CBCSolver()))
    #endif
    // Present where the library is: see make solvers.
    if let highs = try? HiGHSSolver() { backends.append(Backend(solver: highs)) }
    return backends
  }()
}

/// Whether two numbers agree to 1e-9, relative above 1.
package func agree(_ left: Double?, _ right: Double?) -> Bool {
  guard let left, let right else { return left == nil && right == nil }
  return abs(left - right) <= 1e-9 * max(1, abs(left), abs(right))
}
