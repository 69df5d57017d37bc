/// What a bound has beside the worth of patterns.
extension LinearMaster {
  /// What the servers and the coupling rows are worth at some prices: the part of the bound beside
  /// `n · max_p`.
  ///
  /// All that servers can host counts, whether or not it is a column.
  ///
  /// - Parameter region: The designs in question; nil for all of them.
  func hostingValue(_ duals: MasterDuals, in region: DesignRegion? = nil) -> Double {
    let demanded = Double(demand.usesSoleBlocks ? 2 * blocks : blocks)
    let constant = Double(blocks) * duals.disjoint - demanded * duals.cover
    return levels.indices.reduce(constant) { sum, server in
      let least = region?.hosted[server].contains(0) == false ? -Double.infinity : 0
      return sum + max(least, greatestValue(duals, server: server, in: region))
    }
  }

  /// The greatest summand of a server that hosts something.
  private func greatestValue(
    _ duals: MasterDuals, server: Int, in region: DesignRegion?
  ) -> Double {
    var soleSum = [0.0]
    for dual in duals.sole[server] { soleSum.append(soleSum[soleSum.count - 1] + dual) }
    let levels = levels[server]
    let hosted = region?.hosted[server] ?? 0...levels.limit
    var best = -Double.infinity
    for hosted in max(1, hosted.lowerBound)..<hosted.upperBound + 1 {
      let linked = linkedValue(duals, server: server, hosted: hosted)
      var range = 0...0
      if demand.usesSoleBlocks {
        range = region?.sole[server] ?? 0...levels.limit
        let most = min(hosted, room[server][hosted - 1] / demand.fewest, range.upperBound)
        guard range.lowerBound <= most else { continue }
        range = range.lowerBound...most
      }
      levels.forEachSole(in: range) { sole in
        let choice = HostingChoice(hosted: hosted, sole: sole)
        var value = linked + duals.cover * Double(hosted + sole)
        value -= Double(demand.fewest) * soleSum[levels.count(upTo: sole)]
        if choice.isShared {
          value += duals.companions
        } else {
          value -= duals.disjoint * Double(hosted)
          if choice.needsCompanion { value -= duals.companions }
        }
        best = max(best, value)
      }
    }
    return best
  }

  /// What the rows of a server's levels allow it to have, at their prices.
  private func linkedValue(_ duals: MasterDuals, server: Int, hosted: Int) -> Double {
    let room = room[server][hosted - 1]
    let slotRoom = Double(min(room, demand.most * hosted))
    var value = 0.0
    for (index, least) in levels[server].levels.enumerated() {
      guard least <= hosted else { break }
      let jobRoom = Self.room(
        room, hosted: hosted, least: least, slots: demand.most, isJobs: true)
      value += duals.blockSlots[server][index] * slotRoom
      value += duals.jobs[server][index] * Double(jobRoom)
    }
    return value
  }
}
