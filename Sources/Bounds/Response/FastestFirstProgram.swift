/// The least mean number of jobs together with what slots pay, over all rates in a box: a dynamic
/// program over slots.
///
/// The jobs of ``FastestFirstBound`` (k = 0) are a sum over slots, and what the next slots have
/// depends on three numbers only: the share b of arrivals that passes the slots so far, their rate
/// f, and how fast the next slot can be. In units of the arrival rate, with a slot of rate s next,
/// `b' = b/(b + f + s)` passes it too and it serves `b − b'` for 1/s each. The least cost of the
/// rest, `V(b, f, s̄)`, is computed at the nodes of a grid, and what lies between them is bounded
/// from below:
///
/// - For fixed rates to come the cost is concave and grows in b: it is a sum of
///   `b_i (T_(i+1) − T_i)` with `T_i` growing, and each `b_i = 1/R_i` is a concave function of b.
///   So V is, and a straight line between nodes is below it.
/// - `R_i` is a polynomial in f without negative coefficients, so the elasticity of `1/R_i` grows
///   with f, and `1/R_i` is concave in `f^(−K)` for K no less than the greatest elasticity. So V
///   is, and a straight line in `f^(−K)` is below it.
/// - Slots are in order of their rates: with levels of s̄ between which s lies, the next slot is in
///   the same level or a lower one.
/// - Between two nodes, and where the payment is a line in 1/s, the cost of a slot is then least at
///   one of the ends.
/// - A slot that costs more than the queue serves nobody, and nor do those behind it. Then the
///   share stays b: a second table.
///
/// No box has to be small: what is lost is of second order in the widths of the grid's cells.
struct FastestFirstProgram {
  /// Slots pay by their service time (``LevelCertificate``).
  struct Payment {
    let hull: PriceHull
    /// What a unit of the hull counts, in jobs.
    let scale: Double
  }

  private let arrivalRate: Double
  /// By number of slots so far.
  private let stages: [RateGrid]
  /// Where slots serve no more: any share can pass there.
  private let passingStages: [RateGrid]
  /// What the share that passes all slots costs, by their number; nil where designs have more slots
  /// or more jobs than the goal.
  private let queues: [PassingCost?]
  private let slots: RateBox.Range

  /// - Parameters:
  ///   - box: Rates that designs can have, all of them in order, for as many slots as are followed.
  ///   - fewest: Designs have no fewer slots.
  ///   - later: As for ``FastestFirstBound``.
  ///   - goal: Costs count beyond this number of jobs, so that `cost ≥ goal` says `jobs ≥ goal`.
  ///   - point: Rates near which the grid is fine.
  ///   - fineness: Widths of the cells, 1 for the widest.
  /// - Returns: nil where nothing can be said.
  init?(
    _ box: RateBox, fewest: Int, later: [Double], arrivalRate: Double, goal: Double,
    near point: [Double], fineness: Double
  ) {
    let unit = 1 / arrivalRate
    self.arrivalRate = arrivalRate
    let slots = RateBox.Range(
      least: box.slots.least.map { $0 * unit * (1 - Self.margin) },
      most: zip(box.slots.least, box.slots.most).map { max($0, $1) * unit * (1 + Self.margin) })
    self.slots = slots
    let sums = RateBox.Range(
      least: box.sums.least.map { $0 * unit * (1 - Self.margin) },
      most: zip(box.sums.least, box.sums.most).map { max($0, $1) * unit * (1 + Self.margin) })
    let near = point.runningSums.map { $0 * unit }
    let count = point.count
    let cells = RateGrid.Cells(fineness)
    var queues = [PassingCost?](repeating: nil, count: count + 1)
    for number in fewest...count {
      let more = number == count ? later : []
      let known = RateBox(
        slots: box.slots.first(number), sums: box.sums.first(number))
      guard FastestFirstBound.leastJobs(known, later: more, arrivalRate: arrivalRate) < goal
      else { continue }
      let exact = max(
        Self.exactShare * (near[number - 1] - 1), Self.leastExactShare * (near[count - 1] - 1),
        Self.exactCells * cells.rates.most * near[number - 1])
      guard
        let queue = PassingCost(
          slots: number, greatest: sums.most[number - 1], isOpenEnded: !more.isEmpty, goal: goal,
          exactFrom: 1 + exact)
      else { return nil }
      queues[number] = queue
    }
    guard let least = slots.least.min(), least > 0,
      let stages = RateGrid.stages(sums, near: near, cells: cells),
      let curved = RateGrid.curved(stages, slots: slots, queues: queues)
    else { return nil }
    self.queues = queues
    self.stages = curved
    passingStages = RateGrid.passing(curved, cells: cells)
  }

  /// Where queues' costs are exact, between saturation (0) and the rates of the point (1): with so
  /// many slots, and with all of them.
  private static let exactShare = 0.5
  private static let leastExactShare = 0.3
  /// No closer to saturation than so many cells.
  private static let exactCells = 6.0

  /// Rounding of rates and shares, relatively; more than a design's sums can be off.
  private static let margin = 1e-9

  /// The least of jobs and payments together, safe; nil where it was called off.
  ///
  /// - Complexity: O(N · rates · (rates + levels) · shares).
  func least(_ payment: Payment, isCalledOff: () -> Bool = { false }) -> Double? {
    let levels = SlotLevels(payment, slots, arrivalRate: arrivalRate)
    let last = stages.count - 1
    var serving = StageValues(stages[last], levels: levels.count)
    var passing = StageValues(passingStages[last], levels: levels.count)
    end(last, &passing, levels)
    serving.lower(to: passing, from: passingStages[last], in: stages[last])
    for stage in stride(from: last - 1, through: 0, by: -1) {
      guard !isCalledOff() else { return nil }
      serving = step(
        AheadValues(serving, from: stages[stage], to: stages[stage + 1], levels: levels.count),
        from: stages[stage], number: stage, levels)
      passing = step(
        AheadValues(passing, to: passingStages[stage + 1], levels: levels.count),
        from: passingStages[stage], number: stage, levels)
      end(stage, &passing, levels)
      serving.lower(to: passing, from: passingStages[stage], in: stages[stage])
    }
    let least = serving[0, 0, stages[0].shares.count - 1]
    return least < .infinity ? least - 1e-10 * (abs(least) + levels.size * Double(last)) : least
  }

  /// Designs may have no further slot.
  private func end(_ stage: Int, _ values: inout StageValues, _ levels: SlotLevels) {
    guard let queue = queues[stage] else { return }
    let grid = passingStages[stage]
    for level in 0..<levels.count {
      for (node, rate) in grid.rates.enumerated() {
        let cost = queue.cost(rate, slot: levels.bounds[level])
        values.lower(to: grid.shares, times: cost, level: level, rate: node)
      }
    }
  }

  /// The values of a stage from those of the next.
  private func step(
    _ ahead: AheadValues, from here: RateGrid, number: Int, _ levels: SlotLevels
  ) -> StageValues {
    let rates = ahead.rates
    let (lowest, highest) = (rates[0], rates[rates.count - 1])
    var values = StageValues(here, levels: levels.count)
    let (least, most) = (slots.least[number], slots.most[number])
    var best = [Double](repeating: .infinity, count: here.shares.count)
    for (node, rate) in here.rates.enumerated() {
      for share in best.indices { best[share] = .infinity }
      var cell = 0
      for level in (0..<levels.count).reversed() {
        let first = max(rate + max(least, levels.bounds[level + 1]), lowest)
        let last = min(rate + min(most, levels.bounds[level]), highest)
        if first <= last {
          let line = levels.lines[level]
          func slot(to next: Double) -> SlotCost {
            let time = 1 / (next - rate)
            return SlotCost(time: time, paid: line.value - line.slope * time)
          }
          func lower(to next: Double) {
            ahead.lower(
              &best, of: here.shares, toRate: next, inCell: cell, level: level,
              slot: slot(to: next))
          }
          while cell > 0, rates[cell] > first { cell -= 1 }
          while cell + 2 < rates.count, rates[cell + 1] < first { cell += 1 }
          lower(to: first)
          while cell + 2 < rates.count, rates[cell + 1] <= last {
            cell += 1
            ahead.lower(&best, toNode: cell, level: level, slot: slot(to: rates[cell]))
          }
          lower(to: last)
        }
        values.set(best, level: level, rate: node)
      }
    }
    return values
  }
}
