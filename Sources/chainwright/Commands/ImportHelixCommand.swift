import Instances
import ServerChains

/// `import helix`: one of Helix's clusters.
enum ImportHelixCommand: Command {
  static let name = "import helix"
  static let summary = "Make an instance of one of Helix's clusters (arXiv 2406.01566)."
  static let discussion = [
    "Computation time per block = (prompt(l_in) + decode * (l_out - 1)) / 1000, from Helix's "
      + "measured milliseconds per layer: a prompt of l_in tokens by interpolation, "
      + "a decoding step at the batch given.",
    "Communication time = l_out * (RTT + overhead) + (l_in + l_out - 1) * activation bytes * "
      + "(1/b_to + 1/b_from), with the coordinator's links to and from the node.",
    "Memory is what Helix's cache capacities leave for layers and caches together; blocks are "
      + "layers in fp16, a job's cache on a block is the KV bytes of l_in + l_out tokens.",
  ]
  static let options: [Option] = [
    .value(
      "--data", "DIR", required: true,
      "The data directory with cluster_nodes.csv, cluster_links.csv, layer_time_ms.csv and "
        + "kv_capacity_by_layers.csv in helix/, and specs/model_specs.csv; \(DataPage.name) says "
        + "where they come from."),
    .value(
      "--cluster", "NAME", required: true,
      "The cluster, for instance single24, geo24_3regions or highhet42."),
    .value(
      "--model", "NAME", default: "llama2_70b", allowed: HelixImporter.modelNames,
      "The model, as Helix names it."),
    .value("--input-tokens", "N", default: "763", "l_in, tokens of a job's prompt."),
    .value("--output-tokens", "N", default: "232", "l_out, tokens a job makes."),
    .value("--decode-batch", "N", default: "16", "Sequences that decode in one step."),
    .value(
      "--overhead", "MS", default: "0", "Milliseconds per token and server beyond the round trip."),
    .value("--arrival-rate", "RATE", default: "0.5", "Jobs per second."),
    .value("--maximum-load", "LOAD", default: "0.7", "The load not to be exceeded."),
    InstanceOutput.option,
  ]
  static let examples = [
    "chainwright import helix --data ../shared/data --cluster single24 -o single24.instance.json"
  ]

  static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
    let tables = try DataPage.named { () throws(InputError) in
      try HelixTables.read(directory: arguments.text("--data") ?? ".")
    }
    var importer = HelixImporter(tables: tables, cluster: arguments.text("--cluster") ?? "")
    let tokens = 1...1_000_000
    importer.model = arguments.text("--model") ?? importer.model
    importer.inputTokens =
      try arguments.integer("--input-tokens", in: tokens) ?? importer.inputTokens
    importer.outputTokens =
      try arguments.integer("--output-tokens", in: tokens) ?? importer.outputTokens
    importer.decodeBatch =
      try arguments.integer("--decode-batch", in: tokens) ?? importer.decodeBatch
    importer.overheadMilliseconds =
      try arguments.real("--overhead", in: 0...60_000) ?? importer.overheadMilliseconds
    importer.arrivalRate =
      try arguments.real("--arrival-rate", in: 1e-6...1e6) ?? importer.arrivalRate
    importer.maximumLoad =
      try arguments.real("--maximum-load", in: 0.001...0.999) ?? importer.maximumLoad
    try InstanceOutput.write(importer.instance(), arguments)
    return .done
  }
}
