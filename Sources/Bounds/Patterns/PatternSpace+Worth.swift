import ServerChains

extension PatternSpace {
  /// The patterns that are worth so much at some prices: `1/T − W ≥ least`.
  ///
  /// `1/T` is convex, so over an interval of T it lies below its chord, and what a chord leaves of
  /// a pattern is a sum over its parts: a search in depth goes only where the cheapest rest is
  /// cheap enough. Short intervals have tight chords.
  ///
  /// - Parameters:
  ///   - prices: `w_j(ℓ)`, for at least the blocks that ``limits`` allow.
  ///   - least: In jobs per second, above 0.
  ///   - most: Nil comes back where there are more, or where so many must be looked at that it is
  ///     not worth the time.
  ///   - isCalledOff: Asked now and then; nil comes back once it is true.
  /// - Complexity: O(patterns · J · m̄) beside the O(J · L · m̄) of each interval.
  func patterns(
    worth least: Double, at prices: BlockPrices, most: Int,
    isCalledOff: () -> Bool = { false }
  ) -> [Pattern]? {
    guard least > 0, let fastest = FastestPattern.find(in: instance) else { return nil }
    // Rounding may make the fastest pattern faster by a digit.
    let start = fastest.serviceTime * (1 - 1e-9)
    // Prices may be below 0: no pattern can have more than these.
    let gift = prices.values.reduce(0) { $0 + max(0, -($1.min() ?? 0)) }
    guard least > gift else { return nil }
    let end = max(start, 1 / (least - gift)) * (1 + 1e-9)
    var found: [Pattern] = []
    for piece in 0..<Self.intervals {
      func time(_ piece: Int) -> Double {
        start + (end - start) * Double(piece) / Double(Self.intervals)
      }
      let times = time(piece)...time(piece + 1)
      let search = WorthSearch(
        instance: instance, limits: limits, prices: prices, times: times, isCalledOff: isCalledOff)
      guard var search, search.collect(worth: least, most: most - found.count, isCalledOff)
      else { return nil }
      found += search.found
    }
    return found
  }

  private static let intervals = 8
}

/// A search in depth over the servers of an instance, for patterns whose times lie in an interval.
private struct WorthSearch {
  private let instance: Instance
  private let limits: [Int]
  private let prices: BlockPrices
  private let times: ClosedRange<Double>
  /// `w_j(ℓ) + slope · t_j(ℓ)`, and `t_j(ℓ)`.
  private let costs: [[Double]]
  private let stepTimes: [[Double]]
  /// By server and blocks left: the least that it and those after it can make of the two.
  private let leastCost: [[Double]]
  private let leastTime: [[Double]]
  /// The chord's value at time 0.
  private let height: Double
  /// Patterns that the chord let through.
  private var looks = 0
  private var steps = 0
  private var parts: [Hop] = []
  private(set) var found: [Pattern] = []

  /// Nil where it is called off.
  init?(
    instance: Instance, limits: [Int], prices: BlockPrices, times: ClosedRange<Double>,
    isCalledOff: () -> Bool
  ) {
    let (start, end) = (times.lowerBound, times.upperBound)
    let slope = 1 / (start * end)
    let stepTimes = limits.enumerated().map { server, limit in
      (0..<limit).map { instance.stepTime(server: server, blocks: $0 + 1) }
    }
    let costs = zip(stepTimes, prices.values).map { times, prices in
      zip(times, prices).map { slope * $0 + $1 }
    }
    guard let leastCost = Self.least(costs, blocks: instance.blocks, isCalledOff),
      let leastTime = Self.least(stepTimes, blocks: instance.blocks, isCalledOff)
    else { return nil }
    self.instance = instance
    self.limits = limits
    self.prices = prices
    self.times = times
    self.stepTimes = stepTimes
    self.costs = costs
    height = 1 / start + slope * start
    self.leastCost = leastCost
    self.leastTime = leastTime
  }

  private static func least(
    _ costs: [[Double]], blocks: Int, _ isCalledOff: () -> Bool
  ) -> [[Double]]? {
    var rows = [[0] + Array(repeating: Double.infinity, count: blocks)]
    for costs in costs.reversed() {
      guard !isCalledOff() else { return nil }
      let after = rows[rows.count - 1]
      rows.append(
        after.indices.map { left in
          zip(costs, 1...).prefix(left).reduce(after[left]) { best, part in
            min(best, after[left - part.1] + part.0)
          }
        })
    }
    return rows.reversed()
  }

  private static let looksPerPattern = 4
  private static let stepsPerLook = 4_096

  /// False where there are more than `most`, or where it is called off.
  mutating func collect(worth least: Double, most: Int, _ isCalledOff: () -> Bool) -> Bool {
    // A digit more than rounding can take, also from prices that cancel.
    let size = costs.reduce(0) { max($0, $1.reduce(0) { max($0, abs($1)) }) }
    let slack = 1e-9 * abs(height - least) + 1e-13 * Double(limits.count) * size
    return extend(
      server: 0, left: instance.blocks, budget: height - least + slack, time: 0,
      worth: least, most: most, isCalledOff)
  }

  private mutating func extend(
    server: Int, left: Int, budget: Double, time: Double, worth least: Double, most: Int,
    _ isCalledOff: () -> Bool
  ) -> Bool {
    steps += 1
    if steps % Self.stepsPerLook == 0, isCalledOff() { return false }
    if left == 0 { return take(worth: least, most: most) }
    guard server < limits.count, leastCost[server][left] <= budget,
      time + leastTime[server][left] <= times.upperBound * (1 + 1e-9)
    else { return true }
    guard
      extend(
        server: server + 1, left: left, budget: budget, time: time, worth: least, most: most,
        isCalledOff)
    else { return false }
    for part in stride(from: 1, through: min(limits[server], left), by: 1) {
      parts.append(Hop(server: server, blocks: part))
      let goesOn = extend(
        server: server + 1, left: left - part, budget: budget - costs[server][part - 1],
        time: time + stepTimes[server][part - 1], worth: least, most: most, isCalledOff)
      parts.removeLast()
      guard goesOn else { return false }
    }
    return true
  }

  private mutating func take(worth least: Double, most: Int) -> Bool {
    looks += 1
    guard looks <= Self.looksPerPattern * most else { return false }
    let pattern = Pattern(parts: parts, in: instance)
    // Half open, so that no pattern is in two intervals.
    guard times.lowerBound <= pattern.serviceTime, pattern.serviceTime < times.upperBound else {
      return true
    }
    guard prices.rest(of: pattern.rate, after: pattern) >= least else { return true }
    found.append(pattern)
    return found.count <= most
  }
}
