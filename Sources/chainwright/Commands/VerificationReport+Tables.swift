import ServerChains

extension VerificationReport {
  /// The chains and the servers that host blocks, each as a table after an empty line; empty
  /// without any.
  var tables: String {
    let design = verification.design
    var text = ""
    if !design.chains.isEmpty { text += "\n" + chainTable.text() }
    let hosting = instance.servers.indices.filter { design.placement[$0] != nil }
    if !hosting.isEmpty { text += "\n" + serverTable(hosting).text() }
    return text
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
  func memoryUsed(on server: Int, _ range: BlockRange) -> ExactDecimal {
    instance.service.blockMemory * range.count
      + instance.service.cacheMemory * verification.usedSlots[server]
  }

  func names(of chain: Chain) -> [String] {
    chain.hops.map { instance.servers[$0.server].name }
  }
}
