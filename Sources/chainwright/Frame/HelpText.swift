import ServerChains

/// Help, made from the declarations.
enum HelpText {
  private static let width = 100

  /// The program's help: what each command is for and lines to begin with.
  static func ofProgram(_ commands: [any Command.Type], examples: [String]) -> String {
    let commands = commands.map { ($0.name, $0.summary) }
    return """
      Place the blocks of a large model on unequal GPU servers, chain the servers, share out their
      cache memory, and prove how good the result is.

      Usage: chainwright COMMAND [ARGUMENTS]
             chainwright COMMAND --help
             chainwright --version

      Commands
      \(TextLayout.definitions(commands, width: width))
      Examples
      \(examples.map { "  \($0)\n" }.joined())
      Instances (*.instance.json) say what there is, plans (*.plan.json) what to do \
      with it. Memory is
      in GB, times in seconds, rates in jobs per second.

      """
  }

  /// The help of a group: its members.
  static func ofGroup(_ group: String, _ members: [any Command.Type]) -> String {
    let commands = members.map { ($0.name, $0.summary) }
    return """
      Usage: chainwright \(group) KIND [ARGUMENTS]

      Commands
      \(TextLayout.definitions(commands, width: width))
      """
  }

  /// A command's help.
  static func of(_ command: any Command.Type) -> String {
    var text = "\(command.summary)\n\nUsage: \(usage(of: command))\n"
    for paragraph in command.discussion {
      text += "\n" + TextLayout.wrapped(paragraph, width: width) + "\n"
    }
    for list in command.lists {
      text += "\n\(list.title)\n" + TextLayout.definitions(list.items, width: width)
    }
    if !command.positionals.isEmpty {
      let items = command.positionals.map { ($0.name, $0.help) }
      text += "\nArguments\n" + TextLayout.definitions(items, width: width)
    }
    let options = command.options.map { (term(of: $0), sentence(of: $0)) }
    text += "\nOptions\n"
    text += TextLayout.definitions(options + [("--help", "Show this help.")], width: width)
    if !command.examples.isEmpty {
      text += "\nExamples\n" + command.examples.map { "  \($0)\n" }.joined()
    }
    return text
  }

  private static func usage(of command: any Command.Type) -> String {
    var words = ["chainwright", command.name]
    words += command.positionals.map {
      $0.repeats ? "\($0.name)…" : $0.isOptional ? "[\($0.name)]" : $0.name
    }
    words += command.options.filter(\.isRequired).map(term)
    if !command.options.allSatisfy(\.isRequired) { words.append("[OPTIONS]") }
    return words.joined(separator: " ")
  }

  private static func term(of option: Option) -> String {
    option.valueName.map { "\(option.name) \($0)" } ?? option.name
  }

  private static func sentence(of option: Option) -> String {
    var sentence = option.help
    if !option.allowed.isEmpty {
      sentence += " Choices: \(option.allowed.joined(separator: ", "))."
    }
    if let value = option.defaultValue { sentence += " Default: \(value)." }
    if option.isRequired { sentence += " Required." }
    return sentence
  }
}
