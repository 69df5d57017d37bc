import Composition
import LinearModels
import ServerChains

/// The program: finds the command, runs it, and turns every error into one sentence and a status.
enum Program {
  /// Runs a command line without the program's name.
  static func run(_ arguments: [String]) -> ExitStatus {
    StandardStreams.prepare()
    do {
      return try dispatch(arguments)
    } catch {
      let (status, sentence) = account(of: error)
      StandardStreams.complain(sentence)
      return status
    }
  }

  private static func dispatch(_ arguments: [String]) throws -> ExitStatus {
    guard let first = arguments.first else {
      throw UsageError("no command is given; see chainwright --help for the list")
    }
    switch first {
    case "--version":
      try StandardStreams.write("chainwright \(ProgramVersion.text)\n")
      return .done
    case "--help", "-h", "help":
      return try help(arguments.dropFirst())
    default:
      break
    }
    guard !first.hasPrefix("-") else {
      throw UsageError(
        "unknown option \(first)"
          + Suggestion.clause(for: first, among: ["--help", "--version"]))
    }
    guard let (command, rest) = CommandList.find(arguments) else {
      return try helpForGroup(arguments)
    }
    if rest.prefix(while: { $0 != "--" }).contains(where: { $0 == "--help" || $0 == "-h" }) {
      try StandardStreams.write(HelpText.of(command))
      return .done
    }
    return try command.run(ArgumentParser.parse(Array(rest), for: command))
  }

  private static func help(_ words: ArraySlice<String>) throws -> ExitStatus {
    if words.isEmpty {
      try StandardStreams.write(HelpText.ofProgram(CommandList.all, examples: CommandList.examples))
    } else if let (command, _) = CommandList.find(Array(words)) {
      try StandardStreams.write(HelpText.of(command))
    } else {
      return try helpForGroup(Array(words) + ["--help"])
    }
    return .done
  }

  /// `import --help` lists the members of the group; anything else unknown is an error with the
  /// nearest name.
  private static func helpForGroup(_ arguments: [String]) throws -> ExitStatus {
    let first = arguments[0]
    let members = CommandList.members(of: first)
    guard !members.isEmpty else {
      throw UsageError(
        "unknown command \(first)" + Suggestion.clause(for: first, among: CommandList.firstWords))
    }
    let choices = members.map { $0.name.dropFirst(first.count + 1) }.map(String.init)
    guard arguments.count > 1 else {
      throw UsageError(
        "\(first) needs to know what; write chainwright \(first) "
          + choices.joined(separator: "|"))
    }
    guard arguments[1] == "--help" || arguments[1] == "-h" else {
      throw UsageError(
        "\(first) does not know \(arguments[1]) (choices: \(choices.joined(separator: ", ")))"
          + Suggestion.clause(
            for: arguments[1], among: choices, otherwise: "choose one of these"))
    }
    try StandardStreams.write(HelpText.ofGroup(first, members))
    return .done
  }

  private static func account(of error: any Error) -> (ExitStatus, String) {
    switch error {
    case let error as UsageError:
      return (.usage, error.message)
    case let error as InputError:
      let status: ExitStatus = error.kind == .missing ? .missingInput : .badInput
      return (status, error.description)
    case let error as CommandFailure:
      return (error.status, error.message)
    case SolverError.unavailable(let message):
      return (.solverUnavailable, message)
    case let error as SolverError:
      return (.fault, error.description)
    case let error as CompositionFault:
      return (.fault, error.description)
    default:
      return (
        .fault, "internal fault: \(error); please report it with the command line that led here"
      )
    }
  }
}
