import LinearModels

/// The linear program of the best prices: its columns are patterns and whole sequences of slots.
///
/// The best bound `min_s (jobs(s) + Σ W(1/s_l)) − S` over all block prices is by duality the least
/// mean of jobs over mixtures of sequences that patterns can serve. What slots pay is a convex line
/// between fixed service times (``times``), so that sequences and patterns meet in one row for each
/// of these.
struct SequenceMaster {
  /// The rows of the servers.
  let base: LinearMaster
  let model: Model
  /// Where what slots pay may bend, growing.
  let times: [Double]
  /// What a unit of the objective is, in jobs.
  let unit: Double
  private let firstTimeRow: Int
  private let shareRow: Int

  /// The greatest ratio of two neighbouring times.
  private static let ratio = 1.05

  /// - Parameters:
  ///   - base: The program of the servers' rows, without groups.
  ///   - slotRange: No slot is faster or slower, in jobs per second.
  ///   - followed: The most slots of a sequence.
  ///   - unit: About as many jobs as the bound.
  init(_ base: LinearMaster, slotRange: ClosedRange<Double>, followed: Int, unit: Double) {
    self.base = base
    self.unit = unit
    var times = [1 / slotRange.upperBound]
    while let last = times.last, last * Self.ratio < 1 / slotRange.lowerBound {
      times.append(last * Self.ratio)
    }
    times.append(1 / slotRange.lowerBound)
    self.times = times
    var model = base.model
    firstTimeRow = model.rowCount
    var rows = times.map { _ in LinearExpression() }
    // What slots pay falls with their time, and is convex.
    for index in times.indices.dropFirst() {
      let spread = model.addVariable(nil)
      rows[index].add(1, spread)
      guard index + 1 < times.count else {
        rows[index - 1].add(-1, spread)
        continue
      }
      let part = (times[index + 1] - times[index]) / (times[index + 1] - times[index - 1])
      rows[index - 1].add(-part, spread)
      rows[index + 1].add(part - 1, spread)
    }
    // Slots beyond those that are followed may be as slow as any.
    let others = base.demand.usesSoleBlocks ? base.demand.most - followed : 0
    if others > 0 {
      rows[times.count - 1].add(-1, model.addVariable(nil, upper: Double(others)))
    }
    for row in rows { model.addRow(nil, lower: 0, upper: 0, row) }
    shareRow = model.rowCount
    let none = model.addVariable(nil)
    var shares = LinearExpression()
    shares.add(1, none)
    model.addRow(nil, lower: 1, upper: 1, shares)
    self.model = model
  }

  /// What it costs to have no slots at all, in units; the objective counts what is spared.
  private static let dear = 3.0

  /// The objective at so many jobs.
  func objective(ofJobs jobs: Double) -> Double { Self.dear - jobs / unit }

  /// A pattern's column.
  func column(_ pattern: Pattern) -> LiveColumn {
    var column = base.column(pattern)
    column.cost = 0
    for (index, part) in place(pattern.serviceTime) {
      column.entries.append((firstTimeRow + index, part))
    }
    return column
  }

  /// A sequence's column.
  func column(_ sequence: SlotSequence) -> LiveColumn {
    var counts = times.map { _ in 0.0 }
    for time in sequence.times {
      for (index, part) in place(time) { counts[index] += part }
    }
    var entries = times.indices.filter { counts[$0] > 0 }
      .map { (row: firstTimeRow + $0, coefficient: -counts[$0]) }
    entries.append((shareRow, 1))
    return LiveColumn(cost: objective(ofJobs: sequence.jobs), upper: .infinity, entries: entries)
  }

  /// Between which times a time lies.
  private func place(_ time: Double) -> [(index: Int, part: Double)] {
    guard let next = times.firstIndex(where: { $0 > time }) else { return [(times.count - 1, 1)] }
    guard next > 0 else { return [(0, 1)] }
    let part = (time - times[next - 1]) / (times[next] - times[next - 1])
    return [(next - 1, 1 - part), (next, part)]
  }

  /// What slots pay by the program's duals, in jobs.
  func payment(_ rows: [Double]) -> PaymentCurve {
    PaymentCurve(times: times, values: times.indices.map { -rows[firstTimeRow + $0] * unit })
  }

  /// What the slots that a pattern serves pay by the program's duals, in units of the objective.
  func payment(of pattern: Pattern, _ rows: [Double]) -> Double {
    place(pattern.serviceTime).reduce(0) { $0 - $1.part * rows[firstTimeRow + $1.index] }
  }

  /// The most that sequences may cost that do not improve the program, in jobs.
  func least(_ rows: [Double]) -> Double { (Self.dear - rows[shareRow]) * unit }
}
