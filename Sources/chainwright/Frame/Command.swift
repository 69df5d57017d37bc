/// One thing the program can do; a new command conforms to this and joins `CommandList.all`.
protocol Command: Sendable {
  /// One word, or two for a member of a group such as `import helix`.
  static var name: String { get }
  /// One line for the list of commands.
  static var summary: String { get }
  /// Paragraphs for the command's own help: what it does, what it prints, what to know.
  static var discussion: [String] { get }
  /// Lists of names and what they mean, shown after the discussion.
  static var lists: [HelpList] { get }
  /// What stands without a dash.
  static var positionals: [Positional] { get }
  /// What stands with a dash; `--help` is understood by every command.
  static var options: [Option] { get }
  /// Lines to try, for the command's own help.
  static var examples: [String] { get }
  /// Does it.
  static func run(_ arguments: ParsedArguments) throws -> ExitStatus
}

extension Command {
  static var lists: [HelpList] { [] }
  static var positionals: [Positional] { [] }
  static var options: [Option] { [] }
  static var examples: [String] { [] }
}

/// A titled list of names and what they mean.
struct HelpList: Sendable {
  let title: String
  let items: [(term: String, text: String)]
}

/// An argument without a dash.
struct Positional: Sendable {
  /// In capitals, as the help shows it.
  let name: String
  /// One sentence.
  let help: String
  /// Whether it may stand more than once; only the last one of a command may.
  var repeats = false
  /// Whether it may be left out; only the last one of a command may.
  var isOptional = false
}

/// An argument with a dash, declared as data.
struct Option: Sendable {
  /// With its dashes, for instance `--servers` or `-o`.
  let name: String
  /// What its value stands for, in capitals; nil for a flag.
  let valueName: String?
  /// The value where the option is not given; nil where there is none.
  let defaultValue: String?
  /// The only values allowed; empty where any is.
  let allowed: [String]
  /// Whether the command cannot do without it.
  let isRequired: Bool
  /// One sentence, without the default and the allowed values, which the help adds.
  let help: String

  /// An option with a value.
  static func value(
    _ name: String, _ valueName: String, default defaultValue: String? = nil,
    allowed: [String] = [], required: Bool = false, _ help: String
  ) -> Option {
    Option(
      name: name, valueName: valueName, defaultValue: defaultValue, allowed: allowed,
      isRequired: required, help: help)
  }

  /// An option that is there or not.
  static func flag(_ name: String, _ help: String) -> Option {
    Option(
      name: name, valueName: nil, defaultValue: nil, allowed: [], isRequired: false, help: help)
  }

  /// Results as one JSON document on standard output.
  static let json = flag("--json", "Print one JSON document instead of text for people.")
}
