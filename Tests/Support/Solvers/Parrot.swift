import LinearModels

/// A backend that answers what it is told; its linear programs are another one's, or there are
/// none.
package struct Parrot: LiveProgramSolver {
  package let name: String
  package let reply: SolverAnswer
  package var linear: (any Solver)?
  package let version = "1.0"
  package let license = "none"
  package let capabilities = SolverCapabilities(
    stopsOnRequest: false, acceptsPartialStart: false, reportsProgress: false,
    givesRowDuals: false, usesThreads: false)

  package init(name: String, reply: SolverAnswer, linear: (any Solver)? = nil) {
    (self.name, self.reply, self.linear) = (name, reply, linear)
  }

  package func answer(_ model: Model, _ parameters: SolveParameters) throws(SolverError)
    -> SolverAnswer
  {
    reply
  }

  package func withLiveProgram<Result>(
    of model: Model, _ body: (inout any LiveProgram) throws -> Result
  ) throws -> Result {
    guard let linear else { throw SolverError.unavailable("\(name) solves no linear programs") }
    return try linear.keepingPrograms.withLiveProgram(of: model, body)
  }
}
