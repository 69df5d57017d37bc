/// Least costs to come at the nodes of a grid, by level of slots, rate and share.
struct StageValues {
  private let rates: Int
  private let shares: Int
  private var values: [Double]

  init(_ grid: RateGrid, levels: Int) {
    (rates, shares) = (grid.rates.count, grid.shares.count)
    values = Array(repeating: .infinity, count: levels * rates * shares)
  }

  subscript(level: Int, rate: Int, share: Int) -> Double {
    get { values[(level * rates + rate) * shares + share] }
    set { values[(level * rates + rate) * shares + share] = newValue }
  }

  /// Sets the values of all shares.
  mutating func set(_ row: [Double], level: Int, rate: Int) {
    let start = (level * rates + rate) * shares
    values.replaceSubrange(start..<start + shares, with: row)
  }

  /// No more than a cost for each share.
  mutating func lower(to amounts: [Double], times cost: Double, level: Int, rate: Int) {
    let start = (level * rates + rate) * shares
    for (index, share) in amounts.enumerated() {
      values[start + index] = min(values[start + index], share * cost)
    }
  }

  /// No more than values at the same rates and other shares, which are interpolated.
  mutating func lower(to other: StageValues, from theirs: RateGrid, in mine: RateGrid) {
    let places = mine.shares.map { theirs.place(ofShare: $0) }
    let (rows, shares, others) = (values.count / shares, shares, other.shares)
    let theirs = other.values.span
    var values = values.mutableSpan
    for row in 0..<rows {
      for (index, place) in places.enumerated() {
        let start = row * others + place.cell
        let value = place.between(theirs[start], theirs[start + 1])
        values[row * shares + index] = min(values[row * shares + index], value)
      }
    }
  }

  /// All shares of all rates of all levels.
  fileprivate var all: [Double] { values }
}

/// Rates of slots from the fastest down, cut at the corners of what they pay, and finely enough to
/// keep slots in order.
struct SlotLevels {
  /// Falling; level i lies between the i-th and the next.
  let bounds: [Double]
  /// By level: a slot of rate s pays `value − slope/s` at least.
  let lines: [(value: Double, slope: Double)]
  /// How great payments are, for rounding.
  let size: Double

  var count: Int { lines.count }

  /// The greatest ratio of two neighbouring bounds.
  private static let ratio = 1.05
  /// Corners closer than this are as good as one.
  private static let least = 1.002

  init(_ payment: FastestFirstProgram.Payment, _ slots: RateBox.Range, arrivalRate: Double) {
    let (least, most) = (slots.least[slots.least.count - 1], slots.most[0])
    var bounds = [most]
    func add(_ bound: Double) {
      while let last = bounds.last, last > bound * Self.ratio { bounds.append(last / Self.ratio) }
      if let last = bounds.last, last > bound * (1 + 1e-9) { bounds.append(bound) }
    }
    for time in payment.hull.times {
      let rate = 1 / (time * arrivalRate)
      if rate * Self.least < bounds[bounds.count - 1], rate > least { add(rate) }
    }
    add(least)
    // One level at least, with all slots in it.
    bounds.append(min(least, bounds[bounds.count - 1]) * (1 - 1e-9))
    self.bounds = bounds
    lines = zip(bounds, bounds.dropFirst()).map { high, low in
      let line = payment.hull.line(at: 2 / ((high + low) * arrivalRate))
      return (payment.scale * line.value, payment.scale * line.slope / arrivalRate)
    }
    size = lines.map { abs($0.value) + $0.slope / least }.max() ?? 0
  }
}

/// What a slot costs per share that it serves, and what it pays whomever it serves.
struct SlotCost {
  let time: Double
  let paid: Double
}

/// What the next stage costs, seen from the shares of this one: at rates f' of the next stage,
/// after its slot has served.
struct AheadValues {
  let rates: [Double]
  private let bends: [Double]
  private let shares: Int
  /// Whether the slot serves anybody.
  private let serves: Bool
  /// `b − b'` by rate and share.
  private var served: [Double]
  /// By level, rate and share: at a node, and at a node less the bends of the cells beside it.
  private var plain: [Double]
  private var bent: [Double] = []

  /// With a slot that serves what it can.
  init(_ next: StageValues, from here: RateGrid, to there: RateGrid, levels: Int) {
    (rates, bends, shares, serves) = (there.rates, there.bends, here.shares.count, true)
    served = []
    plain = []
    plain.reserveCapacity(levels * rates.count * shares)
    served.reserveCapacity(rates.count * shares)
    var places: [RateGrid.Place] = []
    for rate in rates {
      for share in here.shares {
        let passed = share / (share + rate)
        served.append(share - passed)
        places.append(there.place(ofShare: passed))
      }
    }
    let next = next.all.span
    for level in 0..<levels {
      for (index, place) in places.enumerated() {
        let row = level * rates.count + index / shares
        let start = row * there.shares.count + place.cell
        plain.append(place.between(next[start], next[start + 1]))
      }
    }
    straighten(levels)
  }

  /// With a slot that serves nobody.
  init(_ next: StageValues, to there: RateGrid, levels: Int) {
    (rates, bends, shares, serves) = (there.rates, there.bends, there.shares.count, false)
    served = Array(repeating: 0, count: rates.count * shares)
    plain = next.all
    straighten(levels)
  }

  /// Makes costs fall with the rate, as they truly do, and takes the bends off.
  private mutating func straighten(_ levels: Int) {
    let (count, shares) = (rates.count, shares)
    var plain = plain.mutableSpan
    for level in 0..<levels {
      for rate in 1..<count {
        let now = (level * count + rate) * shares
        for index in now..<now + shares {
          plain[index] = min(plain[index], plain[index - shares])
        }
      }
    }
    bent = withoutBends(levels)
  }

  /// Costs at the nodes less the bends of the cells beside them.
  private func withoutBends(_ levels: Int) -> [Double] {
    let plain = self.plain.span
    var bent: [Double] = []
    bent.reserveCapacity(plain.count)
    var costs = [Double](repeating: 0, count: shares)
    for level in 0..<levels {
      for rate in rates.indices {
        // A cell that nothing can be reached from at one of its ends cannot be reached.
        let (below, above) = (max(rate - 1, 0), min(rate + 1, rates.count - 1))
        let (before, after) = (bends[below], bends[above - 1])
        let low = plain.extracting(row(level, below))
        let here = plain.extracting(row(level, rate))
        let high = plain.extracting(row(level, above))
        var taken = costs.mutableSpan
        let count = taken.count
        // Said once, so that no step of the loop is checked.
        precondition(low.count == count && here.count == count && high.count == count)
        for share in 0..<count {
          let falling = low[share] < .infinity ? (low[share] - here[share]) * before : 0
          let further = here[share] < .infinity ? (here[share] - high[share]) * after : 0
          taken[share] = here[share] - max(falling, further)
        }
        bent += costs
      }
    }
    return bent
  }

  /// Where the costs of all shares at a node are.
  private func row(_ level: Int, _ rate: Int) -> Range<Int> {
    let start = (level * rates.count + rate) * shares
    return start..<start + shares
  }

  /// Lowers costs by share to what a slot costs that leads to a node.
  func lower(_ best: inout [Double], toNode node: Int, level: Int, slot: SlotCost) {
    let served = self.served.span.extracting(row(0, node))
    let ahead = bent.span.extracting(row(level, node))
    var best = best.mutableSpan
    let count = best.count
    // Said once, so that no step of the loop is checked.
    precondition(served.count == count && ahead.count == count)
    for share in 0..<count {
      let cost = served[share] * slot.time + slot.paid + ahead[share]
      best[share] = min(best[share], cost)
    }
  }

  /// Lowers costs by share to what a slot costs that leads to a rate in a cell.
  ///
  /// - Parameter amounts: The shares.
  func lower(
    _ best: inout [Double], of amounts: [Double], toRate rate: Double, inCell cell: Int,
    level: Int, slot: SlotCost
  ) {
    let part = min(max((rate - rates[cell]) / (rates[cell + 1] - rates[cell]), 0), 1)
    let fall = part + bends[cell]
    let plain = self.plain.span
    let low = plain.extracting(row(level, cell))
    let high = plain.extracting(row(level, cell + 1))
    let amounts = amounts.span
    var best = best.mutableSpan
    let count = best.count
    // Said once, so that no step of the loop is checked.
    precondition(low.count == count && high.count == count && amounts.count == count)
    for share in 0..<count {
      let (amount, near) = (amounts[share], low[share])
      let passed = serves ? amount / (amount + rate) : amount
      let ahead = near < .infinity ? near - (near - high[share]) * fall : .infinity
      best[share] = min(best[share], (amount - passed) * slot.time + slot.paid + ahead)
    }
  }
}
