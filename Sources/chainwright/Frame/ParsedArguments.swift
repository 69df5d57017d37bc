import ServerChains

/// A command's arguments, understood; numbers are read strictly.
struct ParsedArguments {
  private let command: any Command.Type
  private let values: [String: String]
  private let flags: Set<String>
  private let plain: [String]

  init(
    command: any Command.Type, values: [String: String], flags: Set<String>, plain: [String]
  ) {
    self.command = command
    self.values = values
    self.flags = flags
    self.plain = plain
  }

  /// Whether a flag is given.
  func flag(_ name: String) -> Bool {
    declaration(of: name)
    return flags.contains(name)
  }

  /// An option's value or its default; nil where there is neither.
  func text(_ name: String) -> String? {
    values[name] ?? declaration(of: name)?.defaultValue
  }

  /// Whether the user gave the option.
  func isGiven(_ name: String) -> Bool {
    declaration(of: name)
    return values[name] != nil || flags.contains(name)
  }

  /// An option's value as a whole number in a range; nil where there is neither value nor default.
  func integer(_ name: String, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
    guard let text = text(name) else { return nil }
    guard let value = Int(text) else {
      throw error("\(name) must be a whole number, not \(text); try \(name) \(range.lowerBound)")
    }
    guard range.contains(value) else {
      throw error(
        "\(name) is \(text) but must lie in \(Self.words(range)); give a number in that range")
    }
    return value
  }

  /// An option's value as a whole number of at least 0 that fits in 64 bits.
  func seed(_ name: String) throws(UsageError) -> UInt64? {
    guard let text = text(name) else { return nil }
    guard let value = UInt64(text) else {
      throw error(
        "\(name) must be a whole number from 0 to \(UInt64.max), not \(text); try \(name) 1")
    }
    return value
  }

  /// An option's value as a finite number in a range; nil where there is neither value nor default.
  func real(_ name: String, in range: ClosedRange<Double>) throws(UsageError) -> Double? {
    guard let text = text(name) else { return nil }
    let isPlain = text.utf8.allSatisfy { "+-.0123456789eE".utf8.contains($0) }
    guard isPlain, let value = Double(text), value.isFinite else {
      throw error(
        "\(name) must be a finite number, not \(text); write it like "
          + "\(NumberText.shortest(range.lowerBound)) or 2.5")
    }
    guard range.contains(value) else {
      throw error(
        "\(name) is \(text) but must lie in \(NumberText.shortest(range.lowerBound)) to "
          + "\(NumberText.shortest(range.upperBound)); give a number in that range")
    }
    return value
  }

  /// An option's values separated by commas, as whole numbers in a range; empty where there is
  /// neither value nor default.
  func integers(_ name: String, in range: ClosedRange<Int>) throws(UsageError) -> [Int] {
    guard let text = text(name) else { return [] }
    var list: [Int] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let value = Int(part), range.contains(value) else {
        throw error(
          "\(name) has the part \"\(part)\"; give whole numbers in \(Self.words(range)) "
            + "separated by commas")
      }
      list.append(value)
    }
    return list
  }

  /// An option's values separated by commas, as finite numbers in a range; empty where there is
  /// neither value nor default.
  func reals(_ name: String, in range: ClosedRange<Double>) throws(UsageError) -> [Double] {
    guard let text = text(name) else { return [] }
    var list: [Double] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let isPlain = part.utf8.allSatisfy { "+-.0123456789eE".utf8.contains($0) }
      guard isPlain, let value = Double(part), range.contains(value) else {
        throw error(
          "\(name) has the part \"\(part)\"; give numbers in "
            + "\(NumberText.shortest(range.lowerBound)) to "
            + "\(NumberText.shortest(range.upperBound)) separated by commas")
      }
      list.append(value)
    }
    return list
  }

  /// A positional argument by its declared name.
  func positional(_ name: String) -> String {
    positionals(name)[0]
  }

  /// A positional argument that may be left out; nil where it is.
  func optionalPositional(_ name: String) -> String? {
    positionals(name).first
  }

  /// All values of a positional argument that may repeat or be left out.
  func positionals(_ name: String) -> [String] {
    guard let position = command.positionals.firstIndex(where: { $0.name == name }) else {
      preconditionFailure("The command \(command.name) declares no positional argument \(name).")
    }
    let rest = plain.dropFirst(position)
    return command.positionals[position].repeats ? Array(rest) : Array(rest.prefix(1))
  }

  /// A fault of usage that names this command.
  func error(_ message: String) -> UsageError {
    UsageError(message, command: command.name)
  }

  @discardableResult
  private func declaration(of name: String) -> Option? {
    let option = command.options.first { $0.name == name }
    precondition(option != nil, "The command \(command.name) declares no option \(name).")
    return option
  }

  private static func words(_ range: ClosedRange<Int>) -> String {
    range.upperBound == Int.max
      ? "\(range.lowerBound) or more" : "\(range.lowerBound) to \(range.upperBound)"
  }
}
