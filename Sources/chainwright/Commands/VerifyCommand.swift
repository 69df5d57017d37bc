import ServerChains

/// `verify`: a plan against its instance.
enum VerifyCommand: Command {
  static let name = "verify"
  static let summary = "Check a plan against its instance, trusting nothing the plan states."
  static let discussion = [
    "Everything is recomputed from instance and plan alone, memory in exact decimals: chains, their "
      + "service times and rates, and every server's memory. Ends with status 0 and the word valid, or "
      + "with status 1 and one sentence per broken rule."
  ]
  static let positionals = [
    Positional(name: "INSTANCE", help: "The instance file."),
    Positional(name: "PLAN", help: "The plan file."),
  ]
  static let options: [Option] = [.json]
  static let examples = ["chainwright verify small.instance.json small.plan.json"]

  static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
    let instance = try InstanceFile.read(path: arguments.positional("INSTANCE"))
    let plan = try PlanFile.read(path: arguments.positional("PLAN"))
    let report = VerificationReport(
      instance: instance, plan: plan, verification: Verifier.verify(plan, of: instance))
    try StandardStreams.write(
      arguments.flag("--json") ? report.document.prettyText : report.text)
    return report.verification.isValid ? .done : .ruleBroken
  }
}

/// What `verify` prints.
struct VerificationReport {
  let instance: Instance
  let plan: Plan
  let verification: Verification

  /// For people: chains, servers, totals, and the verdict last.
  var text: String {
    let design = verification.design
    var text = "Instance \(instance.name): \(instance.blocks) blocks, "
    text += "\(instance.servers.count) servers\nPlan by \(plan.method.name)\n"
    if !design.chains.isEmpty { text += "\n" + chainTable.text() }
    let hosting = instance.servers.indices.filter { design.placement[$0] != nil }
    if !hosting.isEmpty { text += "\n" + serverTable(hosting).text() }
    text += "\nSlots: \(design.totalSlots)\n"
    text += "Total rate: \(NumberText.significant(design.totalRate, digits: 9)) jobs/s"
    if let required = instance.requiredRate {
      text += " (required: \(NumberText.significant(required, digits: 9)))"
    }
    text += "\n\n"
    if verification.isValid { return text + "valid\n" }
    let count = verification.violations.count
    text += "not valid: \(count) broken \(count == 1 ? "rule" : "rules")\n"
    return text + verification.violations.map { "- \($0.description)\n" }.joined()
  }

  private var chainTable: TextTable {
    var table = TextTable([
      .text("chain"), .number("capacity"), .number("service time", unit: "s"),
      .number("rate", unit: "jobs/s"),
    ])
    for composed in verification.design.chains {
      table.add([
        names(of: composed.chain).joined(separator: " → "), "\(composed.capacity)",
        NumberText.fixed(composed.chain.serviceTime, decimals: 6),
        NumberText.fixed(Double(composed.capacity) * composed.chain.rate, decimals: 6),
      ])
    }
    return table
  }

  private func serverTable(_ servers: [Int]) -> TextTable {
    var table = TextTable([
      .text("server"), .text("blocks"), .number("block-caches used"), .number("of"),
      .number("memory used", unit: "GB"), .number("of", unit: "GB"),
    ])
    for server in servers {
      guard let range = verification.design.placement[server] else { continue }
      table.add([
        instance.servers[server].name, "\(range.first)–\(range.last)",
        "\(verification.usedSlots[server])", "\(verification.slots[server])",
        memoryUsed(on: server, range).description, instance.servers[server].memory.description,
      ])
    }
    return table
  }

  /// `s_m m_j` and the caches in use, exactly.
  private func memoryUsed(on server: Int, _ range: BlockRange) -> ExactDecimal {
    instance.service.blockMemory * range.count
      + instance.service.cacheMemory * verification.usedSlots[server]
  }

  private func names(of chain: Chain) -> [String] {
    chain.hops.map { instance.servers[$0.server].name }
  }

  /// One document with the same content.
  var document: JSON {
    let design = verification.design
    return .object([
      "instance": .string(instance.name),
      "valid": .bool(verification.isValid),
      "violations": .array(
        verification.violations.map {
          .object([
            "rule": .string($0.rule.rawValue), "field": .string($0.field),
            "message": .string($0.message),
          ])
        }),
      "slots": .integer(design.totalSlots),
      "totalRate": .real(design.totalRate),
      "requiredRate": .real(instance.requiredRate),
      "chains": .array(
        design.chains.map {
          .object([
            "servers": .array(names(of: $0.chain).map(JSON.string)),
            "capacity": .integer($0.capacity), "serviceTime": .real($0.chain.serviceTime),
            "rate": .real(Double($0.capacity) * $0.chain.rate),
          ])
        }),
      "servers": .array(serverDocuments),
    ])
  }

  private var serverDocuments: [JSON] {
    instance.servers.indices.compactMap { server in
      guard let range = verification.design.placement[server] else { return nil }
      return .object([
        "server": .string(instance.servers[server].name),
        "firstBlock": .integer(range.first), "blockCount": .integer(range.count),
        "usedBlockCaches": .integer(verification.usedSlots[server]),
        "blockCaches": .integer(verification.slots[server]),
        "memoryUsed": .number(memoryUsed(on: server, range).description),
        "memory": .number(instance.servers[server].memory.description),
      ])
    }
  }
}
