import ServerChains

/// Every way to make disjoint groups, as the best total of `Σ 1/Σ t_j(c)` by number of groups.
package struct GroupRates {
  package private(set) var bestByCount: [Int: Double] = [:]

  package init(of instance: Instance, reservation: Int) {
    var best: [Int: Double] = [:]
    var group = [Int](repeating: 0, count: instance.servers.count)
    // Group 0 is "unused"; groups are opened in order so that none is counted twice.
    func assign(_ server: Int, _ open: Int) {
      if server == group.count {
        var total = 0.0
        for number in stride(from: 1, through: open, by: 1) {
          let members = group.indices.filter { group[$0] == number }
          let held = members.map { instance.hosted(by: $0, reservation: reservation) }
          guard held.reduce(0, +) >= instance.blocks else { return }
          total +=
            1
            / zip(members, held).reduce(0) {
              $0 + instance.stepTime(server: $1.0, blocks: $1.1)
            }
        }
        if open > 0 { best[open] = max(best[open] ?? 0, total) }
        return
      }
      let canHost = instance.hosted(by: server, reservation: reservation) > 0
      for number in 0...(canHost ? open + 1 : 0) {
        group[server] = number
        assign(server + 1, max(open, number))
      }
    }
    assign(0, 0)
    bestByCount = best
  }

  package func best(_ count: Int) -> Double? { bestByCount[count] }

  /// Nil where no number of groups reaches the rate.
  package func fewest(reaching rate: Double) -> Int? {
    bestByCount.filter { Verifier.reaches($0.value, rate) }.keys.min()
  }
}
