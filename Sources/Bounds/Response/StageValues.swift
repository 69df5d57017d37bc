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

  /// All shares of a rate.
  mutating func set(_ row: UnsafeMutableBufferPointer<Double>, _ level: Int, _ rate: Int) {
    let start = (level * rates + rate) * shares
    for index in 0..<shares { values[start + index] = row[index] }
  }

  /// No more than a cost for each share.
  mutating func lower(to amounts: [Double], times cost: Double, _ level: Int, _ rate: Int) {
    let start = (level * rates + rate) * shares
    for (index, share) in amounts.enumerated() {
      values[start + index] = min(values[start + index], share * cost)
    }
  }

  /// No more than values at the same rates and other shares, which are interpolated.
  mutating func lower(to other: StageValues, from theirs: RateGrid, in mine: RateGrid) {
    let places = mine.shares.map { theirs.place(ofShare: $0) }
    let (rows, shares, others) = (values.count / shares, shares, other.shares)
    values.withUnsafeMutableBufferPointer { values in
      other.values.withUnsafeBufferPointer { other in
        for row in 0..<rows {
          for (index, place) in places.enumerated() {
            let start = row * others + place.cell
            let value = place.between(other[start], other[start + 1])
            values[row * shares + index] = min(values[row * shares + index], value)
          }
        }
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
    next.all.withUnsafeBufferPointer { next in
      for level in 0..<levels {
        for (index, place) in places.enumerated() {
          let row = level * rates.count + index / shares
          let start = row * there.shares.count + place.cell
          plain.append(place.between(next[start], next[start + 1]))
        }
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
    let (count, shares, bends) = (rates.count, shares, bends)
    plain.withUnsafeMutableBufferPointer { plain in
      for level in 0..<levels {
        for rate in 1..<count {
          let now = (level * count + rate) * shares
          for index in now..<now + shares {
            plain[index] = min(plain[index], plain[index - shares])
          }
        }
      }
    }
    bent = plain
    bent.withUnsafeMutableBufferPointer { bent in
      plain.withUnsafeBufferPointer { plain in
        for level in 0..<levels {
          for rate in 0..<count {
            let now = (level * count + rate) * shares
            // A cell that nothing can be reached from at one of its ends cannot be reached.
            let (before, after) = (max(rate - 1, 0), min(rate, count - 2))
            let (left, right) = (rate > 0 ? shares : 0, rate + 1 < count ? shares : 0)
            for index in now..<now + shares {
              let (low, here, high) = (plain[index - left], plain[index], plain[index + right])
              let falling = low < .infinity ? (low - here) * bends[before] : 0
              let further = here < .infinity ? (here - high) * bends[after] : 0
              bent[index] = here - max(falling, further)
            }
          }
        }
      }
    }
  }

  /// What a slot costs that leads to a node.
  ///
  /// - Parameter slot: What a served share takes there, and what the slot pays.
  func take(
    node: Int, _ level: Int, _ slot: (time: Double, paid: Double),
    _ best: UnsafeMutableBufferPointer<Double>
  ) {
    let start = (level * rates.count + node) * shares
    served.withUnsafeBufferPointer { served in
      bent.withUnsafeBufferPointer { bent in
        for share in 0..<shares {
          let cost = served[node * shares + share] * slot.time + slot.paid + bent[start + share]
          best[share] = min(best[share], cost)
        }
      }
    }
  }

  /// What a slot costs that leads to a rate in a cell.
  func take(
    _ rate: Double, in cell: Int, _ level: Int, _ slot: (time: Double, paid: Double),
    _ from: [Double], _ best: UnsafeMutableBufferPointer<Double>
  ) {
    let start = (level * rates.count + cell) * shares
    let part = min(max((rate - rates[cell]) / (rates[cell + 1] - rates[cell]), 0), 1)
    let fall = part + bends[cell]
    from.withUnsafeBufferPointer { from in
      plain.withUnsafeBufferPointer { plain in
        for share in 0..<shares {
          let (low, high) = (plain[start + share], plain[start + shares + share])
          let passed = serves ? from[share] / (from[share] + rate) : from[share]
          let ahead = low < .infinity ? low - (low - high) * fall : .infinity
          best[share] = min(best[share], (from[share] - passed) * slot.time + slot.paid + ahead)
        }
      }
    }
  }
}
