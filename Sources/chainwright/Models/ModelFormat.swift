import LinearModels

/// The formats of model files.
enum ModelFormat: String, CaseIterable {
  case lp
  case mps

  static let names = allCases.map(\.rawValue)

  /// The format that `--format` gives, or else a file's name by its ending; nil where neither says
  /// one.
  init?(_ arguments: ParsedArguments, path: String?) {
    if let given = arguments.text("--format") {
      self.init(rawValue: given)
    } else {
      let name = path?.lowercased() ?? ""
      guard let format = Self.allCases.first(where: { name.hasSuffix("." + $0.rawValue) }) else {
        return nil
      }
      self = format
    }
  }

  /// The model of a file's bytes, with what the reader remarks of them.
  func read(_ bytes: [UInt8]) throws(ModelFileError) -> ModelFile {
    switch self {
    case .lp: try LPReader().read(bytes)
    case .mps: try MPSReader().read(bytes)
    }
  }

  /// The text of a model's file.
  func text(of model: Model) throws(ModelError) -> String {
    switch self {
    case .lp: try LPWriter().text(of: model)
    case .mps: try MPSWriter().text(of: model)
    }
  }
}
