import ServerChains

/// The best rate by trying every placement and every capacity, straight from the definitions of
/// Documentation/Problem.md, "Model".
struct BruteForce {
  let instance: Instance

  private struct Path {
    let rate: Double
    let use: [Int]
  }

  /// `V_n` for n = 1…`slots`.
  func frontier(slots: Int) -> [Double] {
    var best = [Double](repeating: 0, count: slots)
    var placement = [(first: Int, count: Int)?](repeating: nil, count: instance.servers.count)
    func place(_ server: Int) {
      if server == placement.count {
        evaluate(placement, &best)
        return
      }
      placement[server] = nil
      place(server + 1)
      for count in 1...instance.blocks where instance.slots(of: server, hosting: count) > 0 {
        for first in 1...(instance.blocks - count + 1) {
          placement[server] = (first, count)
          place(server + 1)
        }
      }
      placement[server] = nil
    }
    place(0)
    return best
  }

  /// The greatest rate of n = 1…`slots` slots on one placement, 0 where no chain runs.
  func rates(on placement: Placement, slots: Int) -> [Double] {
    var best = [Double](repeating: 0, count: slots)
    evaluate(placement.ranges.map { range in range.map { ($0.first, $0.count) } }, &best)
    return best
  }

  private func evaluate(_ placement: [(first: Int, count: Int)?], _ best: inout [Double]) {
    let room = placement.indices.map { server in
      placement[server].map { instance.slots(of: server, hosting: $0.count) } ?? 0
    }
    let paths = paths(placement, room)
    guard let fastest = paths.first else { return }
    for limit in 1...best.count where Double(limit) * fastest.rate > best[limit - 1] {
      best[limit - 1] = max(best[limit - 1], mostRate(paths[...], room, limit, best[limit - 1]))
    }
  }

  /// All source–sink paths by the edge rule `a_j ≤ a_i + m_i ≤ a_j + m_j − 1`, fastest first.
  private func paths(_ placement: [(first: Int, count: Int)?], _ room: [Int]) -> [Path] {
    var found: [Path] = []
    func walk(_ end: Int, _ time: Double, _ use: [Int]) {
      if end == instance.blocks + 1 {
        found.append(Path(rate: 1 / time, use: use))
        return
      }
      for (server, range) in placement.enumerated() {
        guard let range, range.first <= end, end <= range.first + range.count - 1 else { continue }
        let processed = range.first + range.count - end
        guard use[server] == 0, room[server] >= processed else { continue }
        var extended = use
        extended[server] = processed
        let step =
          instance.servers[server].communicationTime
          + instance.servers[server].computationTime * Double(processed)
        walk(range.first + range.count, time + step, extended)
      }
    }
    walk(1, 0, [Int](repeating: 0, count: placement.count))
    return found.sorted { $0.rate > $1.rate }
  }

  private func mostRate(
    _ paths: ArraySlice<Path>, _ room: [Int], _ slots: Int, _ toBeat: Double
  ) -> Double {
    guard let path = paths.first, slots > 0, Double(slots) * path.rate > toBeat else { return 0 }
    var best = 0.0
    var left = room
    var taken = 0
    while taken <= slots, left.allSatisfy({ $0 >= 0 }) {
      let rate = Double(taken) * path.rate
      let rest = mostRate(paths.dropFirst(), left, slots - taken, max(best, toBeat) - rate)
      best = max(best, rate + rest)
      taken += 1
      for server in left.indices { left[server] -= path.use[server] }
    }
    return best
  }
}

/// Small random instances for tests, the same on every machine.
enum TinyInstances {
  static func make(seed: UInt64, servers: Int, blocks: Int) throws -> Instance {
    var state = seed &* 0x9E37_79B9_7F4A_7C15
    func draw(_ range: ClosedRange<Int>) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      mixed ^= mixed >> 31
      return range.lowerBound + Int(mixed % UInt64(range.count))
    }
    return try Instance(
      name: "tiny-\(seed)",
      service: Service(name: "tiny", blocks: blocks, blockMemory: 1, cacheMemory: 0.3),
      servers: (1...servers).map { number in
        Server(
          name: "s\(number)", memory: ExactDecimal("\(Double(draw(12...45)) / 10)") ?? 2,
          communicationTime: Double(draw(5...40)) / 100,
          computationTime: Double(draw(5...100)) / 100)
      },
      arrivalRate: 0.5, maximumLoad: 0.7)
  }
}
