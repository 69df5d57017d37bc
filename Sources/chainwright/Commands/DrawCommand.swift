import Experiments
import ServerChains

/// `draw`: plans as pictures.
enum DrawCommand: Command {
  static let name = "draw"
  static let summary = "Draw plans: servers as rows, blocks as columns, chains as paths."
  static let discussion = [
    "Hosted ranges are bars; every chain is a numbered path with the jobs it holds and its service "
      + "time. With -o the picture is a file, several plans side by side; without it, "
      + "it is made of characters.",
    "Give the instance before its plans for memory, service times and servers that host nothing. A "
      + "plan that breaks a rule of its instance is refused with the rule. "
      + "With more than 12 servers the rows of a file follow the blocks.",
  ]
  static let positionals = [
    Positional(
      name: "FILE", help: "Plan files of one instance, the instance's own file first or left out.",
      repeats: true)
  ]
  static let options: [Option] = [
    PictureOutput.option,
    .value("--titles", "T;…", "What stands above each plan, separated by semicolons."),
  ]
  static let examples = [
    "chainwright draw small.plan.json",
    "chainwright draw small.instance.json greedy.plan.json best.plan.json -o plans.svg",
  ]

  static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
    try PictureOutput.check(arguments)
    var plans = try read(arguments)
    if let titles = arguments.text("--titles") {
      let titles = titles.split(separator: ";", omittingEmptySubsequences: false)
      guard titles.count == plans.count else {
        throw arguments.error(
          "--titles names \(titles.count) of \(plans.count) plans; give one title for each")
      }
      for (index, title) in titles.enumerated() { plans[index].title = String(title) }
    }
    if let path = arguments.text("-o") {
      try PictureOutput.write(PlacementPicture.svg(of: plans), to: path)
    } else {
      try StandardStreams.write(plans.map(PlacementText.text).joined(separator: "\n"))
    }
    return .done
  }

  private static func read(_ arguments: ParsedArguments) throws -> [PicturedPlan] {
    var instance: Instance?
    var plans: [PicturedPlan] = []
    for (index, path) in arguments.positionals("FILE").enumerated() {
      do throws(InputError) {
        let document = try JSONReader.parse(try InputFile.bytes(at: path))
        if index == 0, isInstance(document) {
          instance = try InstanceFile.instance(from: document)
          continue
        }
        let plan = try PlanFile.plan(from: document)
        if let instance {
          plans.append(try PicturedPlan(plan, of: instance, file: path))
        } else {
          plans.append(try PicturedPlan(plan, file: path))
        }
      } catch {
        throw error.inFile(path)
      }
    }
    guard !plans.isEmpty else {
      throw arguments.error("only an instance is given; name a plan after it")
    }
    return plans
  }

  private static func isInstance(_ document: JSON) -> Bool {
    guard case .object(let members) = document else { return false }
    return members["format"] == .string(InstanceFile.format)
  }
}
