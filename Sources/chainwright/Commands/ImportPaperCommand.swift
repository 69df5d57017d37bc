import Instances
import ServerChains

/// `import paper`: the clusters of the paper's evaluation from a table.
enum ImportPaperCommand: Command {
  static let name = "import paper"
  static let summary = "Make instances of a table with one row per server, as for arXiv 2604.14993."
  static let discussion = [
    "The table needs the columns instance, model, blocks, block_memory_GB, "
      + "cache_memory_per_job_GB, "
      + "arrival_rate_per_s, maximum_load, server, memory_GB, communication_time_s and "
      + "computation_time_per_block_s; others are passed over. Both times are taken as they stand.",
    "The tables of the paper's clusters are bloom176b_ripe_measured.csv, "
      + "bloom176b_ripe_synthesized.csv and llama2_7b_mig9.csv; \(DataPage.name) says how they "
      + "were made.",
  ]
  static let positionals = [
    Positional(name: "TABLE", help: "The table, comma-separated with a header line.")
  ]
  static let options: [Option] = [
    .value("--instance", "NAME", "The instance to make, where the table holds several."),
    .flag("--all", "Make every instance of the table, each in a file NAME.instance.json."),
    .value(
      "-o", "PLACE",
      "The file to write instead of standard output; with --all, an existing directory."),
  ]
  static let examples = [
    "chainwright import paper bloom176b_ripe_measured.csv --all -o instances/real/bloom-measured"
  ]

  static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
    let importer = PaperImporter(
      table: try DataPage.named { () throws(InputError) in
        try CSVTable.read(path: arguments.positional("TABLE"))
      })
    if arguments.flag("--all") {
      guard arguments.text("--instance") == nil else {
        throw arguments.error("--all and --instance exclude each other; leave one out")
      }
      guard let directory = arguments.text("-o") else {
        throw arguments.error("--all writes many files; name a directory for them with -o")
      }
      for instance in try importer.instances() {
        try OutputFile.write(
          InstanceFile.text(of: instance), to: path(of: instance, in: directory))
      }
      return .done
    }
    if let name = arguments.text("--instance") {
      try InstanceOutput.write(importer.instance(named: name), arguments)
      return .done
    }
    let instances = try importer.instances()
    guard let only = instances.first, instances.count == 1 else {
      throw arguments.error(
        "the table holds \(instances.count) instances; choose one with --instance or make them "
          + "all with --all -o DIRECTORY")
    }
    try InstanceOutput.write(only, arguments)
    return .done
  }

  private static func path(of instance: Instance, in directory: String) throws(InputError) -> String
  {
    guard !instance.name.contains("/"), !instance.name.hasPrefix(".") else {
      throw InputError(
        "the instance's name is no file name; rename it in the table", value: instance.name)
    }
    return "\(directory)/\(instance.name).instance.json"
  }
}
