import CBCSolver
import GLPKSolver
import HiGHSSolver
import LinearModels
import Testing

/// A backend as a test argument.
struct Backend: Sendable, CustomTestStringConvertible {
  let solver: any Solver
  var testDescription: String { solver.name }

  static let all: [Backend] = {
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
func agree(_ left: Double?, _ right: Double?) -> Bool {
  guard let left, let right else { return left == nil && right == nil }
  return abs(left - right) <= 1e-9 * max(1, abs(left), abs(right))
}

/// A small generator whose numbers are the same everywhere.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func integer(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }
}
