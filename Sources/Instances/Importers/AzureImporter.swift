import ServerChains

/// Makes an instance of BLOOM-176B on one GPU in each of several Azure regions, served from one
/// client region.
///
/// - Regions: `RegionTable.spread` from the client's region, which hosts no server itself.
/// - GPUs: the types in `gpus` in turn, in the order in which the regions are chosen; all of a
///   GPU's memory counts.
/// - Blocks of 1.32 GB and caches of 0.11 GB as in arXiv 2604.14993. (NF4 weights at 4.25 bits are
///   1.310 GB; a cache for 2020 tokens is 0.1158 GB = 0.108 GiB.)
/// - `τᵖ_j = t_o + t^I · l_in + t^O · (l_out − 1)` s per block, with `t_o` = 1 ms,
///   `t^I = FLOP per block and token / dense fp16 FLOPS`, `t^O = s_m / memory bandwidth`.
/// - `τᶜ_j = l_out · (RTT_j + 18 ms)`, RTT the mean of both directions between region and client,
///   medians over a month.
public struct AzureImporter: Sendable {
  /// Times between regions.
  public var regions: RegionTable
  /// `gpu, memory_GB, mem_bandwidth_GB_per_s, fp16_dense_tensor_TFLOPS, …`.
  public var gpuTable: CSVTable
  /// Model figures.
  public var modelTable: CSVTable
  /// How many regions get a server.
  public var count: Int
  /// Where jobs come from and go to.
  public var client = "West Europe"
  /// GPU types in turn.
  public var gpus = ["A100-SXM4-80GB", "V100-SXM2-32GB", "A100-SXM4-40GB", "A10-24GB"]
  /// `l_in`.
  public var inputTokens = 2000
  /// `l_out`.
  public var outputTokens = 20
  /// `λ`, jobs per second.
  public var arrivalRate = 0.2
  /// `ρ̄`.
  public var maximumLoad = 0.7

  private static let model = "BLOOM-176B"
  private static let blockMemory: ExactDecimal = 1.32
  private static let cacheMemory: ExactDecimal = 0.11
  private static let fixedSeconds = 0.001
  private static let overheadMilliseconds = 18.0

  /// An importer with the usual GPUs, tokens and load.
  public init(regions: RegionTable, gpuTable: CSVTable, modelTable: CSVTable, count: Int) {
    self.regions = regions
    self.gpuTable = gpuTable
    self.modelTable = modelTable
    self.count = count
  }

  /// The importer for the tables below a data directory, in `network/` and `specs/`.
  ///
  /// - Throws: `InputError` where one is missing or is not a table.
  public static func read(directory: String, count: Int) throws(InputError) -> AzureImporter {
    AzureImporter(
      regions: try RegionTable(
        table: CSVTable.read(path: directory + "/network/azure50_rtt_ms_p50.csv")),
      gpuTable: try CSVTable.read(path: directory + "/specs/gpu_specs.csv"),
      modelTable: try CSVTable.read(path: directory + "/specs/model_specs.csv"), count: count)
  }

  /// The instance.
  ///
  /// - Throws: `InputError` where the client's region is not complete in the table, there are too
  ///   few regions, or the tables do not know a GPU or the model.
  /// - Complexity: O(count · R²).
  public func instance() throws(InputError) -> Instance {
    guard regions.regions.contains(client) else {
      throw InputError(
        "it is not among the complete regions (\(regions.regions.joined(separator: ", "))); "
          + "choose one of these", field: "client", value: client)
    }
    guard (1..<regions.regions.count).contains(count), !gpus.isEmpty else {
      throw InputError(
        "the number of regions must lie in 1…\(regions.regions.count - 1); "
          + "ask for one in that range",
        field: "regions", value: "\(count)")
    }
    let figures = try ModelFigures(
      table: modelTable, row: modelTable.row(where: "model", is: Self.model))
    var servers: [Server] = []
    for (index, region) in regions.spread(from: client, count: count).enumerated() {
      servers.append(
        try server(in: region, gpu: gpus[index % gpus.count], flops: figures.flopsPerToken))
    }
    return try Instance(
      name: "azure-\(count)-bloom-176b",
      service: Service(
        name: Self.model, blocks: figures.blocks, blockMemory: Self.blockMemory,
        cacheMemory: Self.cacheMemory),
      servers: servers, arrivalRate: arrivalRate, maximumLoad: maximumLoad,
      provenance: provenance())
  }

  private func server(in region: String, gpu: String, flops: Double) throws(InputError) -> Server {
    let row = try gpuTable.row(where: "gpu", is: gpu)
    let teraflops = try gpuTable.number("fp16_dense_tensor_TFLOPS", in: row, within: 0.001...1e6)
    let bandwidth = try gpuTable.number("mem_bandwidth_GB_per_s", in: row, within: 0.001...1e6)
    let computation = ServiceTimes.computation(
      fixed: Self.fixedSeconds, perInputToken: flops / (teraflops * 1e12),
      perOutputToken: Self.blockMemory.doubleValue / bandwidth, inputTokens: inputTokens,
      outputTokens: outputTokens)
    let communication = ServiceTimes.communication(
      outputTokens: outputTokens, roundTripMilliseconds: regions.roundTrip(region, client) ?? 0,
      overheadMilliseconds: Self.overheadMilliseconds)
    let place = String(region.lowercased().map { $0 == " " ? "-" : $0 })
    return Server(
      name: "\(place)-\(gpu)", memory: try gpuTable.decimal("memory_GB", in: row),
      communicationTime: ServiceTimes.toMicroseconds(communication),
      computationTime: ServiceTimes.toMicroseconds(computation))
  }

  private func provenance() -> Provenance {
    Provenance(
      origin: "RTT: Microsoft Learn, \"Azure network round-trip latency statistics\" (P50); "
        + "GPU figures: vendors' data sheets; model: arXiv 2604.14993",
      license: "CC-BY-4.0 (RTT)",
      notes: "client in \(client); regions spread farthest-first from it; GPUs in turn: "
        + "\(gpus.joined(separator: ", ")); tau_p = 1 ms + FLOP per block and token / dense "
        + "fp16 FLOPS * \(inputTokens) + 1.32 GB / bandwidth * \(outputTokens - 1); "
        + "tau_c = \(outputTokens) tokens * (mean RTT + 18 ms)")
  }
}
