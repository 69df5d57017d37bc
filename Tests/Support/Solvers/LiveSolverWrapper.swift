import LinearModels

/// A backend that stands for another one, and changes its live linear programs.
package protocol LiveSolverWrapper: ForwardingSolver {
  func wrap(_ program: any LiveProgram) throws(SolverError) -> any LiveProgram
}

extension LiveSolverWrapper {
  package func answer(
    _ model: Model, _ parameters: SolveParameters
  ) throws(SolverError) -> SolverAnswer {
    try base.answer(model, parameters)
  }

  package func withLiveProgram<Result>(
    of model: Model, _ body: (inout any LiveProgram) throws -> Result
  ) throws -> Result {
    try base.keepingPrograms.withLiveProgram(of: model) { program in
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
