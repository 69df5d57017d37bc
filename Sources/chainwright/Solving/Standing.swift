import Composition
import LinearModels
import ServerChains

/// Where a long solve stands, of whatever kind it is.
protocol Standing: Sendable {
  /// The value of the best found so far.
  var incumbent: Double? { get }
  /// What nothing can beat, as far as is known.
  var bound: Double? { get }
  /// The gap between the two.
  var gap: Double? { get }
  /// Whether it has what an answer is made of, where the solve is left behind.
  var isWhole: Bool { get }
  /// What is being worked on, in a few words; empty where there is only one thing.
  var phase: String { get }
  /// What is counted, and how many of it there were so far.
  var effort: (unit: String, count: Int) { get }
}

extension ExactProgress: Standing {
  var gap: Double? { PlanOutcome.gap(value: incumbent, bound: bound) }
  var isWhole: Bool { design != nil }
  var effort: (unit: String, count: Int) { ("programs", rounds) }
}

extension SolveProgress: Standing {
  var isWhole: Bool { true }
  var phase: String { "" }
  var effort: (unit: String, count: Int) { ("nodes", nodes) }
}
