/// The check of solve parameters, with one sentence for each thing that can be wrong.
struct ParameterCheck<Backend: Solver> {
  let model: Model
  let backend: Backend

  private var solver: String { backend.name }

  func check(_ parameters: SolveParameters) throws(SolverError) {
    if let limit = parameters.timeLimit, limit < .zero {
      throw .invalidParameter("The time limit is \(limit); give a time that is not negative.")
    }
    guard parameters.relativeGap >= 0, parameters.relativeGap.isFinite else {
      throw .invalidParameter(
        "The relative gap is \(parameters.relativeGap); give a number that is not negative.")
    }
    if let limit = parameters.nodeLimit, limit < 0 {
      throw .invalidParameter("The node limit is \(limit); give a number that is not negative.")
    }
    guard parameters.threads >= 1 else {
      throw .invalidParameter("The number of threads is \(parameters.threads); give 1 or more.")
    }
    _ = try parameters.optionValues(of: backend)
    try check(start: parameters.start ?? [:])
  }

  private func check(start: [Variable: Double]) throws(SolverError) {
    let ordered = start.sorted { $0.key.index < $1.key.index }
    for (variable, value) in ordered {
      guard variable.index < model.variableCount else {
        throw .invalidParameter(
          "The start point names column \(variable.index), but the model has only "
            + "\(model.variableCount) variables; use variables that this model made.")
      }
      guard value.isFinite else {
        throw .invalidParameter(
          "The start point gives \(value) to \(model.place(ofColumn: variable.index)); "
            + "give a finite number.")
      }
    }
    let isPartial = !start.isEmpty && start.count < model.variableCount
    guard !isPartial || backend.capabilities.acceptsPartialStart else {
      throw .invalidParameter(
        "The start point names \(start.count) of \(model.variableCount) variables, but \(solver) "
          + "takes only a start that names all; give the missing values.")
    }
  }
}
