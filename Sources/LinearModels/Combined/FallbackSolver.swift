/// Several backends as one: where one breaks down, the next has a try.
///
/// Live programs are the first one's, and so are raw options; the others get none.
public struct FallbackSolver: ForwardingSolver {
  /// The first backend.
  public let base: any Solver
  private let others: [any Solver]

  /// Puts backends in order.
  public init(_ first: any Solver, otherwise others: [any Solver]) {
    base = first
    self.others = others
  }

  /// The answer of the first backend that does not break down, or the first one's fault.
  ///
  /// Those who follow have the time that is left.
  public func answer(
    _ model: Model, _ parameters: SolveParameters
  ) throws(SolverError) -> SolverAnswer {
    let began = ContinuousClock.now
    do throws(SolverError) {
      return try base.confirmedAnswer(model, parameters)
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
