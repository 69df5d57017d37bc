import LinearModels

/// A backend that stands for another one, and changes some of what that one says.
package protocol SolverWrapper: Solver {
  var base: any Solver { get }
}

extension SolverWrapper {
  package var name: String { base.name }
  package var version: String { base.version }
  package var license: String { base.license }
  package var capabilities: SolverCapabilities { base.capabilities }

  package func answer(
    _ model: Model, _ parameters: SolveParameters
  ) throws(SolverError) -> SolverAnswer {
    try base.answer(model, parameters)
  }
}

/// One whose live linear programs are the other's, changed.
package protocol LiveSolverWrapper: SolverWrapper, LiveProgramSolver {
  func wrap(_ program: any LiveProgram) throws(SolverError) -> any LiveProgram
}

extension LiveSolverWrapper {
  package func withLiveProgram<Result>(
    of model: Model, _ body: (inout any LiveProgram) throws -> Result
  ) throws -> Result {
    try forwardLiveProgram(of: model, to: base) { program in
      var wrapped = try wrap(program)
      return try body(&wrapped)
    }
  }
}

/// A live linear program that stands for another one.
package protocol ProgramWrapper: LiveProgram {
  var base: any LiveProgram { get set }
}

extension ProgramWrapper {
  package mutating func add(_ columns: [LiveColumn]) throws(SolverError) { try base.add(columns) }

  package mutating func setBounds(
    ofColumn column: Int, lower: Double, upper: Double
  ) throws(SolverError) {
    try base.setBounds(ofColumn: column, lower: lower, upper: upper)
  }
}
