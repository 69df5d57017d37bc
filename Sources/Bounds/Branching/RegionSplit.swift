/// How a region of designs is split in two or more.
enum RegionSplit: Sendable {
  /// By how many blocks a server hosts: at most so many, or more.
  case hosted(server: Int, middle: Int)
  /// By how many of them it hosts alone.
  case sole(server: Int, middle: Int)
  /// By where a placed server ends: at or before the block, or behind it.
  case end(index: Int, middle: Int)
  /// By where a further server comes in the order of the placed ones.
  case order(server: Int)

  /// What to split by.
  enum Rule: Sendable {
    /// What servers host.
    case hosting
    /// Where these servers end, and then what servers host.
    case ends(of: [Int])
  }

  /// Servers placed at most: their orders are 1, 2, 6, 24.
  private static let mostPlaced = 4
  /// The part of the slots that must lie on either side of an end before it is worth a split of its
  /// own.
  private static let clearShare = 0.06

  /// The split that undoes most of what a relaxation's solution mixes; nil where it mixes nothing.
  static func best(
    for solution: MasterSolution, in region: DesignRegion, demand: SlotDemand,
    blocks: Int, rule: Rule
  ) -> RegionSplit? {
    guard case .ends(let servers) = rule else { return byHosting(solution, region) }
    let slots = Double(demand.most)
    if let split = byEnd(solution, region, blocks: blocks, least: clearShare * slots) {
      return split
    }
    let unplaced = servers.filter { server in !region.placed.contains { $0.server == server } }
    let load = loads(solution)
    let next = unplaced.filter { load[$0] > 0 }.max { (load[$0], $1) < (load[$1], $0) }
    if region.placed.count < mostPlaced, let next { return .order(server: next) }
    return byHosting(solution, region)
      ?? byEnd(solution, region, blocks: blocks, least: 1e-3 * slots)
  }

  /// The split of the server of which least is known; nil where it is known of all what they host.
  static func widest(in region: DesignRegion) -> RegionSplit? {
    let widest = region.hosted.indices.max {
      (region.hosted[$0].count, $1) < (region.hosted[$1].count, $0)
    }
    guard let server = widest, region.hosted[server].count > 1 else { return nil }
    let range = region.hosted[server]
    return .hosted(server: server, middle: (range.lowerBound + range.upperBound - 1) / 2)
  }

  /// Block-slots in use by server.
  private static func loads(_ solution: MasterSolution) -> [Double] {
    var load = [Double](repeating: 0, count: solution.hosting.count)
    for (pattern, amount) in solution.patterns {
      for part in pattern.parts { load[part.server] += amount * Double(part.blocks) }
    }
    return load
  }

  /// The server whose mixture matters most: variance of its hosted or its sole blocks times the
  /// square of its load.
  private static func byHosting(
    _ solution: MasterSolution, _ region: DesignRegion
  ) -> RegionSplit? {
    let load = loads(solution)
    var best: (score: Double, split: RegionSplit)?
    func consider(
      _ server: Int, _ range: ClosedRange<Int>, _ count: (HostingChoice) -> Int,
      _ split: (_ middle: Int) -> RegionSplit
    ) {
      guard range.count > 1 else { return }
      var (total, sum, squares) = (0.0, 0.0, 0.0)
      for (choice, amount) in solution.hosting[server] {
        let value = Double(count(choice))
        total += amount
        sum += amount * value
        squares += amount * value * value
      }
      guard total > 1e-6 else { return }
      let mean = sum / total
      let score = (squares / total - mean * mean) * load[server] * load[server]
      guard score > 1e-6, score > best?.score ?? 0 else { return }
      best = (score, split(max(range.lowerBound, min(range.upperBound - 1, Int(mean)))))
    }
    for server in region.hosted.indices {
      consider(server, region.hosted[server], \.hosted) { .hosted(server: server, middle: $0) }
      consider(server, region.sole[server], \.sole) { .sole(server: server, middle: $0) }
    }
    return best?.split
  }

  /// The end that has the most jobs on its lesser side.
  ///
  /// - Parameter least: Fewer jobs than this are not worth a split.
  private static func byEnd(
    _ solution: MasterSolution, _ region: DesignRegion, blocks: Int, least: Double
  ) -> RegionSplit? {
    var spans: [[(ends: ClosedRange<Int>, amount: Double)]] = region.placed.map { _ in [] }
    for (pattern, amount) in solution.patterns {
      for (index, ends) in (region.ends(in: pattern, blocks: blocks) ?? []).enumerated() {
        if let ends { spans[index].append((ends, amount)) }
      }
    }
    var best: (score: Double, distance: Int, split: RegionSplit)?
    for (index, place) in region.placed.enumerated() {
      for middle in place.ends.dropLast() {
        let below = spans[index].reduce(0) { $0 + ($1.ends.upperBound <= middle ? $1.amount : 0) }
        let above = spans[index].reduce(0) { $0 + ($1.ends.lowerBound > middle ? $1.amount : 0) }
        let score = min(below, above)
        // Of ends that separate the same jobs, the one in the middle of the window.
        let distance = abs(2 * middle + 1 - place.ends.lowerBound - place.ends.upperBound)
        guard score > least else { continue }
        if let best, (best.score, -best.distance) >= (score, -distance) { continue }
        best = (score, distance, .end(index: index, middle: middle))
      }
    }
    return best?.split
  }

  /// The parts; every design of the region is in one of them.
  func parts(of region: DesignRegion, blocks: Int) -> [DesignRegion] {
    var (low, high) = (region, region)
    switch self {
    case .hosted(let server, let middle):
      low.hosted[server] = region.hosted[server].lowerBound...middle
      high.hosted[server] = middle + 1...region.hosted[server].upperBound
    case .sole(let server, let middle):
      low.sole[server] = region.sole[server].lowerBound...middle
      high.sole[server] = middle + 1...region.sole[server].upperBound
    case .end(let index, let middle):
      for earlier in 0...index {
        let ends = region.placed[earlier].ends
        low.placed[earlier].ends = ends.lowerBound...min(ends.upperBound, middle)
      }
      for later in index..<region.placed.count {
        let ends = region.placed[later].ends
        high.placed[later].ends = max(ends.lowerBound, middle + 1)...ends.upperBound
      }
    case .order(let server):
      return (0...region.placed.count).map { position in
        let first = position > 0 ? region.placed[position - 1].ends.lowerBound : 1
        let last =
          position < region.placed.count ? region.placed[position].ends.upperBound : blocks
        var part = region
        part.placed.insert(PlacedServer(server: server, ends: first...last), at: position)
        return part
      }
    }
    return [low, high]
  }
}
