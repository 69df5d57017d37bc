/// Where a part of the search is split.
extension ProofTree {
  /// A part that is to be split.
  struct Part {
    let node: Node
    let box: Box
    /// What is proven of it.
    let bound: Double
    /// The objective of its linear program, by the backend's word.
    let objective: Double
    /// What its duals say of the integers.
    let cuts: [Cut]
  }

  /// How many columns without a history are tried at one part, and linear programs for that in all.
  private static var trials: Int { 8 }

  /// Notes what the move that made a part has gained.
  mutating func note(_ answer: LiveAnswer, of node: Node) {
    guard let move = node.move, answer.termination == .optimal else { return }
    history.note(
      answer.objective - move.objective, move.column, move.side, distance: move.distance)
  }

  /// Splits a part in two, or leaves it where its integers are all held.
  mutating func branch(
    _ part: Part, _ values: [Double]?, _ program: inout BoxedProgram
  ) throws {
    if !part.cuts.isEmpty { close(at: raised(cutoff.nextDown)) }
    let box = part.box
    // Halving what has no end, without a point to go by, would never end either.
    guard let column = try branchingColumn(part, values, &program),
      values != nil || (box.lowers[column].isFinite && box.uppers[column].isFinite)
    else {
      hasLoose = true
      close(at: part.bound)
      return
    }
    let (lower, upper) = (box.lowers[column], box.uppers[column])
    let split = splitPoint(values?[column], lower, upper)
    for (from, to, side) in [
      (lower, split, BranchingHistory.Side.down), (split + 1, upper, .up),
    ] {
      let cut = Cut(column: column, lower: from, upper: to)
      let move = values.map { values in
        Move(
          column: column, side: side,
          distance: side == .down ? values[column] - to : from - values[column],
          objective: part.objective)
      }
      open.insert(Node(bound: -part.bound, cuts: part.node.cuts + part.cuts + [cut], move: move))
    }
  }

  /// The fractional integer that promises most, or without one that with the widest interval.
  private mutating func branchingColumn(
    _ part: Part, _ values: [Double]?, _ program: inout BoxedProgram
  ) throws -> Int? {
    let box = part.box
    let free = problem.isIntegral.indices.filter {
      problem.isIntegral[$0] && box.uppers[$0] > box.lowers[$0]
    }
    if let values {
      let fractional = free.filter { abs(values[$0] - values[$0].rounded()) > 1e-9 }
      if fractional.count > 1 { try explore(fractional, part, values, &program) }
      let best = fractional.max {
        history.score($0, at: values[$0]) < history.score($1, at: values[$1])
      }
      if let best { return best }
    }
    return free.max { box.uppers[$0] - box.lowers[$0] < box.uppers[$1] - box.lowers[$1] }
  }

  /// Solves both parts of columns that were never branched on, the most fractional first.
  private mutating func explore(
    _ fractional: [Int], _ part: Part, _ values: [Double], _ program: inout BoxedProgram
  ) throws {
    let unknown = fractional.filter { !history.knows($0) }.sorted {
      abs(values[$0] - values[$0].rounded()) > abs(values[$1] - values[$1].rounded())
    }
    for column in unknown.prefix(Self.trials) {
      let floor = values[column].rounded(.down)
      for side in [BranchingHistory.Side.down, .up] where !limits.areReached(nodes: nodes) {
        var bounds = bounds(for: part.box)
        if side == .down {
          bounds.uppers[column] = floor
        } else {
          bounds.lowers[column] = floor + 1
        }
        guard bounds.lowers[column] <= bounds.uppers[column] else { continue }
        let answer = try program.solve(
          within: bounds, columns: problem.columnCount, timeLimit: limits.remaining(nodes: nodes))
        // A part that seems to be empty gains as much as there is to gain.
        let gain =
          answer.termination == .optimal
          ? answer.objective - part.objective
          : level.isFinite ? level - part.objective : abs(part.objective)
        history.note(
          gain, column, side,
          distance: side == .down ? values[column] - floor : floor + 1 - values[column])
      }
    }
  }

  /// The greatest value of the lower part.
  private func splitPoint(_ value: Double?, _ lower: Double, _ upper: Double) -> Double {
    guard let value else { return (lower + (upper - lower) / 2).rounded(.down) }
    if value != value.rounded() { return value.rounded(.down) }
    return value > lower ? value - 1 : value
  }

  /// What the last bound's reduced costs say of the integers: moving one further costs more than
  /// there is.
  func reducedCostCuts(_ box: Box, bound: Double) -> [Cut] {
    let room = cutoff - bound
    guard room.isFinite else { return [] }
    return problem.isIntegral.indices.compactMap { column in
      let (lower, upper) = (box.lowers[column], box.uppers[column])
      guard problem.isIntegral[column], upper > lower else { return nil }
      let cost = lagrangian.reducedCost(ofColumn: column)
      guard abs(cost) * (upper - lower) > room * 1.000001 else { return nil }
      let steps = (room / abs(cost) * 1.000001 + 1e-6).rounded(.down)
      return cost > 0
        ? Cut(column: column, lower: lower, upper: min(upper, lower + steps))
        : Cut(column: column, lower: max(lower, upper - steps), upper: upper)
    }
  }
}
