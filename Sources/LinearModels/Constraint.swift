/// An expression and the interval that its value must lie in.
///
/// Made by comparing expressions, `2 * x + y <= 3`, or with an interval,
/// `Constraint(x - y, in: -1...1)`. The constant of the expression is moved into the bounds.
public struct Constraint: Sendable {
  /// The terms, with a constant of zero.
  public let expression: LinearExpression
  /// The smallest value allowed; minus infinity when there is none.
  public let lower: Double
  /// The largest value allowed; infinity when there is none.
  public let upper: Double

  /// Makes the constraint `interval.lowerBound <= expression <= interval.upperBound`.
  public init(_ expression: some LinearOperand, in interval: ClosedRange<Double>) {
    self.init(
      moving: expression.intoExpression(), lower: interval.lowerBound, upper: interval.upperBound)
  }

  /// The constraint `lower <= expression <= upper`.
  public static func between(
    _ lower: Double, _ expression: some LinearOperand, _ upper: Double
  ) -> Constraint {
    Constraint(moving: expression.intoExpression(), lower: lower, upper: upper)
  }

  init(moving expression: consuming LinearExpression, lower: Double, upper: Double) {
    let constant = expression.constant
    expression.constant = 0
    self.expression = expression
    self.lower = lower - constant
    self.upper = upper - constant
  }
}

/// The constraint that the left side is at most the right side.
public func <= (left: consuming some LinearOperand, right: some LinearOperand) -> Constraint {
  Constraint(moving: left - right, lower: -.infinity, upper: 0)
}

/// The constraint that the left side is at most a number.
public func <= (left: consuming some LinearOperand, right: Double) -> Constraint {
  Constraint(moving: left.intoExpression(), lower: -.infinity, upper: right)
}

/// The constraint that the right side is at least a number.
public func <= (left: Double, right: consuming some LinearOperand) -> Constraint {
  Constraint(moving: right.intoExpression(), lower: left, upper: .infinity)
}

/// The constraint that the left side is at least the right side.
public func >= (left: consuming some LinearOperand, right: some LinearOperand) -> Constraint {
  Constraint(moving: left - right, lower: 0, upper: .infinity)
}

/// The constraint that the left side is at least a number.
public func >= (left: consuming some LinearOperand, right: Double) -> Constraint {
  Constraint(moving: left.intoExpression(), lower: right, upper: .infinity)
}

/// The constraint that the right side is at most a number.
public func >= (left: Double, right: consuming some LinearOperand) -> Constraint {
  Constraint(moving: right.intoExpression(), lower: -.infinity, upper: left)
}

/// The constraint that both sides are equal.
public func == (left: consuming some LinearOperand, right: some LinearOperand) -> Constraint {
  Constraint(moving: left - right, lower: 0, upper: 0)
}

/// The constraint that the left side equals a number.
public func == (left: consuming some LinearOperand, right: Double) -> Constraint {
  Constraint(moving: left.intoExpression(), lower: right, upper: right)
}

/// The constraint that the right side equals a number.
public func == (left: Double, right: consuming some LinearOperand) -> Constraint {
  Constraint(moving: right.intoExpression(), lower: left, upper: left)
}
