import ServerChains

/// Makes an instance of one of Helix's clusters (arXiv 2406.01566), from measured layer times,
/// cache capacities and links.
///
/// - Blocks are layers in fp16; a job's cache on a block is `kv bytes per token · (l_in + l_out)`.
/// - Memory: what Helix's cache capacities leave for layers and caches together, the least over the
///   layers held, rounded down to 0.001 GB. Helix's own limit of layers per machine is lower: it
///   reserves the rest for cache. Here that is a decision.
/// - `τᵖ_j = (prompt(l_in) + decode · (l_out − 1)) / 1000` s per block, from milliseconds per
///   layer: a prompt of `l_in` tokens by linear interpolation, a decoding step at a stated batch.
/// - `τᶜ_j = l_out · (RTT_j + overhead) + (l_in + l_out − 1) · a · (1/b_to + 1/b_from)` s: RTT is
///   the latency from the source plus that to the sink, `a` the bytes of a token's activations, `b`
///   the links' bandwidths. The second term is Helix's own measure of a link; the overhead is 0
///   unless asked for, as Helix records none.
public struct HelixImporter: Sendable {
  /// The data.
  public var tables: HelixTables
  /// The cluster, as `cluster_nodes.csv` names it.
  public var cluster: String
  /// The model, as Helix names it.
  public var model = "llama2_70b"
  /// `l_in`; Helix's mean over the Azure conversation trace within 2048 and 1024 tokens.
  public var inputTokens = 763
  /// `l_out`; likewise.
  public var outputTokens = 232
  /// Sequences that decode in one step.
  public var decodeBatch = 16
  /// Milliseconds per token and server beyond the round trip.
  public var overheadMilliseconds = 0.0
  /// `λ`, jobs per second.
  ///
  /// At the usual rate a chain of ten servers that takes 130 to 400 s holds 65 to 200 jobs, so
  /// about the decoding batch assumed on each; far more slots than that fit in memory, but at them
  /// the decoding times would no longer be true.
  public var arrivalRate = 0.5
  /// `ρ̄`.
  public var maximumLoad = 0.7

  /// An importer with the usual tokens, batch and load.
  public init(tables: HelixTables, cluster: String) {
    self.tables = tables
    self.cluster = cluster
  }

  /// Helix's names of the models it measured and the names in the model table.
  private static let models = ["llama1_30b": "LLaMA-1-30B", "llama2_70b": "Llama-2-70B"]

  /// Names of the models that can be imported.
  public static var modelNames: [String] { models.keys.sorted() }

  /// The instance.
  ///
  /// - Throws: `InputError` where the tables do not know the cluster, the model or a machine.
  /// - Complexity: O(nodes · table rows).
  public func instance() throws(InputError) -> Instance {
    guard let listed = Self.models[model] else {
      throw InputError(
        "Helix measured \(Self.modelNames.joined(separator: " and ")); choose one of these",
        field: "model", value: model)
    }
    let specification = try tables.models.row(where: "model", is: listed)
    let figures = try ModelFigures(table: tables.models, row: specification)
    _ = try tables.nodes.row(where: "cluster", is: cluster)
    var machines: [String: HelixMachine] = [:]
    var servers: [Server] = []
    for row in try tables.nodes.rows(where: ["cluster": cluster]) {
      let type = try tables.nodes.text("machine", in: row)
      let machine: HelixMachine
      if let known = machines[type] {
        machine = known
      } else {
        machine = try self.machine(type, figures: figures)
        machines[type] = machine
      }
      let node = try tables.nodes.text("node", in: row)
      servers.append(try server(node: node, type: type, machine: machine, figures: figures))
    }
    return try Instance(
      name: "helix-\(cluster)-\(model)",
      service: Service(
        name: listed, blocks: figures.blocks, blockMemory: Self.gigabytes(figures.blockBytes),
        cacheMemory: Self.gigabytes(figures.entryBytes * (inputTokens + outputTokens))),
      servers: servers, arrivalRate: arrivalRate, maximumLoad: maximumLoad,
      provenance: provenance(machines, figures: figures))
  }

  private func machine(_ type: String, figures: ModelFigures) throws(InputError) -> HelixMachine {
    let memory = try tables.memory(
      model: model, machine: type, blockBytes: figures.blockBytes, entryBytes: figures.entryBytes)
    return HelixMachine(
      memoryBytes: memory.bytes, maximumLayers: memory.maximumLayers,
      promptMilliseconds: try tables.layerMilliseconds(
        model: model, machine: type, phase: "prompt", batchTokens: inputTokens),
      decodeMilliseconds: try tables.layerMilliseconds(
        model: model, machine: type, phase: "decode", batchTokens: decodeBatch))
  }

  private func server(node: String, type: String, machine: HelixMachine, figures: ModelFigures)
    throws(InputError) -> Server
  {
    let arriving = try tables.link(cluster: cluster, from: "source", to: node)
    let leaving = try tables.link(cluster: cluster, from: node, to: "sink")
    let roundTrips = ServiceTimes.communication(
      outputTokens: outputTokens,
      roundTripMilliseconds: arriving.latencyMilliseconds + leaving.latencyMilliseconds,
      overheadMilliseconds: overheadMilliseconds)
    let carried = Double((inputTokens + outputTokens - 1) * figures.activationBytes)
    let transfer = carried / arriving.bytesPerSecond + carried / leaving.bytesPerSecond
    let computation = ServiceTimes.computation(
      fixed: machine.promptMilliseconds / 1000, perInputToken: 0,
      perOutputToken: machine.decodeMilliseconds / 1000, inputTokens: inputTokens,
      outputTokens: outputTokens)
    return Server(
      name: "n\(node)-\(type)", memory: Self.gigabytes(machine.memoryBytes / 1_000_000 * 1_000_000),
      communicationTime: ServiceTimes.toMicroseconds(roundTrips + transfer),
      computationTime: ServiceTimes.toMicroseconds(computation))
  }

  private func provenance(_ machines: [String: HelixMachine], figures: ModelFigures) -> Provenance {
    let limits = machines.keys.sorted().map { type in
      let fitting = (machines[type]?.memoryBytes ?? 0) / figures.blockBytes
      return "\(type) \(machines[type]?.maximumLayers ?? 0) of \(fitting)"
    }
    return Provenance(
      origin: "Helix, ASPLOS'25, arXiv 2406.01566: cluster \(cluster), \(model)",
      license: "Apache-2.0",
      notes: "l_in \(inputTokens), l_out \(outputTokens); memory = least of (cache entries * "
        + "\(figures.entryBytes) B + layers * block) over layers held; tau_p = prompt(l_in) + "
        + "decode at batch \(decodeBatch) * (l_out - 1); tau_c = l_out * (RTT + "
        + "\(ExactDecimal(overheadMilliseconds) ?? .zero) ms) + (l_in + l_out - 1) * "
        + "\(figures.activationBytes) B over both links; layers that Helix allows itself of those "
        + "that fit: \(limits.joined(separator: ", "))")
  }

  /// Bytes as GB, exactly.
  static func gigabytes(_ bytes: Int) -> ExactDecimal {
    ExactDecimal("\(bytes)e-9") ?? .zero
  }
}

/// A model's figures from the table of models.
struct ModelFigures {
  let blocks: Int
  let blockBytes: Int
  let entryBytes: Int
  let activationBytes: Int
  let flopsPerToken: Double

  init(table: CSVTable, row: CSVTable.Row) throws(InputError) {
    blocks = try table.integer("blocks", in: row, within: 1...Service.maximumBlocks)
    blockBytes = try table.integer("block_bytes_fp16", in: row, within: 1...1_000_000_000_000)
    entryBytes = try table.integer(
      "kv_bytes_per_token_per_block_fp16", in: row, within: 1...10_000_000)
    activationBytes = try table.integer(
      "activation_bytes_per_token_fp16", in: row, within: 1...1_000_000_000)
    flopsPerToken = try table.number(
      "flops_per_token_per_block_dense", in: row, within: 1...1e18)
  }
}
