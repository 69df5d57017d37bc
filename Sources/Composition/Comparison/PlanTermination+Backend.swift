import LinearModels
import ServerChains

extension PlanTermination {
  /// A backend's termination as a plan's.
  init(_ termination: Termination) {
    self =
      switch termination {
      case .optimal: .optimal
      case .gapReached: .gapReached
      case .timeLimit: .timeLimit
      case .nodeLimit: .nodeLimit
      case .interrupted: .interrupted
      case .infeasible: .infeasible
      case .unbounded, .infeasibleOrUnbounded, .unproven: .heuristic
      }
  }
}
