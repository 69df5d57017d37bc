import Instances

/// A set of experiments as data, `chainwright-suite/1`.
package struct Suite: Hashable, Sendable {
  /// What the member `format` of a suite's file says.
  package static let format = "chainwright-suite/1"

  /// Made of a–z, 0–9 and hyphens, because it stands in names of files.
  package var name: String
  /// One sentence.
  package var summary: String
  /// The entries in the order of the file, each with a name of its own.
  package var experiments: [Experiment]
}

/// One entry of a suite: every instance with every method, question, slot limit, load and
/// repetition.
package struct Experiment: Hashable, Sendable {
  /// Made of a–z, 0–9 and hyphens; what `--experiment` chooses by.
  package var name: String
  /// The instances, one selector after the other; at least one.
  package var instances: [InstanceSelector]
  /// At least one; each of them answers all of the questions.
  package var methods: [RunMethod]
  /// At least one; all of them take slots and loads as they are stated here.
  package var questions: [RunQuestion]
  /// Slot limits; empty for none.
  package var slots: [Int]
  /// Loads; empty for none.
  package var loads: [Double]
  /// How often each combination is run, at least once; every repetition has another seed.
  package var repetitions: Int
  /// Limits of each run; the suite's where the entry states none.
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
  /// In what the servers of an instance differ.
  package var family: InstanceFamily
  /// Values of `J`, the number of servers.
  package var servers: [Int]
  /// Values of `L`, the number of blocks.
  package var blocks: [Int]
  /// Seeds of the generator: one instance each for every `J` and `L`.
  package var seeds: [UInt64]
  /// Share of fast servers, for the family `paper`, or of remote ones, for `bprr`; nil for the
  /// generator's usual share.
  package var share: Double?
  /// How many times over the servers hold the model with one job's cache, on average; nil for the
  /// generator's usual number.
  package var copies: Double?
  /// The required rate as a multiple of one job's on the first chain of GBP-CR(1); nil for the
  /// generator's usual number.
  package var demand: Double?
}
