import LinearModels
import ServerChains

/// What any dispatch of a design can do, as a linear program: how often z jobs wait or are on the i fastest slots, and y on the
/// others.
///
/// Jobs never change their slot, so between the two classes of slots there is no way but through the queue; within a class the
/// program lets them. Jobs beyond those followed stay in the system for a fastest service time at least, which is all
/// they cost. The least mean number of jobs is then a bound for every design with no greater rates, under
/// every dispatch that leaves a job where it was started.
struct DispatchProgram {
  /// Upper bounds of a design's rates, in jobs per second.
  struct Rates {
    /// `f_1 … f_i`: the n fastest slots.
    let fast: [Double]
    /// `g_1 … g_Y`: n of the other slots.
    let slow: [Double]
    /// Both together, by the number of slots.
    let total: [Double]
  }

  private let model: Model

  /// - Parameters:
  ///   - fastestTime: No job is served faster than this, in seconds.
  ///   - waiting: Jobs that are followed while they wait.
  ///   - hasMoreSlots: Whether designs may have other slots beyond those that the rates speak of.
  init(
    arrivalRate: Double, rates: Rates, fastestTime: Double, waiting: Int, hasMoreSlots: Bool
  ) {
    var builder = DispatchModel(
      arrivalRate: arrivalRate, rates: rates, fastestTime: fastestTime,
      mostFast: rates.fast.count + waiting, mostSlow: rates.slow.count,
      hasMoreSlots: hasMoreSlots)
    builder.build()
    model = builder.model
  }

  /// The least mean number of jobs, as the duals prove it; nil where the backend gives none.
  ///
  /// The point is not checked: whatever the duals are, what they prove is computed anew.
  func leastJobs(solver: any LiveProgramSolver) throws -> Double? {
    if solver.capabilities.givesRowDuals {
      let answer = try solver.answer(model, SolveParameters(timeLimit: Self.patience))
      return answer.rowDuals.map { bound($0) }
    }
    let answer = try solver.withLiveProgram(of: model) { try $0.solve(timeLimit: Self.patience) }
    return answer.rowDuals.isEmpty ? nil : bound(answer.rowDuals)
  }

  /// More than such a small program should take.
  private static let patience = Duration.seconds(2)

  /// What the duals of a minimised program prove, every variable being bounded on both sides.
  private func bound(_ duals: [Double]) -> Double {
    var reduced = [Double](repeating: 0, count: model.variableCount)
    var size = 1.0
    for term in model.objective.terms { reduced[term.variable.index] += term.coefficient }
    var sum = 0.0
    for row in 0..<model.rowCount {
      let isEquality = model.rowLowers[row] == model.rowUppers[row]
      let dual = isEquality ? duals[row] : min(0, duals[row])
      sum += dual * model.rowUppers[row]
      size += abs(dual * model.rowUppers[row])
      for entry in model.entries(of: row) {
        let part = dual * model.coefficients[entry]
        reduced[Int(model.columns[entry])] -= part
        size += abs(part)
      }
    }
    for (column, cost) in reduced.enumerated() where cost < 0 {
      sum += cost * model.uppers[column]
    }
    // Far more than the rounding of a few thousand terms.
    return sum - 1e-12 * size
  }
}

/// Makes the model of a dispatch program.
private struct DispatchModel {
  let arrivalRate: Double
  let rates: DispatchProgram.Rates
  let fastestTime: Double
  /// Z, the most jobs that wait or have fast slots, and Y.
  let mostFast: Int
  let mostSlow: Int
  let hasMoreSlots: Bool
  private(set) var model = Model(name: "dispatch", sense: .minimize)
  private var share: [Variable] = []
  /// What leaves a state less what comes into it.
  private var flow: [LinearExpression] = []

  init(
    arrivalRate: Double, rates: DispatchProgram.Rates, fastestTime: Double, mostFast: Int,
    mostSlow: Int, hasMoreSlots: Bool
  ) {
    self.hasMoreSlots = hasMoreSlots
    self.arrivalRate = arrivalRate
    self.rates = rates
    self.fastestTime = fastestTime
    self.mostFast = mostFast
    self.mostSlow = mostSlow
  }

  private func state(_ fast: Int, _ slow: Int) -> Int { fast * (mostSlow + 1) + slow }

  mutating func build() {
    let count = (mostFast + 1) * (mostSlow + 1)
    share = (0..<count).map { _ in model.addVariable(nil, lower: 0, upper: 1) }
    flow = Array(repeating: LinearExpression(), count: count)
    for fast in 0...mostFast {
      for slow in 0...mostSlow {
        model.objective.add(Double(fast + slow), share[state(fast, slow)])
        addArrivals(fast, slow)
        addMove(fast, slow)
        addDepartures(fast, slow)
      }
    }
    var total = LinearExpression()
    for variable in share { total.add(1, variable) }
    model.addRow(nil, lower: 1, upper: 1, total)
    for sum in flow { model.addRow(nil, lower: 0, upper: 0, sum) }
  }

  private mutating func addFlow(from: Int, to: Int, most: Double) -> Variable {
    let variable = model.addVariable(nil, lower: 0, upper: most)
    if from != to {
      flow[from].add(1, variable)
      flow[to].add(-1, variable)
    }
    return variable
  }

  /// Jobs come to the queue and the fast slots or to the others; out of sight where there are too many to follow.
  private mutating func addArrivals(_ fast: Int, _ slow: Int) {
    let here = state(fast, slow)
    var sum = LinearExpression()
    sum.add(-arrivalRate, share[here])
    var targets = [state(min(fast + 1, mostFast), slow)]
    if slow < mostSlow || hasMoreSlots { targets.append(state(fast, min(slow + 1, mostSlow))) }
    for target in targets {
      let variable = addFlow(from: here, to: target, most: arrivalRate)
      if target == here { model.objective.add(fastestTime, variable) }
      sum.add(1, variable)
    }
    model.addRow(nil, lower: 0, upper: 0, sum)
  }

  /// A job that waits goes to one of the other slots.
  private mutating func addMove(_ fast: Int, _ slow: Int) {
    guard fast > rates.fast.count, slow < mostSlow || hasMoreSlots else { return }
    let target = state(fast - 1, min(slow + 1, mostSlow))
    let variable = addFlow(from: state(fast, slow), to: target, most: arrivalRate)
    if slow == mostSlow { model.objective.add(fastestTime, variable) }
  }

  private mutating func addDepartures(_ fast: Int, _ slow: Int) {
    let busy = min(fast, rates.fast.count)
    var both = LinearExpression()
    if busy > 0 {
      both.add(1, addDeparture(fast, slow, to: state(fast - 1, slow), rates.fast[busy - 1]))
    }
    if slow > 0 {
      both.add(1, addDeparture(fast, slow, to: state(fast, slow - 1), rates.slow[slow - 1]))
    }
    guard busy > 0, slow > 0 else { return }
    both.add(-rates.total[busy + slow - 1], share[state(fast, slow)])
    model.addRow(nil, lower: -.infinity, upper: 0, both)
  }

  private mutating func addDeparture(
    _ fast: Int, _ slow: Int, to target: Int, _ rate: Double
  ) -> Variable {
    let here = state(fast, slow)
    let variable = addFlow(from: here, to: target, most: rate)
    var row = LinearExpression()
    row.add(1, variable)
    row.add(-rate, share[here])
    model.addRow(nil, lower: -.infinity, upper: 0, row)
    return variable
  }
}
