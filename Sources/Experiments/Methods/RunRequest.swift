import ServerChains

/// What a child process is asked: one line of JSON on its standard input.
package struct RunRequest: Sendable {
  package let instance: Instance
  package let method: RunMethod
  package let question: RunQuestion
  package let slots: Int?
  package let load: Double?
  package let repetition: Int
  package let limits: RunLimits
  package let keepsPlan: Bool

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

  package var document: JSON {
    .object([
      "instance": InstanceFile.document(of: instance, withProvenance: false),
      "method": method.document, "question": .string(question.rawValue),
      "slots": slots.map(JSON.integer) ?? .null, "load": .real(load),
      "repetition": .integer(repetition), "limits": limits.document,
      "keepsPlan": .bool(keepsPlan),
    ])
  }

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
  package var outcome: RunOutcome
  package var nodes: Int?
  package var columns: Int?
  package var jobs: Int?
  /// The most memory the process held, as it knows itself, in MB.
  package var peakMemoryMB: Double?

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
