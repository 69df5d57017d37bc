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
  private let communicationTimes: [Double]
  private let computationTimes: [Double]
  /// `M̃_j(m)` at `j · (L + 1) + m`.
  private let slotTable: [Int32]
  private var residual: [Int32]
  private var distance: [Double]
  private var fromPosition: [Int32]
  private var byServer: [Int32]
  private var order: [Int32]
  private var bucket: [Int32]
  private var reachable: [Int32]

  init(instance: Instance, goal: SearchGoal) {
    self.goal = goal
    blocks = instance.blocks
    serverCount = instance.servers.count
    communicationTimes = instance.servers.map(\.communicationTime)
    computationTimes = instance.servers.map(\.computationTime)
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
    residual = Array(repeating: 0, count: serverCount)
    distance = Array(repeating: .infinity, count: blocks + 1)
    fromPosition = Array(repeating: 0, count: blocks + 1)
    byServer = Array(repeating: 0, count: blocks + 1)
    order = Array(repeating: 0, count: serverCount)
    bucket = Array(repeating: 0, count: blocks + 2)
    reachable = Array(repeating: 0, count: blocks + 1)
  }

  /// What the slots that GCA gives a placement are worth to the goal.
  ///
  /// - Parameters:
  ///   - firsts: `a_j` per server, any value for a server without blocks.
  ///   - lasts: the last hosted block per server, 0 for a server without blocks.
  ///   - floor: Below this the caller does not care: the result may then be any value below it.
  /// - Complexity: O(chains · J · positions in reach).
  mutating func value(firsts: [Int32], lasts: [Int32], floor: Double) -> Double {
    let placed = sortByLast(firsts: firsts, lasts: lasts)
    var tally = SlotTally(goal: goal)
    let (communicationTimes, computationTimes) = (communicationTimes, computationTimes)
    return firsts.withUnsafeBufferPointer { firsts in
      lasts.withUnsafeBufferPointer { lasts in
        communicationTimes.withUnsafeBufferPointer { communicationTimes in
          computationTimes.withUnsafeBufferPointer { computationTimes in
            while tally.room > 0 {
              let time = fastest(
                firsts, lasts, communicationTimes, computationTimes, placed: placed)
              guard time < .infinity else { break }
              // Later chains are no faster.
              if tally.isBelow(floor, nextTime: time) { break }
              tally.add(reserve(atMost: tally.room), time: time)
            }
            return tally.value
          }
        }
      }
    }
  }

  /// Counting sort of the servers that host blocks by their last block, ties by server; sets the
  /// residual slots.
  private mutating func sortByLast(firsts: [Int32], lasts: [Int32]) -> Int {
    for position in bucket.indices { bucket[position] = 0 }
    var placed = 0
    for server in 0..<serverCount where lasts[server] > 0 {
      bucket[Int(lasts[server])] += 1
      let hosted = Int(lasts[server] - firsts[server] + 1)
      residual[server] = slotTable[server * (blocks + 1) + hosted]
      placed += 1
    }
    var start: Int32 = 0
    for position in 0...blocks {
      let count = bucket[position]
      bucket[position] = start
      start += count
    }
    for server in 0..<serverCount where lasts[server] > 0 {
      let last = Int(lasts[server])
      order[Int(bucket[last])] = Int32(server)
      bucket[last] += 1
    }
    return placed
  }

  /// The fastest path's time, its hops left in `byServer` and `fromPosition`.
  private mutating func fastest(
    _ firsts: UnsafeBufferPointer<Int32>, _ lasts: UnsafeBufferPointer<Int32>,
    _ communicationTimes: UnsafeBufferPointer<Double>,
    _ computationTimes: UnsafeBufferPointer<Double>, placed: Int
  ) -> Double {
    let blocks = blocks
    return order.withUnsafeBufferPointer { order in
      residual.withUnsafeBufferPointer { residual in
        distance.withUnsafeMutableBufferPointer { distance in
          fromPosition.withUnsafeMutableBufferPointer { fromPosition in
            byServer.withUnsafeMutableBufferPointer { byServer in
              reachable.withUnsafeMutableBufferPointer { reachable in
                for position in 1...blocks { distance[position] = .infinity }
                distance[0] = 0
                reachable[0] = 0
                var count = 1
                for index in 0..<placed {
                  let server = Int(order[index])
                  let last = lasts[server]
                  let earliest = max(firsts[server] - 1, last - residual[server])
                  guard earliest < last else { continue }
                  let fixed = communicationTimes[server]
                  let perBlock = computationTimes[server]
                  var best = distance[Int(last)]
                  let isNew = best == .infinity
                  var cursor = count - 1
                  // Reachable positions ascend; those at or beyond `last` are last itself.
                  while cursor >= 0, reachable[cursor] >= earliest {
                    let position = reachable[cursor]
                    cursor -= 1
                    guard position < last else { continue }
                    let time = distance[Int(position)] + fixed + perBlock * Double(last - position)
                    if time < best {
                      best = time
                      fromPosition[Int(last)] = position
                      byServer[Int(last)] = Int32(server)
                    }
                  }
                  guard best < .infinity else { continue }
                  distance[Int(last)] = best
                  if isNew {
                    reachable[count] = last
                    count += 1
                  }
                }
                return distance[blocks]
              }
            }
          }
        }
      }
    }
  }

  /// Gives the path found last as many slots as it can have.
  private mutating func reserve(atMost most: Int) -> Int {
    var capacity = Int32(most)
    var position = Int32(blocks)
    while position > 0 {
      let from = fromPosition[Int(position)]
      capacity = min(capacity, residual[Int(byServer[Int(position)])] / (position - from))
      position = from
    }
    position = Int32(blocks)
    while position > 0 {
      let from = fromPosition[Int(position)]
      residual[Int(byServer[Int(position)])] -= capacity * (position - from)
      position = from
    }
    return Int(capacity)
  }
}
