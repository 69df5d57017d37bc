import Instances
import ServerChains

/// `import azure`: BLOOM-176B over Azure regions.
enum ImportAzureCommand: Command {
  static let name = "import azure"
  static let summary = "Make an instance of BLOOM-176B on one GPU in each of several Azure regions."
  static let discussion = [
    "Regions are those with a time to and from all others, each next one the farthest from its "
      + "nearest among those chosen before, beginning at the client's, which hosts no server. "
      + "GPUs take turns: A100-SXM4-80GB, V100-SXM2-32GB, A100-SXM4-40GB, A10-24GB.",
    "Computation time per block = 1 ms + t_I * l_in + t_O * (l_out - 1), with t_I = FLOP per block "
      + "and token / dense fp16 FLOPS and t_O = 1.32 GB / memory bandwidth. "
      + "Communication time = l_out * (RTT + 18 ms), RTT the mean of both directions.",
  ]
  static let options: [Option] = [
    .value(
      "--data", "DIR", required: true,
      "The data directory with network/azure50_rtt_ms_p50.csv, specs/gpu_specs.csv and "
        + "specs/model_specs.csv; \(DataPage.name) says where they come from."),
    .value("--regions", "N", default: "12", "How many regions get a server."),
    .value("--client", "REGION", default: "West Europe", "The region jobs come from."),
    .value("--input-tokens", "N", default: "2000", "l_in, tokens of a job's prompt."),
    .value("--output-tokens", "N", default: "20", "l_out, tokens a job makes."),
    .value("--arrival-rate", "RATE", default: "0.2", "Jobs per second."),
    .value("--maximum-load", "LOAD", default: "0.7", "The load not to be exceeded."),
    InstanceOutput.option,
  ]
  static let examples = [
    "chainwright import azure --data ../shared/data --regions 24 -o azure-24.instance.json"
  ]

  static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
    let tokens = 1...1_000_000
    let count = try arguments.integer("--regions", in: 1...1000) ?? 12
    var importer = try DataPage.named { () throws(InputError) in
      try AzureImporter.read(directory: arguments.text("--data") ?? ".", count: count)
    }
    importer.client = arguments.text("--client") ?? importer.client
    importer.inputTokens =
      try arguments.integer("--input-tokens", in: tokens) ?? importer.inputTokens
    importer.outputTokens =
      try arguments.integer("--output-tokens", in: tokens) ?? importer.outputTokens
    importer.arrivalRate =
      try arguments.real("--arrival-rate", in: 1e-6...1e6) ?? importer.arrivalRate
    importer.maximumLoad =
      try arguments.real("--maximum-load", in: 0.001...0.999) ?? importer.maximumLoad
    do {
      try InstanceOutput.write(importer.instance(), arguments)
    } catch {
      throw error.asUsage(of: arguments)
    }
    return .done
  }
}
