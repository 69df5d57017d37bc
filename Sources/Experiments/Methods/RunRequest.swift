import ServerChains

/// What a child process is asked: one line of JSON on its standard input.
package struct RunRequest: Sendable {
  /// The instance as it is solved; its provenance does not reach the child.
  package let instance: Instance
  /// The method with its parameters.
  package let method: RunMethod
  /// What the method is asked.
  package let question: RunQuestion
  /// `n`, the most jobs in service at once; nil without a limit.
  package let slots: Int?
  /// The arrival rate as a share of the plan's total rate; nil where none is set.
  package let load: Double?
  /// Counted from 1; the seed grows with it.
  package let repetition: Int
  /// The time that the method keeps to, and the memory that the child limits itself to.
  package let limits: RunLimits
  /// Whether the answer is to hold the plan's document.
  package let keepsPlan: Bool

  /// The request that asks for a run.
  package init(_ run: Run) {
    instance = run.instance
    method = run.method
    question = run.question
    slots = run.slots
    load = run.load
    repetition = run.repetition
    limits = run.limits
    keepsPlan = run.keepsPlan
  }

  /// The seed of a repetition: the method's parameter, or 1, and one more each time.
  var seed: UInt64 { UInt64(method.integer("seed") ?? 1) &+ UInt64(repetition - 1) }

  /// The request's line as a document; what is not set is null.
  package var document: JSON {
    .object([
      "instance": InstanceFile.document(of: instance, withProvenance: false),
      "method": method.document, "question": .string(question.rawValue),
      "slots": slots.map(JSON.integer) ?? .null, "load": .real(load),
      "repetition": .integer(repetition), "limits": limits.document,
      "keepsPlan": .bool(keepsPlan),
    ])
  }

  /// Reads and checks the request of a document.
  ///
  /// - Throws: `InputError` naming field, value and remedy.
  package init(_ document: JSON) throws(InputError) {
    let members = try JSONField(root: document).members(allowing: [
      "instance", "method", "question", "slots", "load", "repetition", "limits", "keepsPlan",
    ])
    instance = try InstanceFile.instance(from: members.required("instance").value)
    method = try MethodRules.method(members.required("method"))
    question = try members.required("question").choice()
    slots = try members.optional("slots")?.integer(in: 1...1_000_000_000)
    load = try members.optional("load")?.real(in: 1e-6...10)
    repetition = try members.optional("repetition")?.integer(in: 1...100_000) ?? 1
    limits = try Suite.limits(members.optional("limits"), usual: Suite.usualLimits)
    keepsPlan = try members.optional("keepsPlan")?.flag() ?? false
  }
}

/// What a child process answers.
package struct RunResult: Hashable, Sendable {
  /// What came of the run, as it will stand in the record.
  package var outcome: RunOutcome
  /// Branch-and-bound nodes; nil where the method counts none.
  package var nodes: Int?
  /// Columns generated or enumerated; nil where the method counts none.
  package var columns: Int?
  /// Jobs simulated; nil where none were.
  package var jobs: Int?
  /// The most memory the process held, as it knows itself, in MB.
  package var peakMemoryMB: Double?

  /// A result whose memory is not measured yet.
  package init(_ outcome: RunOutcome, nodes: Int? = nil, columns: Int? = nil, jobs: Int? = nil) {
    self.outcome = outcome
    self.nodes = nodes
    self.columns = columns
    self.jobs = jobs
  }

  /// A run that found out by itself that it cannot be done.
  static func failed(_ message: String) -> RunResult {
    RunResult(RunOutcome(status: .failed, message: message))
  }
}

/// One line that a child process writes to its standard output.
enum RunReply: Hashable, Sendable {
  /// Where the method stands.
  case progress(TrajectoryPoint)
  /// The last line.
  case result(RunResult)

  var line: String {
    switch self {
    case .progress(let point):
      JSON.object(["progress": point.document]).compactText
    case .result(let result):
      JSON.object([
        "outcome": result.outcome.document, "nodes": result.nodes.map(JSON.integer) ?? .null,
        "columns": result.columns.map(JSON.integer) ?? .null,
        "jobs": result.jobs.map(JSON.integer) ?? .null,
        "peakMemoryMB": .real(result.peakMemoryMB),
      ]).compactText
    }
  }

  /// - Throws: `InputError` for a line that no child writes.
  init(line: some Collection<UInt8>) throws(InputError) {
    let field = JSONField(root: try JSONReader.parse(Array(line)))
    let members = try field.members(allowing: [
      "progress", "outcome", "nodes", "columns", "jobs", "peakMemoryMB",
    ])
    if let progress = members.optional("progress") {
      self = .progress(
        try DocumentSource.read(progress) { (source) throws(InputError) in
          try TrajectoryPoint(from: &source)
        })
      return
    }
    let outcome = try DocumentSource.read(members.required("outcome")) {
      (source) throws(InputError) in try RunOutcome(from: &source)
    }
    var result = RunResult(
      outcome, nodes: try members.optional("nodes")?.integer(),
      columns: try members.optional("columns")?.integer(),
      jobs: try members.optional("jobs")?.integer())
    result.peakMemoryMB = try members.optional("peakMemoryMB")?.real()
    self = .result(result)
  }
}
