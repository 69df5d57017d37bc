import ServerChains

/// GCA on many placements of one instance, without allocating: the judge of the searches for better
/// plans.
///
/// The same rule as `CacheAllocation`, on flat arrays; only positions where some chain can stand
/// are looked at.
struct FastAllocation {
  let goal: SearchGoal
  let blocks: Int
  let serverCount: Int
  /// The most blocks a server can host and still hold one job's cache on one of them.
  let mostHosted: [Int]
  /// `M̃_j(m)` at `j · (L + 1) + m`.
  private let slotTable: [Int32]
  /// By server, without blocks.
  private let idle: [PlacedServer]
  /// The servers that host blocks by their last block, ties by server: the first `placedCount`.
  private var placed: [PlacedServer]
  private var placedCount = 0
  private var bucket: [Int]
  private var path: FastestPath

  init(instance: Instance, goal: SearchGoal) {
    self.goal = goal
    blocks = instance.blocks
    serverCount = instance.servers.count
    var table = [Int32](repeating: 0, count: serverCount * (blocks + 1))
    var most = [Int](repeating: 0, count: serverCount)
    for server in 0..<serverCount {
      for hosted in 1...blocks {
        let slots = instance.slots(of: server, hosting: hosted)
        table[server * (blocks + 1) + hosted] = Int32(min(slots, 1_000_000))
        if slots > 0 { most[server] = hosted }
      }
    }
    slotTable = table
    mostHosted = most
    idle = instance.servers.map(PlacedServer.init)
    placed = idle
    bucket = Array(repeating: 0, count: blocks + 1)
    path = FastestPath(blocks: blocks)
  }

  /// Moves of a search after which it looks at the clock: one of many servers or blocks takes long.
  var movesPerLook: Int { max(1, 16_384 / (serverCount + blocks)) }

  /// What the slots that GCA gives a placement are worth to the goal.
  ///
  /// - Parameters:
  ///   - firsts: `a_j` per server, any value for a server without blocks.
  ///   - lasts: the last hosted block per server, 0 for a server without blocks.
  ///   - floor: Below this the caller does not care: the result may then be any value below it.
  /// - Complexity: O(chains · J · positions in reach).
  mutating func value(firsts: [Int32], lasts: [Int32], floor: Double) -> Double {
    place(firsts: firsts, lasts: lasts)
    var tally = SlotTally(goal: goal)
    while tally.room > 0 {
      let time = path.find(through: placed, count: placedCount)
      guard time < .infinity else { break }
      // Later chains are no faster.
      if tally.isBelow(floor, nextTime: time) { break }
      tally.add(reserve(atMost: tally.room), time: time)
    }
    return tally.value
  }

  /// Counting sort of the servers that host blocks, with all of their slots left.
  private mutating func place(firsts: [Int32], lasts: [Int32]) {
    for position in bucket.indices { bucket[position] = 0 }
    placedCount = 0
    for last in lasts where last > 0 {
      bucket[Int(last)] += 1
      placedCount += 1
    }
    var start = 0
    for position in bucket.indices {
      let count = bucket[position]
      bucket[position] = start
      start += count
    }
    for server in 0..<serverCount where lasts[server] > 0 {
      let (first, last) = (firsts[server], lasts[server])
      let index = bucket[Int(last)]
      bucket[Int(last)] += 1
      placed[index] = idle[server]
      placed[index].start = first - 1
      placed[index].last = last
      placed[index].slots = slotTable[server * (blocks + 1) + Int(last - first + 1)]
    }
  }

  /// Gives the path found last as many slots as it can have.
  private mutating func reserve(atMost most: Int) -> Int {
    var capacity = Int32(most)
    path.forEachHop { server, processed in
      capacity = min(capacity, placed[server].slots / processed)
    }
    path.forEachHop { server, processed in
      placed[server].slots -= capacity * processed
    }
    return Int(capacity)
  }
}

/// A server as a chain sees it: what a job takes on it, the blocks it hosts, and the slots it has
/// left.
private struct PlacedServer {
  let communicationTime: Double
  let computationTime: Double
  /// The position before its first block.
  var start: Int32 = 0
  var last: Int32 = 0
  var slots: Int32 = 0

  init(_ server: Server) {
    communicationTime = server.communicationTime
    computationTime = server.computationTime
  }
}

/// The fastest path of a job through servers with slots left.
///
/// Positions that can be reached lie side by side, and apart from what only a better way touches:
/// the loop over them is what a search's time goes to.
private struct FastestPath {
  private let blocks: Int32
  /// Positions that can be reached, rising from 0, as far as `end`.
  private var positions: [Int32]
  /// The least time to each.
  private var times: [Double]
  private var hops: [Hop]
  private var end = 0

  /// Which of the positions a job comes from, and the server in between.
  private struct Hop {
    var origin = 0
    var server = 0
  }

  init(blocks: Int) {
    self.blocks = Int32(blocks)
    positions = Array(repeating: 0, count: blocks + 1)
    times = Array(repeating: 0, count: blocks + 1)
    hops = Array(repeating: Hop(), count: blocks + 1)
  }

  /// The path's time, infinite where there is none; its hops are kept.
  ///
  /// - Parameter servers: By their last block; the first `count` of them.
  mutating func find(through servers: [PlacedServer], count: Int) -> Double {
    end = Self.reach(servers, count: count, &positions, &times, &hops)
    return positions[end] == blocks ? times[end] : .infinity
  }

  /// Fills in how positions are reached and says which is the last.
  ///
  /// One value's arrays cannot lend several spans at once, so they come one by one.
  private static func reach(
    _ servers: [PlacedServer], count: Int, _ positions: inout [Int32], _ times: inout [Double],
    _ hops: inout [Hop]
  ) -> Int {
    let servers = servers.span
    var positions = positions.mutableSpan
    var times = times.mutableSpan
    var hops = hops.mutableSpan
    var end = 0
    for index in 0..<count {
      let server = servers[index]
      let earliest = max(server.start, server.last - server.slots)
      guard earliest < server.last else { continue }
      let isNew = positions[end] < server.last
      let place = isNew ? end + 1 : end
      var best = isNew ? .infinity : times[end]
      var origin = place - 1
      while origin >= 0, positions[origin] >= earliest {
        let time =
          times[origin] + server.communicationTime
          + server.computationTime * Double(server.last - positions[origin])
        if time < best {
          best = time
          hops[place] = Hop(origin: origin, server: index)
        }
        origin -= 1
      }
      guard best < .infinity else { continue }
      positions[place] = server.last
      times[place] = best
      end = place
    }
    return end
  }

  /// The hops of the path found last from its end on: which of the servers, and how many blocks it
  /// processes.
  func forEachHop(_ body: (_ server: Int, _ processed: Int32) -> Void) {
    var place = end
    while place > 0 {
      let hop = hops[place]
      body(hop.server, positions[place] - positions[hop.origin])
      place = hop.origin
    }
  }
}
