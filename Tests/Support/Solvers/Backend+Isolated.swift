import Foundation
import SolverIsolation

extension Backend {
  /// The built program next to the test bundle: the worker of isolated solves.
  package static let worker = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("chainwright").path

  /// Every backend in processes of its own.
  package static let isolated = all.map {
    Backend(solver: IsolatedSolver($0.solver, program: worker))
  }
}
