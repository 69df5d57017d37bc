/// The cheapest way to make a model feasible.
public struct Repair: Sendable {
  /// A rule and by how much it must give way.
  public struct Change: Sendable {
    /// The rule.
    public let rule: ModelRule
    /// By how much its bound moves outwards.
    public let amount: Double

    /// The change in the model's terms, for instance `row memory_s3 <= 12 moved by 2.5`.
    public func words(in model: Model) -> String {
      "\(rule.words(in: model)) moved by \(FileNumber.text(amount))"
    }
  }

  /// The changes, rows before variables.
  public let changes: [Change]
  /// The sum of the amounts times their weights.
  public let penalty: Double
  /// Whether no repair is cheaper; proven.
  public let isProven: Bool
}

extension Solver {
  /// The changes of least total penalty that make a model feasible.
  ///
  /// - Parameters:
  ///   - model: a model that seems to have no solution.
  ///   - weight: what moving a rule's bound by one costs, or nil for a rule that must hold; one for
  ///     every row and nil for every variable where it is not given.
  ///   - parameters: limits of the one solve that this takes.
  /// - Returns: the repair, without changes for a feasible model; nil where no repair exists or
  ///   none was found in the time.
  /// - Throws: as ``solve(_:_:)``.
  public func repair(
    of model: Model, weight: ((ModelRule) -> Double?)? = nil,
    _ parameters: SolveParameters = SolveParameters()
  ) throws(SolverError) -> Repair? {
    do { try model.validate() } catch { throw .invalidModel(error) }
    let rules = model.rules.compactMap { rule -> (rule: ModelRule, weight: Double)? in
      let chosen = weight.map { $0(rule) } ?? rule.defaultWeight
      return chosen.map { (rule, $0) }
    }
    let (elastic, slacks) = model.elastic(rules)
    var limited = parameters
    limited.start = nil
    let outcome = try solve(elastic, limited)
    guard let point = outcome.point, let penalty = outcome.objective else { return nil }
    let changes = zip(rules, slacks).compactMap { rule, slack -> Repair.Change? in
      let amount = point[slack]
      return amount > 1e-9 ? Repair.Change(rule: rule.rule, amount: amount) : nil
    }
    return Repair(
      changes: changes, penalty: penalty, isProven: outcome.termination == .optimal)
  }
}

extension ModelRule {
  fileprivate var defaultWeight: Double? {
    if case .row = subject { 1 } else { nil }
  }
}

extension Model {
  /// The model in which rules may give way at a price, and the variables that say by how much.
  fileprivate func elastic(
    _ rules: [(rule: ModelRule, weight: Double)]
  ) -> (model: Model, slacks: [Variable]) {
    var model = Model(name: name)
    for variable in variables {
      let bounds = bounds(of: variable)
      model.addVariable(
        variableNames[variable.index], lower: bounds.lower, upper: bounds.upper,
        kind: kind(of: variable))
    }
    var terms = rows.map { LinearExpression(self.terms(of: $0)) }
    var variableRules: [(sum: LinearExpression, rule: ModelRule)] = []
    var slacks: [Variable] = []
    for (rule, weight) in rules {
      let slack = model.addVariable()
      slacks.append(slack)
      model.objective.add(weight, slack)
      let sign: Double = rule.side == .atLeast ? 1 : -1
      switch rule.subject {
      case .row(let row):
        terms[row.index].add(sign, slack)
      case .variable(let variable):
        var sum = LinearExpression(variable)
        sum.add(sign, slack)
        variableRules.append((sum, rule))
        model.release(variable, from: rule.side)
      }
    }
    for row in rows {
      model.addRow(
        rowNames[row.index], lower: rowLowers[row.index], upper: rowUppers[row.index],
        terms[row.index])
    }
    for (sum, rule) in variableRules {
      let isLower = rule.side == .atLeast
      model.addRow(
        lower: isLower ? rule.bound : -.infinity, upper: isLower ? .infinity : rule.bound, sum)
    }
    return (model, slacks)
  }

  /// Opens one bound of a variable; a binary variable becomes an integer one.
  fileprivate mutating func release(_ variable: Variable, from side: ModelRule.Side) {
    if kinds[variable.index] == .binary { setKind(of: variable, to: .integer) }
    let now = bounds(of: variable)
    setBounds(
      of: variable, lower: side == .atLeast ? -.infinity : now.lower,
      upper: side == .atMost ? .infinity : now.upper)
  }
}
