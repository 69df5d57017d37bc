/// Every command, in the order of the help.
enum CommandList {
  static let all: [any Command.Type] = [
    GapCommand.self, SolveCommand.self, FrontierCommand.self, GreedyCommand.self,
    ExportModelCommand.self, SolveModelCommand.self, GenerateCommand.self, ImportPaperCommand.self,
    ImportHelixCommand.self,
    ImportAzureCommand.self, VerifyCommand.self, BoundCommand.self,
    SimulateCommand.self, DrawCommand.self, BenchCommand.self, BenchMergeCommand.self,
    BenchSlurmCommand.self, ReportCommand.self, SolversCommand.self,
  ]

  /// Lines to begin with, for the program's help.
  static let examples = [
    "chainwright generate --servers 6 --blocks 10 --seed 7 -o small.instance.json",
    "chainwright gap small.instance.json",
    "chainwright solve small.instance.json --question slots -o small.plan.json",
    "chainwright verify small.instance.json small.plan.json",
  ]

  /// The command that a command line begins with and what follows its name.
  static func find(_ arguments: [String]) -> (any Command.Type, ArraySlice<String>)? {
    for length in [2, 1] where arguments.count >= length {
      let name = arguments.prefix(length).joined(separator: " ")
      if let command = all.first(where: { $0.name == name }) {
        return (command, arguments.dropFirst(length))
      }
    }
    return nil
  }

  /// The commands whose first of two words is this.
  static func members(of group: String) -> [any Command.Type] {
    all.filter { $0.name.hasPrefix(group + " ") }
  }

  /// First words of all commands, each once.
  static var firstWords: [String] {
    var words: [String] = []
    for command in all {
      let word = String(command.name.prefix { $0 != " " })
      if !words.contains(word) { words.append(word) }
    }
    return words
  }
}
