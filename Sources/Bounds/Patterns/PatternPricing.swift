import ServerChains

/// Prices of processing blocks: `w_j(ℓ) ≥ 0` per server and blocks processed, in jobs per second.
struct BlockPrices: Sendable {
  /// `values[j][ℓ − 1] = w_j(ℓ)`.
  var values: [[Double]]
  /// Between these `w_j` is a line; nil where that is not known.
  var levels: [LinkLevels]? = nil

  /// What is left of a value when a pattern has paid for its blocks, `value − W`.
  func rest(of value: Double, after pattern: Pattern) -> Double {
    pattern.parts.reduce(value) { $0 - values[$1.server][$1.blocks - 1] }
  }
}

/// The best pattern by reduced cost: `max 1/T_p − Σ_j w_j(ℓ_pj)`
/// (Documentation/Problem.md, "Pricing").
///
/// For any θ ≥ 0 the least `θ·T + W` over all patterns is a dynamic programme over servers and
/// blocks covered, and because `1/T` is convex the best pattern is a corner of the lower-left hull
/// of the points `(T, W)`: a dichotomic search over θ finds it. Each programme also proves
/// `W ≥ d − θ·T` for *every* pattern; the lines together bound the best reduced cost from above
/// whatever corners were found, which is what makes the bound safe.
struct PatternPricing: Sendable {
  private let instance: Instance
  private let limits: [Int]
  private let blocks: Int
  /// Row `j` holds `w_j` or the step times, `limits[j]` entries each.
  private let offsets: [Int]
  private let times: [Double]
  private let fastest: Pattern

  /// What pricing found.
  struct Outcome {
    /// Patterns at the corners of the hull, each with its reduced cost.
    var candidates: [(pattern: Pattern, reducedCost: Double)]
    /// No pattern's reduced cost is above this, up to floating-point rounding of the sums.
    var bound: Double
  }

  private struct Corner {
    let parts: [Hop]
    let time: Double
    let weight: Double
    var reducedCost: Double { 1 / time - weight }
  }

  /// A proof that `W ≥ value − slope · T` for every pattern.
  private struct Line {
    let slope: Double
    let value: Double
  }

  /// Nil where the instance has no pattern.
  init?(instance: Instance) {
    guard let fastest = FastestPattern.find(in: instance) else { return nil }
    self.fastest = fastest
    self.instance = instance
    blocks = instance.blocks
    limits = PatternSpace(instance: instance).limits
    var offsets: [Int] = []
    var times: [Double] = []
    for (server, limit) in limits.enumerated() {
      offsets.append(times.count)
      for part in stride(from: 1, through: limit, by: 1) {
        times.append(instance.stepTime(server: server, blocks: part))
      }
    }
    self.offsets = offsets
    self.times = times
  }

  /// The best patterns at these prices.
  ///
  /// - Parameters:
  ///   - threshold: Reduced costs below this need not be told apart; the bound is at least this.
  ///   - region: Where the patterns must fit; nil for all of them.
  /// - Complexity: O(corners · J · L · m̄), with placed servers O(corners · placed · window · L ·
  ///   m̄) more.
  func price(
    _ prices: BlockPrices, threshold: Double, in region: DesignRegion? = nil
  ) -> Outcome {
    let weights = prices.values.flatMap { $0 }
    let space = space(region, prices)
    guard let fastest = fastest(in: space) else {
      return Outcome(candidates: [], bound: threshold)
    }
    return price(weights, threshold: threshold, in: space, fastest: fastest)
  }

  private func space(_ region: DesignRegion?, _ prices: BlockPrices) -> Space {
    Space(
      most: region?.hosted.map(\.upperBound) ?? limits, placed: region?.placed ?? [],
      levels: prices.levels)
  }

  /// Nil where the space has no pattern.
  private func fastest(in space: Space) -> [Hop]? {
    if space.most == limits, space.placed.isEmpty { return fastest.parts }
    let none = Array(repeating: 0.0, count: times.count)
    return least(slope: 1, weights: none, in: space)?.0.parts
  }

  /// The price of every speed, and the patterns at the corners.
  ///
  /// - Parameters:
  ///   - tolerance: How far below the true prices the hull may stay, in jobs per second.
  ///   - region: Where the patterns must fit; nil for all of them.
  /// - Complexity: As ``price(_:threshold:in:)``, with all corners.
  func hull(
    _ prices: BlockPrices, tolerance: Double, in region: DesignRegion? = nil
  ) -> (hull: PriceHull, patterns: [Pattern]) {
    let weights = prices.values.flatMap { $0 }
    let space = space(region, prices)
    guard let fastest = fastest(in: space) else {
      return (PriceHull(lines: [], fastestTime: fastest.serviceTime), [])
    }
    var lines: [(slope: Double, value: Double)] = []
    var patterns: [Pattern] = []
    func solve(slope: Double, or known: Corner) -> (corner: Corner, value: Double) {
      guard let (corner, value) = least(slope: slope, weights: weights, in: space) else {
        return (known, -.infinity)
      }
      lines.append((slope, value))
      patterns.append(Pattern(parts: corner.parts, in: instance))
      return (corner, value)
    }
    let left = corner(of: fastest, weights: weights)
    patterns.append(Pattern(parts: fastest, in: instance))
    let cheapest = solve(slope: 0, or: left).corner
    var open = [(left, cheapest)]
    while let (first, second) = open.popLast() {
      guard second.time - first.time > 1e-12 * second.time,
        first.weight - second.weight > tolerance
      else { continue }
      let slope = (first.weight - second.weight) / (second.time - first.time)
      let (middle, value) = solve(slope: slope, or: first)
      guard value < slope * first.time + first.weight - tolerance else { continue }
      open.append((first, middle))
      open.append((middle, second))
    }
    // Rounding may let another path be the fastest by a digit.
    return (PriceHull(lines: lines, fastestTime: left.time * (1 - 1e-12)), patterns)
  }

  /// The patterns that a pricing looks at.
  private struct Space {
    /// The most blocks of each server.
    let most: [Int]
    let placed: [PlacedServer]
    /// Between these costs are lines; nil where that is not known.
    let levels: [LinkLevels]?
  }

  private func price(
    _ weights: [Double], threshold: Double, in space: Space, fastest: [Hop]
  ) -> Outcome {
    var lines: [Line] = []
    var corners: [Corner] = []
    let left = corner(of: fastest, weights: weights)
    corners.append(left)
    func solve(slope: Double) -> Corner {
      guard let (corner, value) = least(slope: slope, weights: weights, in: space) else {
        return left
      }
      lines.append(Line(slope: slope, value: value))
      corners.append(corner)
      return corner
    }
    let cheapest = solve(slope: 0)
    var open = [(left, cheapest, Double.infinity, 0.0)]
    while let (first, second, _, _) = open.popLast() {
      guard second.time - first.time > 1e-12 * second.time, first.weight > second.weight else {
        continue
      }
      let slope = (first.weight - second.weight) / (second.time - first.time)
      let best = corners.map(\.reducedCost).max() ?? 0
      let optimistic = Self.bound(lines, from: first.time, to: second.time)
      guard optimistic > max(best, threshold) + 1e-9 * abs(optimistic) else { continue }
      let middle = solve(slope: slope)
      let chord = slope * first.time + first.weight
      let found = slope * middle.time + middle.weight
      guard found < chord - 1e-11 * abs(chord) else { continue }
      open.append((first, middle, 0, 0))
      open.append((middle, second, 0, 0))
    }
    let candidates = corners.map {
      (Pattern(parts: $0.parts, in: instance), $0.reducedCost)
    }
    // Rounding may let another path be the fastest by a digit.
    let bound = Self.bound(lines, from: left.time * (1 - 1e-12), to: .infinity)
    return Outcome(candidates: candidates, bound: max(bound, threshold))
  }

  /// `max 1/T − max_i (d_i − θ_i T)` over an interval: between the lines' intersections the
  /// difference is convex, so the ends and the intersections decide.
  private static func bound(_ lines: [Line], from start: Double, to end: Double) -> Double {
    func value(at time: Double) -> Double {
      1 / time - (lines.map { $0.value - $0.slope * time }.max() ?? 0)
    }
    var best = value(at: start)
    if end < .infinity { best = max(best, value(at: end)) }
    for (index, first) in lines.enumerated() {
      for second in lines[(index + 1)...] where first.slope != second.slope {
        let time = (first.value - second.value) / (first.slope - second.slope)
        if time > start, time < end { best = max(best, value(at: time)) }
      }
    }
    return best
  }

  private func corner(of parts: [Hop], weights: [Double]) -> Corner {
    let weight = parts.reduce(0) { $0 + weights[offsets[$1.server] + $1.blocks - 1] }
    return Corner(parts: parts, time: instance.serviceTime(of: parts), weight: weight)
  }

  /// The pattern of least `slope · T + W` and that least value; nil where the space has no pattern.
  private func least(slope: Double, weights: [Double], in space: Space) -> (Corner, Double)? {
    func costs(_ server: Int) -> [Double] {
      let first = offsets[server]
      return (first..<first + space.most[server]).map { slope * times[$0] + weights[$0] }
    }
    var free = space.most
    for place in space.placed { free[place.server] = 0 }
    let others = FreeCover(blocks: blocks, most: free, costs: costs) { server in
      space.levels.map { $0[server].levels } ?? []
    }
    var parts: [Hop]
    var value: Double
    if space.placed.isEmpty {
      value = others.cost(of: blocks)
      guard value < .infinity else { return nil }
      parts = others.hops(of: blocks)
    } else {
      let cover = PlacedCover(
        blocks: blocks, placed: space.placed, most: space.placed.map { space.most[$0.server] },
        costs: costs)
      var sum = 0
      value = .infinity
      for taken in 0...blocks {
        let cost = cover.cost(of: taken) + others.cost(of: blocks - taken)
        if cost < value { (value, sum) = (cost, taken) }
      }
      guard value < .infinity else { return nil }
      parts = cover.hops(of: sum) + others.hops(of: blocks - sum)
      parts.sort { $0.server < $1.server }
    }
    return (corner(of: parts, weights: weights), value)
  }
}
