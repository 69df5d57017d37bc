/// What is wrong with a model, in words that say where.
public enum ModelError: Error, Equatable, Sendable {
  /// A coefficient in a row or the objective is not a finite number.
  case badCoefficient(place: String, variable: String, value: Double)
  /// The constant of the objective is not a finite number.
  case badConstant(value: Double)
  /// Bounds are not numbers or are an infinity of the wrong sign.
  case badBounds(of: String, lower: Double, upper: Double)
  /// A row or the objective uses a variable that the model does not have.
  case foreignVariable(place: String, column: Int, variableCount: Int)
  /// A name is empty or has a control character.
  case badName(place: String, name: String)
}

extension ModelError: CustomStringConvertible {
  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .badCoefficient(let place, let variable, let value):
      "The coefficient of \(variable) in \(place) is \(value); give a finite number."
    case .badConstant(let value):
      "The constant of the objective is \(value); give a finite number."
    case .badBounds(let what, let lower, let upper):
      "The bounds of \(what) are \(lower) and \(upper); give numbers, infinite ones "
        + "only to leave a side open."
    case .foreignVariable(let place, let column, let count):
      "The expression of \(place) uses column \(column), but the model had only \(count) "
        + "variables; use variables that this model made."
    case .badName(let place, let name):
      "The name of \(place) is \(String(reflecting: name)); give a name that is not empty and "
        + "has no control characters, or none."
    }
  }
}
