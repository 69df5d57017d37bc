/// Reads a command's arguments against its declarations.
struct ArgumentParser {
  private let command: any Command.Type
  private var values: [String: String] = [:]
  private var flags: Set<String> = []
  private var plain: [String] = []

  /// The arguments after the command's name.
  ///
  /// - Throws: `UsageError` for an unknown or repeated option, a missing or superfluous value, or a
  ///   value not allowed.
  static func parse(_ arguments: [String], for command: any Command.Type) throws(UsageError)
    -> ParsedArguments
  {
    var parser = ArgumentParser(command: command)
    try parser.take(arguments)
    return try parser.result()
  }

  private init(command: any Command.Type) {
    self.command = command
  }

  private func error(_ message: String) -> UsageError {
    UsageError(message, command: command.name)
  }

  private mutating func take(_ arguments: [String]) throws(UsageError) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        plain += rest
        return
      }
      // A lone dash is a name, not an option.
      guard argument.hasPrefix("-"), argument != "-" else {
        plain.append(argument)
        continue
      }
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      try takeOption(
        named: String(parts[0]), attached: parts.count > 1 ? String(parts[1]) : nil, &rest)
    }
  }

  private mutating func takeOption(
    named name: String, attached: String?, _ rest: inout ArraySlice<String>
  ) throws(UsageError) {
    guard let option = command.options.first(where: { $0.name == name }) else {
      throw error(
        "unknown option \(name)"
          + Suggestion.clause(for: name, among: command.options.map(\.name) + ["--help"]))
    }
    guard !flags.contains(name), values[name] == nil else {
      throw error("\(name) is given twice; give it once")
    }
    guard let valueName = option.valueName else {
      guard attached == nil else {
        throw error("\(name) takes no value; leave out the = and after")
      }
      flags.insert(name)
      return
    }
    guard let value = attached ?? rest.first, attached != nil || !value.hasPrefix("--") else {
      throw error("\(name) needs a value; write \(name) \(valueName)")
    }
    if attached == nil { rest.removeFirst() }
    guard !value.isEmpty else {
      throw error("\(name) has an empty value; write \(name) \(valueName)")
    }
    guard option.allowed.isEmpty || option.allowed.contains(value) else {
      throw error(
        "\(name) cannot be \(value) (choices: \(option.allowed.joined(separator: ", ")))"
          + Suggestion.clause(
            for: value, among: option.allowed, otherwise: "choose one of these"))
    }
    values[name] = value
  }

  private func result() throws(UsageError) -> ParsedArguments {
    for option in command.options where option.isRequired && values[option.name] == nil {
      throw error(
        "\(option.name) is missing; add \(option.name) \(option.valueName ?? "")")
    }
    let declared = command.positionals
    if let missing = declared.dropFirst(plain.count).first(where: { !$0.isOptional }) {
      throw error("\(missing.name) is missing; name it after the command")
    }
    if plain.count > declared.count, declared.last?.repeats != true {
      throw error(
        "\(plain[declared.count]) is one argument too many; "
          + "see chainwright \(command.name) --help for what it takes")
    }
    return ParsedArguments(command: command, values: values, flags: flags, plain: plain)
  }
}
