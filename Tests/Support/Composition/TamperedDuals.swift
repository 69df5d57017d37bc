import LinearModels
import SolverTestSupport

/// A backend that lies about the duals, each changed by its row and itself.
package struct TamperedDuals: LiveSolverWrapper {
  package let base: any Solver
  let change: @Sendable (Int, Double) -> Double

  package init(_ base: any LiveProgramSolver, change: @escaping @Sendable (Int, Double) -> Double) {
    (self.base, self.change) = (base, change)
  }

  package func wrap(_ program: any LiveProgram) -> any LiveProgram {
    Program(base: program, change: change)
  }

  private struct Program: ProgramWrapper {
    var base: any LiveProgram
    let change: @Sendable (Int, Double) -> Double

    mutating func solve(timeLimit: Duration?) throws(SolverError) -> LiveAnswer {
      var answer = try base.solve(timeLimit: timeLimit)
      answer.rowDuals = answer.rowDuals.enumerated().map { change($0.offset, $0.element) }
      return answer
    }
  }
}
