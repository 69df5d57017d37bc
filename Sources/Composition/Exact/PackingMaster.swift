import Bounds
import LinearModels
import ServerChains

/// Columns with a rate that compete for resources: `Σ_k a_ik x_k ≤ b_i`, `x_k` whole.
///
/// Chains on a given placement compete for block-slots, disjoint groups for servers; both are asked
/// for the most rate or for the fewest columns that reach one.
struct PackingMaster {
  struct Column {
    let rate: Double
    let limit: Int
    /// Resource and amount per unit.
    let uses: [(resource: Int, amount: Int)]
  }

  struct Solution {
    /// Where they meet the goal; nil where none are known that do.
    var counts: [Int]?
    /// Safe bound on the goal.
    var bound: Double?
    /// The backend's; a goal is met only where the bound says so.
    var termination: PlanTermination
    var reason: String?
    var effort = ExactEffort()

    /// What it ends with where its bound does not meet the best value at hand.
    ///
    /// - Parameter hasPlan: Whether there is a value: then nothing is infeasible.
    func unsettled(hasPlan: Bool) -> (termination: PlanTermination, reason: String?) {
      switch termination {
      case .timeLimit, .nodeLimit, .interrupted, .heuristic: (termination, reason)
      case .infeasible where !hasPlan: (termination, reason)
      case .infeasible, .optimal, .gapReached:
        (.heuristic, "the backend's answer, \(termination.rawValue), is not confirmed by its bound")
      }
    }
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
      guard let counts = solution.counts, !Verifier.reaches(totalRate(of: counts), rate) else {
        return solution
      }
      solution.counts = nil
      guard solution.termination == .optimal else { return solution }
      // Within the solver's tolerance of the rate: the greatest rate of as many decides.
      let total = counts.reduce(0, +)
      let best = try mostRate(limit: total, start: nil)
      if let counts = best.counts, Verifier.reaches(totalRate(of: counts), rate) {
        solution.counts = counts
        return solution
      }
      guard let bound = best.bound, !Verifier.reaches(bound, rate) else {
        solution.termination = best.termination.isLimit ? best.termination : .heuristic
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
      // The bound is the backend's word until the end.
      parameters.progress = { solve in
        progress(
          ExactProgress(
            incumbent: solve.incumbent.map { $0 * scale }, rounds: 1,
            phase: "packing master, \(solve.nodes) nodes"))
      }
    }
    return switch try options.solver.attempt(model, parameters) {
    case .failed(let words): Solution(termination: .heuristic, reason: words)
    case .ended(let outcome): solution(from: outcome, goal: goal, variables: variables)
    }
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
      model.addRow(
        "required_rate", lower: PatternMaster.leastShare, upper: .infinity, rate)
      model.addRow("ruled_out", lower: Double(atLeast), upper: .infinity, total)
    }
    return (model, variables)
  }

  private func solution(
    from outcome: Outcome, goal: Goal, variables: [Variable]
  ) -> Solution {
    // Taking nothing is a solution where no rate is asked for, and all counts are bounded.
    let canBeInfeasible = if case .fewest = goal { true } else { false }
    let termination: PlanTermination =
      switch outcome.termination {
      case .optimal: .optimal
      case .gapReached: .gapReached
      case .timeLimit: .timeLimit
      case .nodeLimit: .nodeLimit
      case .interrupted: .interrupted
      case .infeasible where canBeInfeasible: .infeasible
      case .infeasible, .unproven, .unbounded, .infeasibleOrUnbounded: .heuristic
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
      bound: bound, termination: termination,
      reason: termination == .heuristic
        ? "what \(options.solver.name) claims of the packing master "
          + "(\(outcome.termination.rawValue)) is not confirmed" : nil,
      effort: effort)
  }
}
