import LinearModels
import ServerChains

/// Columns with a rate that compete for resources: `Σ_k a_ik x_k ≤ b_i`, `x_k` whole.
///
/// Chains on a given placement compete for block-slots, disjoint groups for servers; both are asked for the most rate or for
/// the fewest columns that reach one.
struct PackingMaster {
  struct Column {
    let rate: Double
    let limit: Int
    /// Resource and amount per unit.
    let uses: [(resource: Int, amount: Int)]
  }

  struct Solution {
    var counts: [Int]?
    /// Safe bound on the goal.
    var bound: Double?
    var termination: PlanTermination
    var reason: String?
    var effort = ExactEffort()
  }

  enum Goal {
    case mostRate(limit: Int)
    case fewest(rate: Double, atLeast: Int)
  }

  let name: String
  let columns: [Column]
  let capacities: [Int]
  let options: ExactOptions
  let deadline: Deadline

  /// `max Σ r_k x_k` with `Σ x_k ≤ limit`.
  func mostRate(limit: Int, start: [Int]?) throws -> Solution {
    try solve(.mostRate(limit: limit), start: start)
  }

  /// `min Σ x_k` with `Σ r_k x_k ≥ rate`.
  func fewest(reaching rate: Double, start: [Int]?) throws -> Solution {
    var atLeast = 1
    while true {
      var solution = try solve(.fewest(rate: rate, atLeast: atLeast), start: start)
      guard solution.termination == .optimal, let counts = solution.counts,
        !Verifier.reaches(totalRate(of: counts), rate)
      else { return solution }
      // Within the solver's tolerance of the rate: the greatest rate of as many decides.
      let total = counts.reduce(0, +)
      let best = try mostRate(limit: total, start: nil)
      if let counts = best.counts, Verifier.reaches(totalRate(of: counts), rate) {
        solution.counts = counts
        return solution
      }
      guard best.termination == .optimal, let bound = best.bound, !Verifier.reaches(bound, rate)
      else {
        solution.counts = nil
        solution.termination = best.termination == .optimal ? .heuristic : best.termination
        solution.reason = "\(total) come within rounding of the required rate"
        return solution
      }
      atLeast = total + 1
    }
  }

  func totalRate(of counts: [Int]) -> Double {
    zip(columns, counts).reduce(0) { $0 + $1.0.rate * Double($1.1) }
  }

  private func solve(_ goal: Goal, start: [Int]?) throws -> Solution {
    let (model, variables) = model(goal)
    var parameters = SolveParameters(
      timeLimit: deadline.remaining, relativeGap: options.relativeGap, threads: options.threads)
    parameters.stop = options.stop
    if let start {
      parameters.start = Dictionary(
        uniqueKeysWithValues: zip(variables, start.map(Double.init)))
    }
    if let progress = options.progress {
      let scale = scale(of: goal)
      parameters.progress = { solve in
        progress(
          ExactProgress(
            incumbent: solve.incumbent.map { $0 * scale }, bound: solve.bound.map { $0 * scale },
            rounds: 1, phase: "packing master"))
      }
    }
    let outcome = try options.solver.solve(model, parameters)
    return try solution(from: outcome, goal: goal, variables: variables)
  }

  private var fastestRate: Double { columns.map(\.rate).max() ?? 1 }

  private func scale(of goal: Goal) -> Double {
    if case .mostRate = goal { return fastestRate }
    return 1
  }

  func model(_ goal: Goal) -> (model: Model, variables: [Variable]) {
    var model = Model(name: name, sense: .maximize)
    var rate = LinearExpression()
    var total = LinearExpression()
    var use = [LinearExpression](repeating: LinearExpression(), count: capacities.count)
    var variables: [Variable] = []
    for (index, column) in columns.enumerated() {
      let variable = model.addVariable(
        "x_\(index)", upper: Double(column.limit), kind: .integer)
      variables.append(variable)
      rate.add(column.rate / fastestRate, variable)
      total.add(1, variable)
      for (resource, amount) in column.uses { use[resource].add(Double(amount), variable) }
    }
    for (resource, expression) in use.enumerated() where !expression.terms.isEmpty {
      model.addRow(
        "resource_\(resource)", lower: -.infinity, upper: Double(capacities[resource]), expression)
    }
    switch goal {
    case .mostRate(let limit):
      model.objective = rate
      model.addRow("limit", lower: -.infinity, upper: Double(limit), total)
    case .fewest(let required, let atLeast):
      model.sense = .minimize
      model.objective = total
      rate *= fastestRate / required
      model.addRow("required_rate", lower: 1, upper: .infinity, rate)
      model.addRow("ruled_out", lower: Double(atLeast), upper: .infinity, total)
    }
    return (model, variables)
  }

  private func solution(
    from outcome: Outcome, goal: Goal, variables: [Variable]
  ) throws -> Solution {
    let termination: PlanTermination =
      switch outcome.termination {
      case .optimal: .optimal
      case .gapReached: .gapReached
      case .timeLimit: .timeLimit
      case .nodeLimit: .nodeLimit
      case .interrupted: .interrupted
      case .infeasible: .infeasible
      case .unproven: .heuristic
      case .unbounded, .infeasibleOrUnbounded:
        throw CompositionFault(
          "\(options.solver.name) calls a packing master \(outcome.termination.rawValue), "
            + "which it cannot be; try the other solver")
      }
    var effort = ExactEffort()
    effort.columns = columns.count
    effort.rounds = 1
    effort.nodes = outcome.nodes ?? 0
    let bound = outcome.bound.map { bound in
      switch goal {
      case .mostRate: SafeBound.upper(bound * fastestRate)
      case .fewest: SafeBound.wholeLower(bound)
      }
    }
    return Solution(
      counts: outcome.point.map { point in variables.map { Int(point[$0].rounded()) } },
      bound: bound, termination: termination, effort: effort)
  }
}
