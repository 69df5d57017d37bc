/// What can stand in a linear expression: a variable or an expression.
///
/// The protocol keeps the list of operators short; do not conform other types to it.
public protocol LinearOperand: Sendable {
  /// Turns the operand into an expression, without a copy where it already is one.
  consuming func intoExpression() -> LinearExpression
}

extension Variable: LinearOperand {
  /// The expression `1 * self`.
  public consuming func intoExpression() -> LinearExpression { LinearExpression(self) }
}

extension LinearExpression: LinearOperand {
  /// The expression itself.
  public consuming func intoExpression() -> LinearExpression { self }
}

extension LinearExpression {
  /// Adds a variable or an expression in place.
  ///
  /// - Complexity: amortised O(terms of the right side).
  public static func += (left: inout LinearExpression, right: some LinearOperand) {
    left.append(right.intoExpression())
  }

  /// Adds a number in place.
  public static func += (left: inout LinearExpression, right: Double) {
    left.constant += right
  }

  /// Subtracts a variable or an expression in place.
  ///
  /// - Complexity: amortised O(terms of the right side).
  public static func -= (left: inout LinearExpression, right: some LinearOperand) {
    left.add(-1, right.intoExpression())
  }

  /// Subtracts a number in place.
  public static func -= (left: inout LinearExpression, right: Double) {
    left.constant -= right
  }

  /// Multiplies every coefficient and the constant in place.
  public static func *= (left: inout LinearExpression, right: Double) {
    left.apply { $0 * right }
  }

  /// Divides every coefficient and the constant in place.
  public static func /= (left: inout LinearExpression, right: Double) {
    left.apply { $0 / right }
  }
}

/// The sum of two variables or expressions.
///
/// - Complexity: O(terms of the right side) when the left side is a temporary value.
public func + (left: consuming some LinearOperand, right: some LinearOperand) -> LinearExpression {
  var sum = left.intoExpression()
  sum += right.intoExpression()
  return sum
}

/// The sum of a variable or expression and a number.
public func + (left: consuming some LinearOperand, right: Double) -> LinearExpression {
  var sum = left.intoExpression()
  sum.constant += right
  return sum
}

/// The sum of a number and a variable or expression.
public func + (left: Double, right: consuming some LinearOperand) -> LinearExpression {
  var sum = right.intoExpression()
  sum.constant += left
  return sum
}

/// The difference of two variables or expressions.
///
/// - Complexity: O(terms of the right side) when the left side is a temporary value.
public func - (left: consuming some LinearOperand, right: some LinearOperand) -> LinearExpression {
  var difference = left.intoExpression()
  difference -= right.intoExpression()
  return difference
}

/// The difference of a variable or expression and a number.
public func - (left: consuming some LinearOperand, right: Double) -> LinearExpression {
  var difference = left.intoExpression()
  difference.constant -= right
  return difference
}

/// The difference of a number and a variable or expression.
public func - (left: Double, right: consuming some LinearOperand) -> LinearExpression {
  var difference = -right
  difference.constant += left
  return difference
}

/// The negative of a variable or expression.
public prefix func - (operand: consuming some LinearOperand) -> LinearExpression {
  var negative = operand.intoExpression()
  negative *= -1
  return negative
}

/// A number times a variable or expression.
public func * (left: Double, right: consuming some LinearOperand) -> LinearExpression {
  var product = right.intoExpression()
  product *= left
  return product
}

/// A variable or expression times a number.
public func * (left: consuming some LinearOperand, right: Double) -> LinearExpression {
  var product = left.intoExpression()
  product *= right
  return product
}

/// A variable or expression divided by a number.
public func / (left: consuming some LinearOperand, right: Double) -> LinearExpression {
  var quotient = left.intoExpression()
  quotient /= right
  return quotient
}
