import Composition
import LinearModels
import ServerChains

/// Finds a backend by its name.
package typealias SolverByName = @Sendable (String) throws -> any Solver

/// A request being worked on, in the child process.
struct MethodWork {
  let request: RunRequest
  let solver: SolverByName
  let trajectory: Trajectory

  var instance: Instance { request.instance }
  var method: RunMethod { request.method }

  /// Does the method's work; what goes wrong becomes a failed outcome with the sentence that says
  /// so.
  func result() -> RunResult {
    do {
      return try answer()
    } catch {
      return .failed("\(error)")
    }
  }

  private func answer() throws -> RunResult {
    switch method.name {
    case .greedy: try greedy()
    case .exact: try exact()
    case .bound: try bound()
    case .plainMILP: try plainMILP()
    case .bprrMILP: try bprrMILP()
    case .simulate: try simulate()
    case .chain: try chain()
    case .greedySpeed: greedySpeed()
    case .fault: try fault()
    }
  }

  /// The options of the exact methods, as the parameters say.
  func options() throws -> ExactOptions {
    let trajectory = trajectory
    // Rounds stand in the place of time: what is found is the same on every machine then.
    let rounds = method.integer("rounds")
    return ExactOptions(
      solver: try solver(method.text("solver") ?? "glpk"),
      branchingSolver: try method.text("branchingSolver").flatMap {
        try solver($0) as? any LiveProgramSolver
      },
      timeLimit: rounds == nil ? .seconds(request.limits.seconds) : nil,
      relativeGap: method.real("gap") ?? 0,
      threads: method.integer("threads") ?? 2, seed: request.seed,
      searchRounds: rounds ?? ExactOptions.defaultSearchRounds,
      columnLimit: method.integer("columnLimit") ?? ExactOptions.defaultColumnLimit,
      progress: { trajectory.add($0) })
  }

  /// The result of an answer, its plan passed by the verifier.
  func result(of answer: ExactAnswer, greedy: Double?) throws -> RunResult {
    let plan = try answer.design.map { _ in try answer.plan(for: instance) }
    let outcome = RunOutcome(
      status: .done, message: answer.reason, termination: answer.termination, value: answer.value,
      bound: answer.bound, greedy: greedy, trajectory: trajectory.points,
      plan: request.keepsPlan ? plan.map(PlanFile.document) : nil)
    return RunResult(
      outcome, nodes: answer.effort.nodes, columns: answer.effort.columns)
  }
}
