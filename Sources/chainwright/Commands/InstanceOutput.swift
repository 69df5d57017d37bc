import ServerChains

/// Where commands that make instances put them.
enum InstanceOutput {
  static let option = Option.value(
    "-o", "FILE", "Write the instance to this file instead of standard output.")

  /// Writes an instance to the file of `-o`, or to standard output.
  static func write(_ instance: Instance, _ arguments: ParsedArguments) throws(InputError) {
    let text = InstanceFile.text(of: instance)
    if let path = arguments.text("-o") {
      try OutputFile.write(text, to: path)
    } else {
      try StandardStreams.write(text)
    }
  }
}

extension InputError {
  /// A fault in a setting as a fault of usage: the field is the option's name without dashes.
  func asUsage(of arguments: ParsedArguments) -> any Error {
    guard file == nil, kind == .invalid else { return self }
    let option = field.isEmpty ? "" : "--\(field) "
    return arguments.error(option + (value.map { "\($0): " } ?? "") + message)
  }
}
