import Bounds
import ServerChains

/// A search over rows of single servers: disjoint chains, each for a number of jobs.
///
/// With many servers good designs are above all such rows, and what decides is how many jobs each
/// row is for: then every server's length is known, and the fastest row is a dynamic program. So
/// the search is over a few numbers of jobs. The servers that are left make rows for as many jobs
/// as they can hold.
struct RowSearch {
  private let instance: Instance
  private let slotLimit: Int
  private let times: [(communication: Double, computation: Double)]
  private var judge: FastAllocation
  private var generator: SeededGenerator
  private var rows = Rows()
  /// The best placement seen and what GCA's slots on it are worth.
  private(set) var best: (placement: Placement, value: Double)?

  private struct Rows {
    /// Jobs by row, in the order in which the rows choose their servers.
    var jobs: [Int] = []
    /// What a server costs a row beyond its time, in seconds.
    var thrift = 0.0
  }

  init(instance: Instance, goal: SearchGoal, seed: UInt64) {
    self.instance = instance
    slotLimit = goal.slotLimit
    times = instance.servers.map { ($0.communicationTime, $0.computationTime) }
    judge = FastAllocation(instance: instance, goal: goal)
    generator = SeededGenerator(seed: seed)
  }

  /// Tries so many changes, with losses that shrink to nothing.
  ///
  /// - Complexity: O(trials · rows · J · L · m̄).
  mutating func run(trials: Int, heat: Double, isCalledOff: () -> Bool = { false }) {
    var value = judged(rows)
    for trial in 0..<trials where !isCalledOff() {
      let cooling = 1 - Double(trial) / Double(trials)
      let draw = generator.uniform()
      let changed = changed()
      let candidate = judged(changed)
      if candidate >= value * (1 - heat * cooling * cooling * draw * draw) {
        (rows, value) = (changed, candidate)
      }
    }
  }

  private mutating func changed() -> Rows {
    var rows = rows
    let count = rows.jobs.count
    switch generator.integer(below: 8) {
    case 0: rows.jobs.insert(draw(slotLimit) + 1, at: draw(count + 1))
    case 1 where count > 0: rows.jobs.remove(at: draw(count))
    case 2 where count > 0: rows.jobs[draw(count)] = draw(slotLimit) + 1
    case 3 where count > 1: rows.jobs.swapAt(draw(count), draw(count))
    case 4: rows.thrift = generator.uniform() * 2 * (times.map(\.communication).max() ?? 0)
    default:
      guard count > 0 else {
        rows.jobs.append(draw(slotLimit) + 1)
        break
      }
      let step = (1 + draw(3)) * (draw(2) == 0 ? 1 : -1)
      let row = draw(count)
      rows.jobs[row] = max(1, min(slotLimit, rows.jobs[row] + step))
    }
    return rows
  }

  private mutating func draw(_ count: Int) -> Int { generator.integer(below: count) }

  private mutating func judged(_ rows: Rows) -> Double {
    var layout = RowLayout(servers: times.count)
    var left = slotLimit
    for jobs in rows.jobs where left > 0 {
      if lay(rowFor: min(jobs, left), thrift: rows.thrift, &layout) { left -= jobs }
    }
    while left > 0, let jobs = mostJobs(of: layout, atMost: left),
      lay(rowFor: jobs, thrift: rows.thrift, &layout)
    { left -= jobs }
    let value = judge.value(firsts: layout.firsts, lasts: layout.lasts, floor: 0)
    if value > best?.value ?? 0 { best = (layout.placement, value) }
    return value
  }

  /// Lays out the fastest row of unused servers; false where they cannot hold so many jobs.
  private func lay(rowFor jobs: Int, thrift: Double, _ layout: inout RowLayout) -> Bool {
    let most = times.indices.map {
      layout.isFree($0) ? instance.hosted(by: $0, reservation: jobs) : 0
    }
    guard most.reduce(0, +) >= instance.blocks else { return false }
    let cover = FreeCover(blocks: instance.blocks, most: most) { server in
      let (communication, computation) = times[server]
      return (1...most[server]).map { communication + thrift + computation * Double($0) }
    }
    layout.add(cover.hops(of: instance.blocks))
    return true
  }

  /// The most jobs, up to a limit, for which unused servers can make a row.
  private func mostJobs(of layout: RowLayout, atMost limit: Int) -> Int? {
    let free = times.indices.filter { layout.isFree($0) }
    func isEnough(_ jobs: Int) -> Bool {
      var left = instance.blocks
      for server in free where left > 0 { left -= instance.hosted(by: server, reservation: jobs) }
      return left <= 0
    }
    guard isEnough(1) else { return nil }
    var (low, high) = (1, limit + 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if isEnough(middle) { low = middle } else { high = middle }
    }
    return low
  }
}

/// Rows of servers with their places.
private struct RowLayout {
  private(set) var firsts: [Int32]
  private(set) var lasts: [Int32]

  init(servers: Int) {
    firsts = Array(repeating: 1, count: servers)
    lasts = Array(repeating: 0, count: servers)
  }

  func isFree(_ server: Int) -> Bool { lasts[server] == 0 }

  mutating func add(_ row: [Hop]) {
    var end: Int32 = 0
    for hop in row {
      firsts[hop.server] = end + 1
      end += Int32(hop.blocks)
      lasts[hop.server] = end
    }
  }

  var placement: Placement {
    Placement(firsts: firsts, lasts: lasts)
  }
}
