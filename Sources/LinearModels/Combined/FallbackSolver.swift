/// Several backends as one: where one breaks down, the next has a try.
public struct FallbackSolver: LiveProgramSolver {
  private let first: any Solver
  private let others: [any Solver]

  /// Puts backends in order.
  public init(_ first: any Solver, otherwise others: [any Solver]) {
    self.first = first
    self.others = others
  }

  /// The name of the first.
  public var name: String { first.name }
  /// The version of the first one's library.
  public var version: String { first.version }
  /// The licence of the first one's library.
  public var license: String { first.license }
  /// What the first can do.
  public var capabilities: SolverCapabilities { first.capabilities }
  /// The raw options of the first; the others get none.
  public var options: [SolverOption] { first.options }

  /// Keeps a linear program alive in the first backend.
  public func withLiveProgram<Result>(
    of model: Model, _ body: (inout any LiveProgram) throws -> Result
  ) throws -> Result {
    try forwardLiveProgram(of: model, to: first, body)
  }

  /// The answer of the first backend that does not break down, or the first one's fault.
  ///
  /// Those who follow have the time that is left.
  public func answer(
    _ model: Model, _ parameters: SolveParameters
  ) throws(SolverError) -> SolverAnswer {
    let began = ContinuousClock.now
    do throws(SolverError) {
      return try first.confirmedAnswer(model, parameters)
    } catch {
      guard case .fault(let words) = error else { throw error }
      var rest = parameters
      rest.options = [:]
      for other in others where rest.stop?.isStopRequested != true {
        rest.timeLimit = parameters.timeLimit.map { max(.zero, $0 - (ContinuousClock.now - began)) }
        guard var answer = try? other.confirmedAnswer(model, rest) else { continue }
        answer.solverWords = "\(words) Answered by \(other.name): \(answer.solverWords)"
        return answer
      }
      throw error
    }
  }
}

extension FallbackSolver: ConfirmingSolver {}
