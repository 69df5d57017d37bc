/// How far a suite has come.
package struct RunTally: Sendable {
  /// Runs to make, those recorded before included.
  package let total: Int
  /// Runs recorded before.
  package let earlier: Int
  /// Runs made now.
  package private(set) var made = 0
  /// Runs at work.
  package internal(set) var running = 0
  /// How the runs ended that did not end well, those recorded before included.
  package private(set) var faults: [RunStatus: Int]
  private let jobs: Int
  /// By experiment: runs left, seconds spent, runs made, and what one takes as a rule.
  private var experiments: [String: Pace] = [:]

  private struct Pace {
    var left = 0
    var made = 0
    var seconds = 0.0
    var typicalSeconds = 0.0

    /// What the runs left will take one after the other.
    var secondsLeft: Double {
      Double(left) * (made > 0 ? seconds / Double(made) : typicalSeconds)
    }
  }

  /// A tally before the first run.
  ///
  /// - Parameters:
  ///   - left: The runs to make.
  ///   - earlier: How many of the suite's runs have a record already.
  ///   - faults: How those ended that did not end well.
  ///   - jobs: Runs at a time, at least 1; what is left takes so many times less.
  package init(left: [Run], earlier: Int, faults: [RunStatus: Int] = [:], jobs: Int) {
    total = left.count + earlier
    self.earlier = earlier
    self.faults = faults
    self.jobs = jobs
    for run in left {
      experiments[run.experiment, default: Pace()].left += 1
      experiments[run.experiment]?.typicalSeconds = run.typicalSeconds
    }
  }

  /// Runs that have a record.
  package var recorded: Int { earlier + made }

  /// What is left to do, in seconds, as far as can be told.
  package var secondsLeft: Double {
    experiments.values.reduce(0) { $0 + $1.secondsLeft } / Double(jobs)
  }

  mutating func add(_ run: Run, _ status: RunStatus, _ seconds: Double) {
    made += 1
    if status != .done { faults[status, default: 0] += 1 }
    experiments[run.experiment]?.left -= 1
    experiments[run.experiment]?.made += 1
    experiments[run.experiment]?.seconds += seconds
  }
}
