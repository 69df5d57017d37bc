import ServerChains

/// The tables of Helix (ASPLOS'25, arXiv 2406.01566) that an instance is made of.
public struct HelixTables: Sendable {
  /// `cluster, node, machine, region`.
  public var nodes: CSVTable
  /// `cluster, from, to, bandwidth_MB_per_s, latency_ms`, one way; the bandwidth is in megaBYTES
  /// per second.
  public var links: CSVTable
  /// `model, machine, phase, batch_tokens, ms_per_layer`.
  public var layerTimes: CSVTable
  /// `model, machine, layers_held, max_layers, kv_token_layer_entries, …`.
  public var capacities: CSVTable
  /// Model figures, `model, blocks, block_bytes_fp16, kv_bytes_per_token_per_block_fp16, …`.
  public var models: CSVTable

  /// Tables read elsewhere.
  public init(
    nodes: CSVTable, links: CSVTable, layerTimes: CSVTable, capacities: CSVTable, models: CSVTable
  ) {
    self.nodes = nodes
    self.links = links
    self.layerTimes = layerTimes
    self.capacities = capacities
    self.models = models
  }

  /// The tables below a data directory, in `helix/` and `specs/`.
  ///
  /// - Throws: `InputError` where one is missing or is not a table.
  public static func read(directory: String) throws(InputError) -> HelixTables {
    HelixTables(
      nodes: try CSVTable.read(path: directory + "/helix/cluster_nodes.csv"),
      links: try CSVTable.read(path: directory + "/helix/cluster_links.csv"),
      layerTimes: try CSVTable.read(path: directory + "/helix/layer_time_ms.csv"),
      capacities: try CSVTable.read(path: directory + "/helix/kv_capacity_by_layers.csv"),
      models: try CSVTable.read(path: directory + "/specs/model_specs.csv"))
  }
}

/// A link between the coordinator and a node, one way.
struct HelixLink {
  let latencyMilliseconds: Double
  let bytesPerSecond: Double
}

/// What one type of machine does with one model.
struct HelixMachine {
  /// Memory for blocks and caches together, in bytes.
  let memoryBytes: Int
  /// Layers that Helix itself never exceeds on this machine.
  let maximumLayers: Int
  /// Milliseconds per layer to take in this job's prompt.
  let promptMilliseconds: Double
  /// Milliseconds per layer and output token at the batch assumed.
  let decodeMilliseconds: Double
}

extension HelixTables {
  /// The link from one end to another in a cluster; `source` and `sink` are the coordinator.
  func link(cluster: String, from: String, to: String) throws(InputError) -> HelixLink {
    if let row = try links.rows(where: ["cluster": cluster, "from": from, "to": to]).first {
      let megabytes = try links.number("bandwidth_MB_per_s", in: row, within: 0.001...1e9)
      return HelixLink(
        latencyMilliseconds: try links.number("latency_ms", in: row, within: 0...1e6),
        bytesPerSecond: megabytes * 1_000_000)
    }
    throw InputError(
      "there is no link from \(from) to \(to) in cluster \(cluster); add its bandwidth and latency",
      file: links.file)
  }

  /// Milliseconds per layer for a batch of tokens, linear between the measured batches.
  ///
  /// Below the smallest batch its time is taken: reading the layer's weights takes as long for one
  /// token. The tables' rows for no tokens at all, in no time, are passed over.
  ///
  /// - Throws: `InputError` where nothing is measured for the machine or the batch is larger than
  ///   the largest measured.
  func layerMilliseconds(model: String, machine: String, phase: String, batchTokens: Int)
    throws(InputError) -> Double
  {
    var points: [(tokens: Double, time: Double)] = []
    let measured = try layerTimes.rows(
      where: ["model": model, "machine": machine, "phase": phase])
    for row in measured {
      let tokens = try layerTimes.number("batch_tokens", in: row)
      guard tokens > 0 else { continue }
      points.append((tokens, try layerTimes.number("ms_per_layer", in: row)))
    }
    points.sort { $0.tokens < $1.tokens }
    let wanted = Double(batchTokens)
    guard let upper = points.firstIndex(where: { $0.tokens >= wanted }) else {
      let largest = points.last.map { "\(Int($0.tokens))" } ?? "none"
      throw InputError(
        "no \(phase) time of \(model) on \(machine) for \(batchTokens) tokens (largest measured: "
          + "\(largest)); ask for fewer tokens or another model",
        file: layerTimes.file)
    }
    guard upper > 0 else { return points[upper].time }
    let (low, high) = (points[upper - 1], points[upper])
    let part = (wanted - low.tokens) / (high.tokens - low.tokens)
    return low.time + part * (high.time - low.time)
  }

  /// Memory in bytes that Helix's cache capacities leave for blocks and caches, and its own
  /// greatest number of layers.
  ///
  /// With `n` layers held, `entries(n)` cache entries (token and layer) fit, so the machine gives
  /// `entries(n) · kv + n · block` bytes to both. The least of these over `n` is taken: what is
  /// left is then never more than what Helix measured.
  func memory(model: String, machine: String, blockBytes: Int, entryBytes: Int)
    throws(InputError) -> (bytes: Int, maximumLayers: Int)
  {
    var least: Int?
    var maximumLayers = 0
    for row in try capacities.rows(where: ["model": model, "machine": machine]) {
      let held = try capacities.integer("layers_held", in: row, within: 1...10_000)
      let entries = try capacities.integer(
        "kv_token_layer_entries", in: row, within: 0...100_000_000_000)
      maximumLayers = try capacities.integer("max_layers", in: row, within: 1...10_000)
      let bytes = entries * entryBytes + held * blockBytes
      least = min(least ?? bytes, bytes)
    }
    guard let least else {
      throw InputError(
        "no cache capacity of \(model) on \(machine); add its rows or choose another model",
        file: capacities.file)
    }
    return (least, maximumLayers)
  }
}
