import Instances
import ServerChains

/// `generate`: an instance by seed.
enum GenerateCommand: Command {
  static let name = "generate"
  static let summary = "Make an instance by seed."
  static let discussion = [
    "The same settings give the same bytes on every machine. Every instance made can serve at "
      + "least one job at a time; settings that cannot give such an instance are refused."
  ]
  static let lists = [
    HelpList(
      title: "Families", items: InstanceFamily.allCases.map { ($0.rawValue, $0.summary) })
  ]
  static let options: [Option] = [
    .value(
      "--family", "NAME", default: InstanceFamily.mixed.rawValue,
      allowed: InstanceFamily.allCases.map(\.rawValue), "In what the servers differ."),
    .value("--servers", "J", default: "6", "The number of servers."),
    .value(
      "--blocks", "L",
      "The number of blocks; 10 if not given, 70 for the families paper and bprr."),
    .value("--seed", "S", default: "1", "What the draws start from."),
    .value("--name", "NAME", "The instance's name; made of the settings if not given."),
    .value(
      "--share", "ETA", default: "0.2",
      "Family paper: the share of fast servers; bprr: of remote ones."),
    .value(
      "--copies", "R", default: "2",
      "Other families: how many times over the servers hold the model with one job's cache."),
    .value(
      "--demand", "D", default: "2",
      "Other families: the required rate as a multiple of one job's rate on "
        + "GBP-CR(1)'s first chain."
    ),
    InstanceOutput.option,
  ]
  static let examples = [
    "chainwright generate --family mixed --servers 6 --blocks 10 --seed 7",
    "chainwright generate --family paper --servers 20 --share 0.3 --seed 1 -o "
      + "paper20.instance.json",
  ]

  static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
    let family = arguments.text("--family").flatMap(InstanceFamily.init) ?? .mixed
    let isPublished = family == .paper || family == .bprr
    let foreign = isPublished ? ["--copies", "--demand"] : ["--share"]
    for option in foreign where arguments.isGiven(option) {
      throw arguments.error(
        "\(option) means nothing for the family \(family.rawValue); leave it out")
    }
    let blocks = try arguments.integer("--blocks", in: 1...Service.maximumBlocks)
    var generator = InstanceGenerator(
      family: family,
      servers: try arguments.integer("--servers", in: 1...Instance.maximumServers) ?? 6,
      blocks: blocks ?? (isPublished ? 70 : 10), seed: try arguments.seed("--seed") ?? 1,
      name: arguments.text("--name"))
    generator.share = try arguments.real("--share", in: 0...1) ?? generator.share
    generator.copies = try arguments.real("--copies", in: 0.01...1000) ?? generator.copies
    generator.demand = try arguments.real("--demand", in: 0.01...1000) ?? generator.demand
    do {
      try InstanceOutput.write(generator.instance(), arguments)
    } catch {
      throw error.asUsage(of: arguments)
    }
    return .done
  }
}
