import LinearModels

/// How a solver gets a model.
public enum ModelForm: String, CaseIterable, Sendable {
  /// As it was built.
  case built = "as built"
  /// Written as an LP file and read back.
  case lp = "from LP"
  /// Written as an MPS file and read back.
  case mps = "from MPS"

  /// The model in this form, and whether its file, read and written again, is the same.
  func copy(of model: Model) throws -> (model: Model, isFixed: Bool) {
    switch self {
    case .built: return (model, true)
    case .lp:
      let text = try LPWriter().text(of: model)
      let copy = try LPReader().model(from: text)
      return (copy, try LPWriter().text(of: copy) == text)
    case .mps:
      let text = try MPSWriter().text(of: model)
      let copy = try MPSReader().model(from: text)
      return (copy, try MPSWriter().text(of: copy) == text)
    }
  }
}
