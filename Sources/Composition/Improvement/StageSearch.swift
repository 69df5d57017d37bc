import ServerChains

/// A search over groupings of the servers into rows of stages, whose placements are starts of the
/// improvement search.
///
/// A *stage* is a group of servers side by side on the same blocks, a *row* a sequence of stages
/// over all blocks for a number of jobs. Where memory is short, good designs are such rows: here
/// one large server for all jobs, there three small ones with a third each. Moves over placements
/// do not lead from one row to another, because half a stage serves nobody. Here a move takes a
/// server to another stage; every stage takes as many blocks as its servers hold for the row's
/// jobs, and the blocks that a row lacks tell a bad grouping from a worse one.
struct StageSearch {
  private let slotLimit: Int
  private let blocks: Int
  private let rowCount: Int
  private let computationTimes: [Double]
  /// Jobs that server j can hold on ℓ blocks, at `j · L + ℓ − 1`.
  private let capacities: [Int32]
  private var judge: FastAllocation
  private var generator: SeededGenerator
  private var grouping: Grouping
  private var layout: StageLayout
  /// The best placement seen and what GCA's slots on it are worth.
  private(set) var best: (placement: Placement, value: Double)?

  /// Which stage every server belongs to, and how many jobs every row is for.
  private struct Grouping {
    /// `row · J + stage`, nil for a server at rest.
    var stages: [Int?]
    var jobs: [Int]
  }

  /// What a move changed, as it was.
  private struct Undo {
    var servers: [(server: Int, stage: Int?)] = []
    var jobs: [(row: Int, count: Int)] = []
  }

  /// - Parameter rows: How many rows the servers are grouped into, at least 1.
  init(instance: Instance, goal: SearchGoal, rows: Int, seed: UInt64) {
    let slotLimit = goal.slotLimit
    self.slotLimit = slotLimit
    blocks = instance.blocks
    rowCount = rows
    computationTimes = instance.servers.map(\.computationTime)
    capacities = instance.servers.indices.flatMap { server in
      (1...instance.blocks).map {
        Int32(min(instance.slots(of: server, hosting: $0) / $0, slotLimit))
      }
    }
    judge = FastAllocation(instance: instance, goal: goal)
    generator = SeededGenerator(seed: seed)
    let count = instance.servers.count
    grouping = Grouping(
      stages: Array(repeating: nil, count: count), jobs: Array(repeating: 0, count: rows))
    layout = StageLayout(servers: count, stages: rows * count)
  }

  /// Groups the servers at random and improves the grouping by so many moves, with losses that
  /// shrink to nothing.
  ///
  /// - Complexity: O(moves · (J + stages + GCA)).
  mutating func run(moves: Int, heat: Double, isCalledOff: () -> Bool = { false }) {
    scatter()
    var value = judged()
    for step in 0..<moves {
      if step % judge.movesPerLook == 0, isCalledOff() { return }
      let cooling = 1 - Double(step) / Double(moves)
      let draw = generator.uniform()
      let loss = heat * cooling * cooling * draw * draw
      let undo = change()
      let candidate = judged()
      if candidate >= value - loss * abs(value) {
        value = candidate
      } else {
        for (server, stage) in undo.servers { grouping.stages[server] = stage }
        for (row, count) in undo.jobs { grouping.jobs[row] = count }
      }
    }
  }

  /// Every server anywhere, and all the slots or up to a quarter less shared among the rows.
  private mutating func scatter() {
    let total = slotLimit - draw(slotLimit / 4 + 1)
    for row in 0..<rowCount { grouping.jobs[row] = (total + row) / rowCount }
    for server in grouping.stages.indices {
      grouping.stages[server] = draw(layout.lengths.count)
    }
  }

  private mutating func draw(_ count: Int) -> Int { generator.integer(below: count) }

  // MARK: Moves

  private mutating func change() -> Undo {
    let server = draw(grouping.stages.count)
    var undo = Undo(servers: [(server, grouping.stages[server])])
    switch draw(8) {
    case 0: return moveJob()
    case 1, 2, 3:
      let other = draw(grouping.stages.count)
      undo.servers.insert((other, grouping.stages[other]), at: 0)
      grouping.stages.swapAt(server, other)
    case 4: grouping.stages[server] = nil
    case 5: grouping.stages[server] = draw(layout.lengths.count)
    default: grouping.stages[server] = grouping.stages[draw(grouping.stages.count)]
    }
    return undo
  }

  /// One job more or less in a row, from or to another one if it is another.
  private mutating func moveJob() -> Undo {
    let (row, other) = (draw(rowCount), draw(rowCount))
    let undo = Undo(jobs: [(other, grouping.jobs[other]), (row, grouping.jobs[row])])
    let step = draw(2) == 0 ? 1 : -1
    grouping.jobs[row] = max(0, grouping.jobs[row] + step)
    if other != row { grouping.jobs[other] = max(0, grouping.jobs[other] - step) }
    if grouping.jobs.reduce(0, +) > slotLimit {
      for (row, count) in undo.jobs { grouping.jobs[row] = count }
    }
    return undo
  }

  // MARK: Value

  /// What the placement that the stages make is worth; below 0 the blocks that rows lack.
  private mutating func judged() -> Double {
    layout.gather(grouping.stages)
    var missing = 0
    for row in 0..<rowCount { missing += layOut(row) }
    guard missing == 0 else { return -Double(missing) }
    let value = judge.value(firsts: layout.firsts, lasts: layout.lasts, floor: 0)
    if value > best?.value ?? 0 { best = (layout.placement, value) }
    return value
  }

  /// Lengths and places of a row's stages; tells how many blocks they lack.
  private mutating func layOut(_ row: Int) -> Int {
    let count = grouping.stages.count
    let stages = row * count..<(row + 1) * count
    let jobs = grouping.jobs[row]
    var total = 0
    for stage in stages {
      layout.lengths[stage] = jobs > 0 ? length(of: stage, jobs: Int32(jobs)) : 0
      total += layout.lengths[stage]
    }
    guard total >= blocks || jobs == 0 else { return blocks - total }
    layout.trim(stages, by: max(0, total - blocks), slowness: computationTimes)
    layout.place(stages) { server, length in capacities[server * blocks + length - 1] > 0 }
    return 0
  }

  /// As many blocks as the stage's servers can hold for so many jobs.
  private func length(of stage: Int, jobs: Int32) -> Int {
    guard layout.hasMembers(stage) else { return 0 }
    var length = 0
    while length < blocks {
      var held: Int32 = 0
      layout.forEachMember(of: stage) { held += capacities[$0 * blocks + length] }
      guard held >= jobs else { return length }
      length += 1
    }
    return length
  }
}

/// Stages with their members, lengths and places.
private struct StageLayout {
  private(set) var firsts: [Int32]
  private(set) var lasts: [Int32]
  var lengths: [Int]
  /// A list of members for each stage, −1 at its end.
  private var firstMember: [Int]
  private var nextMember: [Int]

  init(servers: Int, stages: Int) {
    firsts = Array(repeating: 1, count: servers)
    lasts = Array(repeating: 0, count: servers)
    lengths = Array(repeating: 0, count: stages)
    firstMember = Array(repeating: -1, count: stages)
    nextMember = Array(repeating: -1, count: servers)
  }

  mutating func gather(_ stages: [Int?]) {
    for stage in firstMember.indices { firstMember[stage] = -1 }
    for server in stages.indices.reversed() {
      lasts[server] = 0
      guard let stage = stages[server] else { continue }
      nextMember[server] = firstMember[stage]
      firstMember[stage] = server
    }
  }

  func hasMembers(_ stage: Int) -> Bool { firstMember[stage] >= 0 }

  @inline(__always)
  func forEachMember(of stage: Int, _ body: (Int) -> Void) {
    var member = firstMember[stage]
    while member >= 0 {
      body(member)
      member = nextMember[member]
    }
  }

  /// Takes blocks that are too many from the stages with the slowest server.
  mutating func trim(_ stages: Range<Int>, by excess: Int, slowness: [Double]) {
    var excess = excess
    while excess > 0 {
      var slowest: (stage: Int, time: Double)?
      for stage in stages where lengths[stage] > 0 {
        forEachMember(of: stage) { server in
          if slowness[server] > slowest?.time ?? -1 { slowest = (stage, slowness[server]) }
        }
      }
      guard let stage = slowest?.stage else { return }
      let cut = min(lengths[stage], excess)
      lengths[stage] -= cut
      excess -= cut
    }
  }

  /// One stage behind the other; servers that cannot hold a job on their stage rest.
  mutating func place(_ stages: Range<Int>, holdsJob: (_ server: Int, _ length: Int) -> Bool) {
    var end = 0
    for stage in stages where lengths[stage] > 0 {
      let first = Int32(end + 1)
      end += lengths[stage]
      var member = firstMember[stage]
      while member >= 0 {
        if holdsJob(member, lengths[stage]) {
          firsts[member] = first
          lasts[member] = Int32(end)
        }
        member = nextMember[member]
      }
    }
  }

  var placement: Placement {
    Placement(firsts: firsts, lasts: lasts)
  }
}
