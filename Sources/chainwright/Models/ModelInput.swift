import LinearModels
import ServerChains

/// Where commands that take a model read it from.
enum ModelInput {
  static let positional = Positional(
    name: "FILE", help: "The model, an LP or MPS file; - reads standard input.")
  static let option = Option.value(
    "--format", "NAME", allowed: ModelFormat.names,
    "The model's format; by default the one that the file's name ends in.")

  /// Reads the model of the positional argument.
  ///
  /// - Throws: `UsageError` where the format is not known, `InputError` for a fault in the file.
  static func read(_ arguments: ParsedArguments) throws -> Model {
    let path = arguments.positional(positional.name)
    let isStandardInput = path == "-"
    let name = isStandardInput ? "standard input" : path
    guard !path.lowercased().hasSuffix(".gz") else { throw packed(name) }
    guard let format = ModelFormat(arguments, path: path) else {
      throw arguments.error(
        "the format of \(name) is not known by its name; add --format "
          + ModelFormat.names.joined(separator: " or --format "))
    }
    let bytes = try isStandardInput ? InputFile.standardInput() : InputFile.bytes(at: path)
    guard !bytes.starts(with: [0x1F, 0x8B]) else { throw packed(name) }
    let model: Model
    do {
      let file = try format.read(bytes)
      for remark in file.remarks { StandardStreams.note("\(name): \(remark)\n") }
      model = file.model
    } catch {
      throw InputError(error.words, field: error.line.map { "line \($0)" } ?? "", file: name)
    }
    do {
      try model.validate()
      try model.checkMagnitudes()
    } catch {
      let words = error.description
      throw InputError(words.hasSuffix(".") ? String(words.dropLast()) : words, file: name)
    }
    return model
  }

  private static func packed(_ name: String) -> InputError {
    InputError("is compressed; unpack it first, for instance with gunzip", file: name)
  }
}
