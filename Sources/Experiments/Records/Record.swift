import ServerChains

/// What one run did: one line of a log, `chainwright-record/1`.
///
/// A record says everything that its run depends on, what came of it, what it cost, and where and
/// when it was made. Rates are in jobs/s, times in seconds, memory in MB (10⁶ bytes).
package struct Record: Hashable, Sendable {
  /// What the member `schema` of every record says; a record that says something else is refused.
  package static let schema = "chainwright-record/1"

  /// The identity of the run: 32 hexadecimal digits that follow from all that determines it.
  package var run: String
  /// The suite's name.
  package var suite: String
  /// The suite's entry that the run belongs to.
  package var experiment: String
  /// The instance as it was solved, and where it came from.
  package var instance: InstanceStamp
  /// The method with the parameters that were set.
  package var method: RunMethod
  /// What was asked; the unit of the outcome's values follows from it.
  package var question: RunQuestion
  /// `n`, the most jobs in service at once; the last n of a frontier; nil without a limit.
  package var slots: Int?
  /// The arrival rate as a share of the plan's total rate, or in jobs/s for the question
  /// `response`; nil where none is set.
  package var load: Double?
  /// Counted from 1.
  package var repetition: Int
  /// The limits that the run was given, not what it used.
  package var limits: RunLimits
  /// What came of the run.
  package var outcome: RunOutcome
  /// What the run cost.
  package var effort: RunEffort
  /// The versions of this program and of the solvers that were present.
  package var versions: Versions
  /// The state of the sources that the run was started in.
  package var source: SourceStamp
  /// The machine, and how busy it was.
  package var host: HostStamp
  /// When the run ended, in UTC, for instance `2026-11-20T14:03:05Z`.
  package var time: String

  /// A record of these members; that they fit together is left to the caller.
  package init(
    run: String, suite: String, experiment: String, instance: InstanceStamp, method: RunMethod,
    question: RunQuestion, slots: Int?, load: Double?, repetition: Int, limits: RunLimits,
    outcome: RunOutcome, effort: RunEffort, versions: Versions, source: SourceStamp,
    host: HostStamp, time: String
  ) {
    self.run = run
    self.suite = suite
    self.experiment = experiment
    self.instance = instance
    self.method = method
    self.question = question
    self.slots = slots
    self.load = load
    self.repetition = repetition
    self.limits = limits
    self.outcome = outcome
    self.effort = effort
    self.versions = versions
    self.source = source
    self.host = host
    self.time = time
  }
}

/// The instance of a run.
package struct InstanceStamp: Hashable, Sendable {
  /// The name that the instance gives itself; the digest tells instances apart, not the name.
  package var name: String
  /// `sha256:` and the digest of the canonical form.
  package var digest: String
  /// The file it was read from; nil for a generated one.
  package var path: String?
  /// The generator's family; nil for a file.
  package var family: String?
  /// The generator's seed; nil for a file.
  package var seed: UInt64?
  /// `J`.
  package var servers: Int
  /// `L`.
  package var blocks: Int

  /// The stamp of an instance: a path for a file, family and seed for a generated one.
  package init(
    name: String, digest: String, path: String? = nil, family: String? = nil, seed: UInt64? = nil,
    servers: Int, blocks: Int
  ) {
    self.name = name
    self.digest = digest
    self.path = path
    self.family = family
    self.seed = seed
    self.servers = servers
    self.blocks = blocks
  }
}

/// By what a run answers its question.
package struct RunMethod: Hashable, Sendable {
  /// Which method; it decides what parameters there can be.
  package var name: MethodName
  /// For instance the solver, the policy or the gap to stop at.
  package var parameters: [String: JSON]

  /// A method with parameters that are not checked; reading a suite checks them.
  package init(name: MethodName, parameters: [String: JSON] = [:]) {
    self.name = name
    self.parameters = parameters
  }

  /// A parameter that is a text; nil where it is absent or something else.
  package func text(_ parameter: String) -> String? {
    if case .string(let text)? = parameters[parameter] { return text }
    return nil
  }
}

/// The methods that runs can use.
package enum MethodName: String, CaseIterable, Sendable {
  /// GBP-CR with GCA.
  case greedy
  /// The exact composition: search, bounds, proofs.
  case exact
  /// The upper bound on the frontier by column generation, without a plan.
  case bound
  /// The whole question as one MILP, given to a backend as it is.
  case plainMILP = "plain-milp"
  /// The predecessor's MILP (arXiv 2512.21884; Documentation/Problem.md, "The predecessor's MILP").
  case bprrMILP = "bprr-milp"
  /// Discrete-event simulation of a dispatch policy over the greedy plan.
  case simulate
  /// Response bounds of the greedy plan, and its exact behaviour where the chain of states is
  /// small.
  case chain
  /// Time of the greedy composition, the median over several compositions.
  case greedySpeed = "greedy-speed"
  /// Goes wrong on purpose; only for tests of the runner.
  case fault
}

/// What a run asks.
package enum RunQuestion: String, CaseIterable, Sendable {
  /// The greatest total rate, with or without a limit on the slots.
  case rate
  /// The fewest slots that reach the required rate.
  case slots
  /// The least mean response time.
  case response
  /// The greatest total rate on the greedy placement.
  case cache
  /// The fewest disjoint chains that reach the required rate.
  case disjoint
  /// `V_1, …, V_n`.
  case frontier
  /// The least total service time of some requests: the predecessor's question.
  case service
  /// The response time of a plan at a load.
  case dispatch
  /// Wall-clock time.
  case speed

  /// A question of `solve`, asked by a suite.
  init(_ question: Question) {
    self =
      switch question {
      case .rate: .rate
      case .slots: .slots
      case .response: .response
      case .cache: .cache
      case .disjoint: .disjoint
      }
  }

  /// The question of `solve` that this is; nil for what only suites ask.
  var composed: Question? { Question.allCases.first { RunQuestion($0) == self } }
}

/// Hard limits of a run.
package struct RunLimits: Hashable, Sendable {
  /// Wall-clock seconds that the method may take; the process is ended some time after.
  package var seconds: Double
  /// Memory that the process may take, in MB (10⁶ bytes).
  package var memoryMB: Int

  /// Limits that are both above 0; reading a suite checks that.
  package init(seconds: Double, memoryMB: Int) {
    self.seconds = seconds
    self.memoryMB = memoryMB
  }
}
