/// Plan files, `chainwright-plan/1`.
///
/// ```swift
/// func rules(brokenBy planPath: String, of instancePath: String) throws -> [Violation] {
///   let instance = try InstanceFile.read(path: instancePath)
///   return Verifier.verify(try PlanFile.read(path: planPath), of: instance).violations
/// }
/// ```
public enum PlanFile {
  /// What the member `format` of a plan's file says.
  package static let format = "chainwright-plan/1"

  /// Reads a plan file; whether the plan keeps the rules is the verifier's question.
  ///
  /// - Throws: `InputError` naming file, field, value and remedy.
  public static func read(path: String) throws(InputError) -> Plan {
    let bytes = try InputFile.bytes(at: path)
    do {
      return try plan(from: try JSONReader.parse(bytes))
    } catch {
      throw error.inFile(path)
    }
  }

  /// The file's text: keys sorted, one placement and one chain a line.
  public static func text(of plan: Plan) -> String {
    document(of: plan).prettyText
  }

  /// The plan as a document; the outcome is left out where the plan has none.
  package static func document(of plan: Plan) -> JSON {
    var members: [String: JSON] = [
      "format": .string(format),
      "instance": .string(plan.instanceName),
      "instanceDigest": .string(plan.instanceDigest),
      "placements": .array(
        plan.placements.map {
          .object([
            "server": .string($0.server), "firstBlock": .integer($0.firstBlock),
            "blockCount": .integer($0.blockCount),
          ])
        }),
      "chains": .array(
        plan.chains.map {
          .object([
            "servers": .array($0.servers.map(JSON.string)), "capacity": .integer($0.capacity),
          ])
        }),
      "method": document(of: plan.method),
    ]
    if let outcome = plan.outcome { members["outcome"] = document(of: outcome) }
    return .object(members)
  }

  private static func document(of method: PlanMethod) -> JSON {
    var members: [String: JSON] = ["name": .string(method.name)]
    members["reservation"] = method.reservation.map(JSON.integer)
    members["criterion"] = method.criterion.map(JSON.string)
    members["stop"] = method.stop.map(JSON.string)
    return .object(members)
  }

  private static func document(of outcome: PlanOutcome) -> JSON {
    var members: [String: JSON] = [
      "question": .string(outcome.question.rawValue),
      "slotLimit": outcome.slotLimit.map(JSON.integer) ?? .null,
      "value": .real(outcome.value),
      "bound": .real(outcome.bound),
      "gap": .real(outcome.gap),
      "termination": .string(outcome.termination.rawValue),
      "seconds": .real(outcome.seconds),
      "solver": outcome.solver.map(JSON.string) ?? .null,
    ]
    members["reason"] = outcome.reason.map(JSON.string)
    members["response"] = outcome.response.map {
      .object(["lower": .real($0.lowerBound), "upper": .real($0.upperBound)])
    }
    return .object(members)
  }

  /// Makes the plan of a file that has been parsed; whether it keeps the rules is the verifier's
  /// question.
  ///
  /// - Throws: `InputError` naming field, value and remedy, but no file.
  package static func plan(from document: JSON) throws(InputError) -> Plan {
    let root = try JSONField(root: document).members(allowing: [
      "format", "instance", "instanceDigest", "placements", "chains", "method", "outcome",
    ])
    try InstanceFile.requireFormat(format, root)
    return Plan(
      instanceName: try root.required("instance").string(),
      instanceDigest: try root.required("instanceDigest").string(),
      placements: try placements(try root.required("placements")),
      chains: try chains(try root.required("chains")),
      method: try method(try root.required("method")),
      outcome: try outcome(root.optional("outcome")))
  }

  private static func placements(_ field: JSONField) throws(InputError) -> [Plan.HostedRange] {
    var placements: [Plan.HostedRange] = []
    for item in try field.items() {
      let members = try item.members(allowing: ["server", "firstBlock", "blockCount"])
      placements.append(
        Plan.HostedRange(
          server: try members.required("server").string(),
          firstBlock: try members.required("firstBlock").integer(),
          blockCount: try members.required("blockCount").integer()))
    }
    return placements
  }

  private static func chains(_ field: JSONField) throws(InputError) -> [Plan.NamedChain] {
    var chains: [Plan.NamedChain] = []
    for item in try field.items() {
      let members = try item.members(allowing: ["servers", "capacity"])
      var servers: [String] = []
      for server in try members.required("servers").items() {
        servers.append(try server.string())
      }
      chains.append(
        Plan.NamedChain(servers: servers, capacity: try members.required("capacity").integer()))
    }
    return chains
  }

  private static func method(_ field: JSONField) throws(InputError) -> PlanMethod {
    let members = try field.members(allowing: ["name", "reservation", "criterion", "stop"])
    return PlanMethod(
      name: try members.required("name").string(),
      reservation: try members.optional("reservation")?.integer(),
      criterion: try members.optional("criterion")?.string(),
      stop: try members.optional("stop")?.string())
  }

  private static func outcome(_ field: JSONField?) throws(InputError) -> PlanOutcome? {
    guard let field else { return nil }
    let members = try field.members(allowing: [
      "question", "slotLimit", "value", "bound", "gap", "termination", "seconds", "solver",
      "reason", "response",
    ])
    var outcome = PlanOutcome(
      question: try members.required("question").choice(),
      slotLimit: try members.optional("slotLimit")?.integer(),
      value: try members.optional("value")?.real(),
      bound: try members.optional("bound")?.real(),
      termination: try members.required("termination").choice(),
      seconds: try members.optional("seconds")?.real() ?? 0,
      solver: try members.optional("solver")?.string(),
      reason: try members.optional("reason")?.string(),
      response: try response(members.optional("response")))
    outcome.gap = try members.optional("gap")?.real()
    return outcome
  }

  private static func response(_ field: JSONField?) throws(InputError) -> ClosedRange<Double>? {
    guard let field else { return nil }
    let members = try field.members(allowing: ["lower", "upper"])
    let lower = try members.required("lower").real()
    let upper = try members.required("upper").real()
    guard lower <= upper else {
      throw field.fault("the lower bound is above the upper one; swap them or leave both out")
    }
    return lower...upper
  }
}
