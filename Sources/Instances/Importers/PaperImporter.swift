import ServerChains

/// Reads the clusters of the paper's evaluation (arXiv 2604.14993) from a table with one row per
/// server.
///
/// Both times come ready made: `communication_time_s` is `τᶜ = l_out · (RTT + 18 ms)` with the
/// row's `rtt_ms` and 20 output tokens for BLOOM-176B, 28 for LLaMA-2-7B;
/// `computation_time_per_block_s` is `τᵖ = t_o + t^I · l_in + t^O · (l_out − 1)`, for BLOOM-176B
/// with 2000 and 20 tokens, 5 GFLOP per block and token, 120 or 80 TFLOPS and 1019.5 or 509.8 GB/s
/// (0.109 and 0.175 s); for LLaMA-2-7B it is the authors' figure. Memory figures are the decimals
/// in the table.
public struct PaperImporter: Sendable {
  private let table: CSVTable

  /// An importer of a table.
  public init(table: CSVTable) {
    self.table = table
  }

  /// Every instance of the table, in the order in which they first appear.
  ///
  /// - Throws: `InputError` naming file, line and column of the first fault.
  /// - Complexity: O(rows).
  public func instances() throws(InputError) -> [Instance] {
    var names: [String] = []
    var groups: [String: [CSVTable.Row]] = [:]
    for row in table.rows {
      let name = try table.text("instance", in: row)
      if groups[name] == nil { names.append(name) }
      groups[name, default: []].append(row)
    }
    var instances: [Instance] = []
    for name in names {
      instances.append(try instance(name: name, rows: groups[name] ?? []))
    }
    return instances
  }

  /// One instance by name.
  ///
  /// - Throws: `InputError` where the table has none of that name, listing those it has.
  public func instance(named name: String) throws(InputError) -> Instance {
    _ = try table.row(where: "instance", is: name)
    return try instance(name: name, rows: table.rows(where: ["instance": name]))
  }

  /// Columns that describe the instance and so must agree in all of its rows.
  private static let shared = [
    "model", "blocks", "block_memory_GB", "cache_memory_per_job_GB", "arrival_rate_per_s",
    "maximum_load",
  ]

  private func instance(name: String, rows: [CSVTable.Row]) throws(InputError) -> Instance {
    guard let first = rows.first else {
      throw InputError("it has no rows; add one per server", value: name, file: table.file)
    }
    var servers: [Server] = []
    for row in rows {
      for column in Self.shared {
        let text = try table.text(column, in: row)
        guard try text == table.text(column, in: first) else {
          throw InputError(
            "it differs from line \(first.line) of the same instance; give all its rows one value",
            field: "line \(row.line), column \(column)", value: "\"\(text)\"", file: table.file)
        }
      }
      servers.append(
        Server(
          name: try table.text("server", in: row), memory: try table.decimal("memory_GB", in: row),
          communicationTime: try table.number("communication_time_s", in: row),
          computationTime: try table.number("computation_time_per_block_s", in: row)))
    }
    do {
      return try Instance(
        name: name,
        service: Service(
          name: table.text("model", in: first),
          blocks: table.integer("blocks", in: first, within: 1...Service.maximumBlocks),
          blockMemory: table.decimal("block_memory_GB", in: first),
          cacheMemory: table.decimal("cache_memory_per_job_GB", in: first)),
        servers: servers, arrivalRate: table.number("arrival_rate_per_s", in: first),
        maximumLoad: table.number("maximum_load", in: first), provenance: provenance())
    } catch {
      throw error.inFile(table.file)
    }
  }

  private func provenance() -> Provenance {
    let file = String(table.file.split(separator: "/").last ?? "")
    let origin =
      "RTT: \"RTT latency internet measurements using RIPE Atlas anchor nodes in Europe\" "
      + "(UP Cartagena, 2024); GPU figures: arXiv 2604.14993"
    let bloom =
      "tau_c = 20 tokens * (RTT + 18 ms); tau_p = t_o + t_I * 2000 + t_O * 19 for "
      + "high (40 GB, 0.109 s) and low (20 GB, 0.175 s) servers"
    let notes =
      switch file {
      case "bloom176b_ripe_measured.csv":
        "RTT measured from a RIPE Atlas monitor to the anchor; " + bloom
      case "bloom176b_ripe_synthesized.csv":
        "RTT between anchors synthesized as 0.3 med_i + 0.3 med_j + 0.01 ms/km * distance; " + bloom
      case "llama2_7b_mig9.csv":
        "three A100-80GB cut into 3 x 3g.40gb and 6 x 2g.20gb; tau_c = 28 tokens * (RTT + 18 ms); "
          + "tau_p as given for the type of slice"
      default:
        "both times as given in the table"
      }
    return Provenance(
      origin: origin, license: "CC-BY-4.0 (RTT)", notes: "imported from \(file); \(notes)")
  }
}
