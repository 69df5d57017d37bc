/// What a run cost.
package struct RunEffort: Hashable, Sendable {
  /// Wall-clock seconds of the process, its start included.
  package var wallSeconds: Double
  /// Processor seconds of the process, its children included.
  package var cpuSeconds: Double
  /// The most memory the process held, in MB (10⁶ bytes).
  package var peakMemoryMB: Double
  /// Branch-and-bound nodes, where counted.
  package var nodes: Int?
  /// Columns generated or enumerated, where counted.
  package var columns: Int?
  /// Jobs simulated.
  package var jobs: Int?

  /// The costs of one process, and what the method counted.
  package init(
    wallSeconds: Double, cpuSeconds: Double, peakMemoryMB: Double, nodes: Int? = nil,
    columns: Int? = nil, jobs: Int? = nil
  ) {
    self.wallSeconds = wallSeconds
    self.cpuSeconds = cpuSeconds
    self.peakMemoryMB = peakMemoryMB
    self.nodes = nodes
    self.columns = columns
    self.jobs = jobs
  }
}

/// The versions of what took part; nil for a solver that is not present.
package struct Versions: Hashable, Sendable {
  /// The version of this program.
  package var chainwright: String
  /// The Swift compiler's language version.
  package var swift: String
  /// The version that GLPK's library states.
  package var glpk: String?
  /// The version that CBC's library states.
  package var cbc: String?
  /// The version that HiGHS's library states.
  package var highs: String?

  /// Versions with nil for every solver that is not named.
  package init(
    chainwright: String, swift: String, glpk: String? = nil, cbc: String? = nil,
    highs: String? = nil
  ) {
    self.chainwright = chainwright
    self.swift = swift
    self.glpk = glpk
    self.cbc = cbc
    self.highs = highs
  }
}

/// The sources that a run was made with; nil where the directory is no git repository.
package struct SourceStamp: Hashable, Sendable {
  /// The full name of the commit, at least 40 hexadecimal digits.
  package var commit: String?
  /// Whether tracked files differ from the commit.
  package var dirty: Bool?

  /// A stamp of a commit; both are nil where the directory is no git repository.
  package init(commit: String?, dirty: Bool?) {
    self.commit = commit
    self.dirty = dirty
  }
}

/// The machine of a run.
package struct HostStamp: Hashable, Sendable {
  /// The name that the machine gives itself, or `unknown`.
  package var name: String
  /// The processor's model name.
  package var cpu: String
  /// Processors that are online, at least 1.
  package var cores: Int
  /// Main memory in MB (10⁶ bytes).
  package var memoryMB: Int
  /// The mean number of running processes over the last minute, when the run ended.
  package var loadAverage: Double

  /// A stamp of these figures; ``current`` asks the system for them.
  package init(name: String, cpu: String, cores: Int, memoryMB: Int, loadAverage: Double) {
    self.name = name
    self.cpu = cpu
    self.cores = cores
    self.memoryMB = memoryMB
    self.loadAverage = loadAverage
  }
}
