/// Where ``FastestFirstProgram`` computes: so many slots on, the rates they can have together and
/// the shares that can pass them.
///
/// All in units of the arrival rate, growing.
struct RateGrid {
  let rates: [Double]
  let shares: [Double]
  /// By cell of rates: how far a line in f can be above the line in `f^(−K)`, for a unit between
  /// its ends.
  private(set) var bends: [Double] = []

  /// Widths of cells.
  struct Cells {
    let fineness: Double
    init(_ fineness: Double) { self.fineness = fineness }

    /// The narrowest, how they grow with the distance, and the widest, relatively.
    var rates: (least: Double, growth: Double, most: Double) {
      (0.0015 * fineness, 0.2 * fineness, 0.015 * fineness)
    }
    var shares: (least: Double, growth: Double, most: Double) {
      (0.005 * fineness, 0.25 * fineness, 0.15 * fineness)
    }
  }

  /// Grids for no slot, one slot and so on, fine around some rates.
  ///
  /// Rates between two nodes are taken for either node's, with the same slots to come. So the sums
  /// that can be reached from a node lie as far outside of those of designs as the cells so far are
  /// wide, and each grid is wider than the last one by a cell.
  ///
  /// - Parameter point: Sums of rates.
  /// - Returns: nil where that leads to no rate at all.
  static func stages(
    _ sums: RateBox.Range, near point: [Double], cells: Cells
  ) -> [RateGrid]? {
    var stages = [RateGrid(rates: [0], shares: [1 - 1e-9, 1])]
    var beyond = 0.0
    var (least, most, middle) = (1.0, 1.0, 1.0)
    for (index, sum) in point.enumerated() {
      let low = sums.least[index] - beyond
      let high = max(sums.most[index] + beyond, low * (1 + 1e-6))
      guard low > 0.1 * sums.least[index] else { return nil }
      let rates = nodes(low...high, around: sum, cells.rates)
      beyond += zip(rates.dropFirst(), rates).map { $0 - $1 }.max() ?? 0
      least = least / (least + high) * (1 - 1e-9)
      most = min(1, most / (most + low) * (1 + 1e-9))
      middle = middle / (middle + sum)
      stages.append(
        RateGrid(
          rates: rates, shares: nodes(least...most, around: middle, cells.shares, isLong: true)))
    }
    return stages
  }

  /// Both ends, and nodes the closer the nearer to a point.
  ///
  /// - Parameter isLong: Whether the range may reach far above the point: then cells above it are
  ///   as wide as the widest in proportion to where they are.
  private static func nodes(
    _ range: ClosedRange<Double>, around point: Double,
    _ widths: (least: Double, growth: Double, most: Double), isLong: Bool = false
  ) -> [Double] {
    let middle = min(max(point, range.lowerBound), range.upperBound)
    func width(_ distance: Double) -> Double {
      let widest = widths.most * (isLong ? middle + max(0, distance) : middle)
      return min(widest, max(widths.least * middle, widths.growth * abs(distance)))
    }
    var (below, above): ([Double], [Double]) = ([], [])
    var node = middle
    while node > range.lowerBound {
      node = max(range.lowerBound, node - min(width(node - middle), 0.5 * node))
      below.append(node)
    }
    node = middle
    while node < range.upperBound {
      node = min(range.upperBound, node + width(node - middle))
      above.append(node)
    }
    return below.reversed() + [middle] + above
  }

  /// With how curved the costs to come can be.
  ///
  /// The elasticity of `1/R_i` as a function of f, `R_i = 1 + (f + σ_i) R_(i−1)`, is `(1 − b_i)`
  /// times that of `f + σ_i` and of `R_(i−1)` together. A product of it with what a queue costs
  /// more than a slot, `C − T`, is concave in `f^(−K)` for K no less than it twice and
  /// `f C″/|C′| − 1` together; a little more where `C − T` changes its sign within a cell.
  ///
  /// - Parameter queues: By number of slots, nil where no design has so few.
  /// - Returns: nil where cells are too wide to say so.
  static func curved(
    _ stages: [RateGrid], slots: RateBox.Range, queues: [PassingCost?]
  ) -> [RateGrid]? {
    var curved = stages
    for stage in stages.indices.dropFirst() {
      let rates = stages[stage].rates
      let cells = zip(rates, rates.dropFirst())
      let most = rates[rates.count - 1]
      let widest = cells.map { $1 - $0 }.max() ?? 0
      let steepest = cells.map { $1 / $0 - 1 }.max() ?? 0
      var (elasticity, greatest, power, added) = (0.0, 0.0, 1.0, 0.0)
      for later in stage..<stages.count {
        if later > stage { added += slots.least[later - 1] }
        let share = min(most / (most + added), most / stages[later].rates[0], 1)
        elasticity = (1 - stages[later].shares[0]) * (share + elasticity)
        greatest = max(greatest, elasticity)
        power = max(power, greatest)
        guard let queue = queues[later] else { continue }
        let change = 1 - queue.curvature * widest
        let left = change > 0 ? 1 - greatest * steepest / change : 0
        guard left > 0 else { return nil }
        power = max(power, (2 * greatest + most * queue.curvature - 1) / left)
      }
      guard power < Self.mostPower else { return nil }
      let whole = Int(power.rounded(.up))
      curved[stage].bends = cells.map { low, high in
        let width = high / low - 1
        let half = 0.125 * Double(whole) * Double(whole + 1) * width * width
        return half / (1 - (low / high).raised(to: whole)) * (1 + 1e-9)
      }
    }
    return curved
  }

  /// With a greater one lines say nothing.
  private static let mostPower = 1000.0

  /// The same rates for all shares that can pass at any stage.
  static func passing(_ stages: [RateGrid], cells: Cells) -> [RateGrid] {
    let least = stages[stages.count - 1].shares[0]
    var shares = [least]
    while let last = shares.last, last < 1 {
      shares.append(min(1, last * (1 + cells.shares.most)))
    }
    return stages.map { stage in
      var grid = RateGrid(rates: stage.rates, shares: shares)
      grid.bends = stage.bends
      return grid
    }
  }

  /// Where a share lies between two nodes.
  struct Place {
    let cell: Int
    let part: Double

    /// The value there on a straight line.
    func between(_ low: Double, _ high: Double) -> Double {
      low < .infinity ? low + part * (high - low) : .infinity
    }
  }

  func place(ofShare share: Double) -> Place {
    guard shares.count > 1 else { return Place(cell: 0, part: 0) }
    var (cell, end) = (0, shares.count - 1)
    while end - cell > 1 {
      let middle = (cell + end) / 2
      if shares[middle] <= share { cell = middle } else { end = middle }
    }
    let (low, high) = (shares[cell], shares[cell + 1])
    return Place(cell: cell, part: min(max((share - low) / (high - low), 0), 1))
  }
}

extension Double {
  /// A whole power.
  fileprivate func raised(to power: Int) -> Double {
    var (result, square, rest) = (1.0, self, power)
    while rest > 0 {
      if rest % 2 == 1 { result *= square }
      square *= square
      rest /= 2
    }
    return result
  }
}
