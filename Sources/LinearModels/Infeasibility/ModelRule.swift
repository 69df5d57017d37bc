/// One side of a row or of a variable's bounds: what a model demands, piece by piece.
public struct ModelRule: Hashable, Sendable {
  /// What is bounded.
  public enum Subject: Hashable, Sendable {
    /// The value of a row.
    case row(Row)
    /// The value of a variable.
    case variable(Variable)
  }

  /// The direction of the bound.
  public enum Side: Hashable, Sendable {
    /// The value is at least the bound.
    case atLeast
    /// The value is at most the bound.
    case atMost
  }

  /// What is bounded.
  public let subject: Subject
  /// The direction.
  public let side: Side
  /// The bound.
  public let bound: Double

  /// The rule in the model's terms, for instance `row memory_s3 <= 12`.
  public func words(in model: Model) -> String {
    let name =
      switch subject {
      case .row(let row): "row \(model.name(of: row))"
      case .variable(let variable): "variable \(model.name(of: variable))"
      }
    return "\(name) \(side == .atLeast ? ">=" : "<=") \(FileNumber.text(bound))"
  }
}

extension Model {
  /// All rules: rows first, each with its lower side before its upper one, then variables.
  package var rules: [ModelRule] {
    var rules: [ModelRule] = []
    for row in rows { rules += Self.rules(.row(row), bounds(of: row)) }
    for variable in variables { rules += Self.rules(.variable(variable), bounds(of: variable)) }
    return rules
  }

  private static func rules(
    _ subject: ModelRule.Subject, _ bounds: (lower: Double, upper: Double)
  ) -> [ModelRule] {
    var rules: [ModelRule] = []
    if bounds.lower > -.infinity {
      rules.append(ModelRule(subject: subject, side: .atLeast, bound: bounds.lower))
    }
    if bounds.upper < .infinity {
      rules.append(ModelRule(subject: subject, side: .atMost, bound: bounds.upper))
    }
    return rules
  }

  /// The model without an objective and with these rules only; integers stay integers.
  func keeping(_ kept: some Sequence<ModelRule>) -> Model {
    var model = self
    model.objective = LinearExpression()
    for row in rows { model.setBounds(of: row, lower: -.infinity, upper: .infinity) }
    for variable in variables {
      // A binary variable would keep its bounds.
      if kinds[variable.index] == .binary { model.setKind(of: variable, to: .integer) }
      model.setBounds(of: variable, lower: -.infinity, upper: .infinity)
    }
    for rule in kept { model.impose(rule) }
    return model
  }

  private mutating func impose(_ rule: ModelRule) {
    switch rule.subject {
    case .row(let row):
      let now = bounds(of: row)
      setBounds(
        of: row, lower: rule.side == .atLeast ? rule.bound : now.lower,
        upper: rule.side == .atMost ? rule.bound : now.upper)
    case .variable(let variable):
      let now = bounds(of: variable)
      setBounds(
        of: variable, lower: rule.side == .atLeast ? rule.bound : now.lower,
        upper: rule.side == .atMost ? rule.bound : now.upper)
    }
  }
}
