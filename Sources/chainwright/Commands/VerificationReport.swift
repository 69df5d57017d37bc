import ServerChains

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
    text += tables
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
