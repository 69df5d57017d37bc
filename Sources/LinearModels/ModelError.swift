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
  /// A number that counts as a whole one is beyond 2^53.
  case tooLarge(what: String, value: Double)
  /// The rows leave to an integer only values from 2^52 on.
  case onlyLargeValues(variable: String, nearest: Double)
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
    case .tooLarge(let what, let value):
      "\(what) is \(value), and beyond 9007199254740992 (2^53) doubles skip whole numbers; "
        + "choose a larger unit, or leave the side open where the number stands for none."
    case .onlyLargeValues(let variable, let nearest):
      "The rows leave to integer \(variable) no value nearer to zero than \(nearest), and from "
        + "4503599627370496 (2^52) on doubles have no fractions; choose a larger unit or another "
        + "origin."
    case .badName(let place, let name):
      "The name of \(place) is \(String(reflecting: name)); give a name that is not empty and "
        + "has no control characters, or none."
    }
  }
}
