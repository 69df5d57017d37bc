/// What is wrong with what a solver says of a model, or worth counting.
public struct Finding: Sendable, Equatable, CustomStringConvertible {
  /// The kinds of findings.
  public enum Kind: String, CaseIterable, Sendable {
    /// Infeasible, unbounded or one of them, though there is a best point.
    case falseEnd = "false end"
    /// Optimal with an objective off by more than a millionth, or where there is no best point.
    case falseOptimum = "false optimum"
    /// A point that breaks a row by more than a millionth of what its integers leave to the rest.
    case falsePoint = "false point"
    /// A bound that the best point beats by more than a billionth.
    case falseBound = "false bound"
    /// Optimal with a point that breaks a row, and that only for this is better than any true one.
    case loosePoint = "loose point"
    /// Optimal and off by between a billionth and a millionth.
    case nearOptimum = "near optimum"
    /// Optimal with a bound off by more than a billionth, or none.
    case looseBound = "loose bound"
    /// A point where none is best.
    case strayPoint = "stray point"
    /// A file that cannot be read back, or not as the same.
    case changedFile = "changed file"
    /// An error instead of an outcome.
    case fault
    /// An end without a proof, or a limit.
    case unproven

    /// Whether a user would be told what is not so.
    public var isLie: Bool {
      switch self {
      case .falseEnd, .falseOptimum, .falsePoint, .falseBound: true
      case .loosePoint, .nearOptimum, .looseBound, .strayPoint, .changedFile, .fault, .unproven:
        false
      }
    }
  }

  /// What it is.
  public let kind: Kind
  /// The name of the model.
  public let model: String
  /// What the model is counted with.
  public let group: String
  /// How the solver got the model.
  public let form: ModelForm
  /// Whether a conforming solver may do so: all but lies, of models that are hard.
  public let isAllowed: Bool
  /// What is true, and what was said.
  public let words: String

  /// The finding in one line.
  public var description: String {
    "\(model) (\(group), \(form.rawValue)): \(kind.rawValue): \(words)"
  }
}
