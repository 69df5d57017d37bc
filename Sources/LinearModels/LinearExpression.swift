/// A sum of coefficients times variables, and a constant.
///
/// Terms are kept in the order in which they were added and may repeat a variable; a model sums
/// repeated variables when the expression becomes a row or the objective is read.
public struct LinearExpression: Sendable {
  /// One coefficient times one variable.
  public struct Term: Hashable, Sendable {
    /// The variable.
    public var variable: Variable
    /// What the variable is multiplied with.
    public var coefficient: Double

    /// Makes the term `coefficient * variable`.
    public init(_ coefficient: Double, _ variable: Variable) {
      self.variable = variable
      self.coefficient = coefficient
    }
  }

  /// The terms, in the order in which they were added.
  public private(set) var terms: [Term] = []

  /// The part that depends on no variable.
  public var constant: Double = 0

  /// Makes the empty sum, which is zero.
  public init() {}

  /// Makes the expression `1 * variable`.
  public init(_ variable: Variable) {
    terms = [Term(1, variable)]
  }

  /// Makes an expression that is a number.
  public init(_ constant: Double) {
    self.constant = constant
  }

  /// Makes an expression of terms and a constant.
  public init(_ terms: some Sequence<Term>, constant: Double = 0) {
    self.terms = Array(terms)
    self.constant = constant
  }

  /// Adds `coefficient * variable` in place.
  ///
  /// - Complexity: amortised O(1).
  public mutating func add(_ coefficient: Double, _ variable: Variable) {
    terms.append(Term(coefficient, variable))
  }

  /// Adds `factor * other` in place.
  ///
  /// - Complexity: amortised O(terms of `other`).
  public mutating func add(_ factor: Double, _ other: LinearExpression) {
    terms.reserveCapacity(grownCapacity(by: other.terms.count))
    for term in other.terms {
      terms.append(Term(factor * term.coefficient, term.variable))
    }
    // An infinite factor must not turn a constant of zero into NaN and hide the bad coefficient.
    if other.constant != 0 { constant += factor * other.constant }
  }

  /// Becomes the empty sum, and keeps its memory for the next terms.
  public mutating func removeAll() {
    terms.removeAll(keepingCapacity: true)
    constant = 0
  }

  /// Reserves room for a number of terms.
  public mutating func reserveCapacity(_ count: Int) {
    terms.reserveCapacity(count)
  }

  /// The value at a point given as one value per column.
  ///
  /// - Precondition: every variable of the expression is a column of `values`.
  /// - Complexity: O(terms).
  public func value(at values: [Double]) -> Double {
    var sum = CompensatedSum()
    for term in terms {
      precondition(
        values.indices.contains(term.variable.index),
        "The expression has column \(term.variable.index), the point has \(values.count) columns.")
      sum.add(term.coefficient * values[term.variable.index])
    }
    sum.add(constant)
    return sum.value
  }

  /// Changes every coefficient and the constant in place.
  mutating func apply(_ change: (Double) -> Double) {
    for index in terms.indices { terms[index].coefficient = change(terms[index].coefficient) }
    // An infinite factor must not turn a constant of zero into NaN and hide the bad coefficient.
    if constant != 0 { constant = change(constant) }
  }

  /// Appends the terms of another expression.
  mutating func append(_ other: LinearExpression) {
    terms.append(contentsOf: other.terms)
    constant += other.constant
  }

  /// The capacity to reserve before appending, doubled so that repeated appends stay linear.
  private func grownCapacity(by count: Int) -> Int {
    let needed = terms.count + count
    return needed <= terms.capacity ? needed : max(needed, 2 * terms.capacity)
  }
}

extension LinearExpression: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// Makes an expression that is a number.
  public init(floatLiteral value: Double) {
    self.init(value)
  }

  /// Makes an expression that is a whole number.
  public init(integerLiteral value: Int) {
    self.init(Double(value))
  }
}
