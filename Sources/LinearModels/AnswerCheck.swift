/// The check of what a backend answered.
struct AnswerCheck {
  struct Checked {
    var point: Point?
    var objective: Double?
    var bound: Double?
  }

  let model: Model
  let solver: String
  /// The start point, already checked; it counts as a point only when it names every variable.
  let start: [Variable: Double]?

  func check(_ answer: SolverAnswer) throws(SolverError) -> Checked {
    var checked = Checked()
    if let values = answer.values {
      checked = try check(values: values)
    } else if answer.termination == .optimal || answer.termination == .gapReached {
      throw .fault(
        "\(solver) answered \(answer.termination.rawValue) without a point; try another solver.")
    }
    try keepBetterStart(&checked, answer.termination)
    if let bound = answer.bound, bound.isFinite {
      checked.bound = try consistent(bound: bound, objective: checked.objective)
    }
    return checked
  }

  private func check(values: [Double]) throws(SolverError) -> Checked {
    do {
      let point = Point(values: try PointCheck(model).cleaned(values))
      return Checked(point: point, objective: model.objective.value(at: point.values), bound: nil)
    } catch {
      throw .fault(
        "\(solver) returned a wrong point: \(error.words); scale the model or try another solver.")
    }
  }

  /// Makes a feasible start point the answer when the solver found nothing better.
  private func keepBetterStart(
    _ checked: inout Checked, _ termination: Termination
  ) throws(SolverError) {
    guard let start, start.count == model.variableCount else { return }
    let values = (0..<model.variableCount).map { start[Variable(index: $0)] ?? 0 }
    let objective = model.objective.value(at: values)
    let lead = checked.objective.map { model.sense == .minimize ? $0 - objective : objective - $0 }
    switch termination {
    case .infeasible:
      throw .fault(
        "\(solver) answered infeasible, but the start point is feasible; try another solver.")
    case .unbounded, .infeasibleOrUnbounded:
      return
    case .optimal, .gapReached:
      let noise = PointCheck.tolerance * max(1, abs(objective))
      guard termination == .gapReached || (lead ?? 0) <= noise else {
        throw .fault(
          "\(solver) answered optimal, but the start point is better by \(lead ?? 0); try another "
            + "solver.")
      }
    case .timeLimit, .nodeLimit, .interrupted, .unproven:
      break
    }
    if lead ?? .infinity > 0 {
      checked.point = Point(values: values)
      checked.objective = objective
    }
  }

  /// The bound, or the objective where rounding noise puts the point beyond the bound.
  private func consistent(bound: Double, objective: Double?) throws(SolverError) -> Double {
    guard let objective else { return bound }
    let excess = model.sense == .minimize ? bound - objective : objective - bound
    guard excess > 0 else { return bound }
    guard excess <= PointCheck.tolerance * max(1, abs(bound), abs(objective)) else {
      throw .fault(
        "\(solver) claims the bound \(bound), but its point has the better objective "
          + "\(objective); try another solver.")
    }
    return objective
  }
}
