import ServerChains

/// The best rate by trying every placement and every capacity, straight from the definitions of
/// Documentation/Problem.md, "Model".
package struct BruteForce {
  package let instance: Instance

  package init(instance: Instance) { self.instance = instance }

  private struct Path {
    let rate: Double
    let use: [Int]
  }

  /// `V_n` for n = 1…`slots`.
  package func frontier(slots: Int) -> [Double] {
    var best = [Double](repeating: 0, count: slots)
    instance.forEachPlacement { evaluate($0, &best) }
    return best
  }

  /// The greatest rate of n = 1…`slots` slots on one placement, 0 where no chain runs.
  package func rates(on placement: Placement, slots: Int) -> [Double] {
    var best = [Double](repeating: 0, count: slots)
    evaluate(placement, &best)
    return best
  }

  private func evaluate(_ placement: Placement, _ best: inout [Double]) {
    let room = instance.servers.indices.map { server in
      placement[server].map { instance.slots(of: server, hosting: $0.count) } ?? 0
    }
    let paths = paths(placement, room)
    guard let fastest = paths.first else { return }
    for limit in 1...best.count where Double(limit) * fastest.rate > best[limit - 1] {
      best[limit - 1] = max(best[limit - 1], mostRate(paths[...], room, limit, best[limit - 1]))
    }
  }

  /// All source–sink paths by the edge rule `a_j ≤ a_i + m_i ≤ a_j + m_j − 1`, fastest first.
  private func paths(_ placement: Placement, _ room: [Int]) -> [Path] {
    var found: [Path] = []
    func walk(_ end: Int, _ time: Double, _ use: [Int]) {
      if end == instance.blocks + 1 {
        found.append(Path(rate: 1 / time, use: use))
        return
      }
      for (server, range) in placement.ranges.enumerated() {
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
    walk(1, 0, [Int](repeating: 0, count: instance.servers.count))
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
