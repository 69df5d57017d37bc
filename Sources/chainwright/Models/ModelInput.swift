import LinearModels
import ServerChains

/// Where commands that take a model read it from.
enum ModelInput {
  static let positional = Positional(
    name: "FILE", help: "The model, an LP or MPS file; - reads standard input.")
  static let option = Option.value(
    "--format", "NAME", allowed: ModelFormat.names,
    "The model's format; by default the one that the file's name ends in.")

  /// Reads the model of the positional argument; whether it can be solved, the solver checks.
  ///
  /// - Throws: `UsageError` where the format is not known, `InputError` for a fault in the file.
  static func read(_ arguments: ParsedArguments) throws -> Model {
    let path = arguments.positional(positional.name)
    let name = name(arguments)
    guard !path.lowercased().hasSuffix(".gz") else { throw packed(name) }
    guard let format = ModelFormat(arguments, path: path) else {
      throw arguments.error(
        "the format of \(name) is not known by its name; add --format "
          + ModelFormat.names.joined(separator: " or --format "))
    }
    let bytes = try path == "-" ? InputFile.standardInput() : InputFile.bytes(at: path)
    guard !bytes.starts(with: [0x1F, 0x8B]) else { throw packed(name) }
    do {
      let file = try format.read(bytes)
      for remark in file.remarks { StandardStreams.note("\(name): \(remark)\n") }
      return file.model
    } catch {
      throw InputError(error.words, field: error.line.map { "line \($0)" } ?? "", file: name)
    }
  }

  /// What a solver said of the model that was read, as a fault of the file.
  static func fault(_ error: ModelError, _ arguments: ParsedArguments) -> InputError {
    let words = error.description
    return InputError(
      words.hasSuffix(".") ? String(words.dropLast()) : words, file: name(arguments))
  }

  private static func name(_ arguments: ParsedArguments) -> String {
    let path = arguments.positional(positional.name)
    return path == "-" ? "standard input" : path
  }

  private static func packed(_ name: String) -> InputError {
    InputError("is compressed; unpack it first, for instance with gunzip", file: name)
  }
}
