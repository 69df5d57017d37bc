import Instances

/// A set of experiments as data, `chainwright-suite/1`.
package struct Suite: Hashable, Sendable {
  package static let format = "chainwright-suite/1"

  package var name: String
  /// One sentence.
  package var summary: String
  package var experiments: [Experiment]
}

/// One entry of a suite: every instance with every method, question, slot limit, load and repetition.
package struct Experiment: Hashable, Sendable {
  package var name: String
  package var instances: [InstanceSelector]
  package var methods: [RunMethod]
  package var questions: [RunQuestion]
  /// Slot limits; empty for none.
  package var slots: [Int]
  /// Loads; empty for none.
  package var loads: [Double]
  package var repetitions: Int
  package var limits: RunLimits
  /// Whether records keep the plans.
  package var keepsPlans: Bool
  /// What a run takes as a rule, in seconds; the time limit where it is not stated.
  package var typicalSeconds: Double?
}

/// Which instances an experiment is about.
package enum InstanceSelector: Hashable, Sendable {
  /// One file.
  case file(String)
  /// Every file that matches a pattern of the shell, in order of their names.
  case glob(String)
  /// Generated ones: every number of servers with every number of blocks and every seed.
  case generated(GeneratedInstances)
}

/// Instances by seed.
package struct GeneratedInstances: Hashable, Sendable {
  package var family: InstanceFamily
  package var servers: [Int]
  package var blocks: [Int]
  package var seeds: [UInt64]
  /// Settings of the generator that are not its usual ones.
  package var share: Double?
  package var copies: Double?
  package var demand: Double?
}
