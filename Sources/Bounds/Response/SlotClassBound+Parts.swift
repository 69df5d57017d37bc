extension SlotClassBound {
  /// The designs told apart by their number of slots; nil where that is known, or where it is not
  /// what holds the bound down.
  ///
  /// Where memory is not short, more slots hardly matter, and designs with many of them are no
  /// better bounded than all; unless the dynamic program makes do with few.
  func partsBySlots(target: Double, isCalledOff: () -> Bool) -> [SlotClassBound]? {
    guard demand.fewest < followed, region == nil, let best else { return nil }
    let middle = isScarce ? demand.fewest : (demand.fewest + followed - 1) / 2
    var parts = [
      SlotDemand(fewest: demand.fewest, most: middle),
      SlotDemand(fewest: middle + 1, most: demand.most),
    ].map { part(demand: $0, in: nil, cuts.certificates) }
    if isScarce { return parts }
    parts[1].bound(
      best.prices, fineness: Self.widths[0], target: target, isCalledOff: isCalledOff)
    return parts[1].jobs > jobs * (1 + Self.leastGain) ? parts : nil
  }

  /// The same designs told apart by what the best mixture of designs mixes, or by what is least
  /// known where it mixes nothing.
  ///
  /// - Returns: nil where all is known.
  func partsByHosting(
    _ bounds: FrontierBound, target: Double, isCalledOff: () -> Bool
  ) -> [SlotClassBound]? {
    let whole = region ?? DesignRegion(limits: bounds.limits)
    let blocks = bounds.instance.blocks
    func split(_ rule: RegionSplit.Rule) -> RegionSplit? {
      (solution ?? mixture.solution).flatMap {
        RegionSplit.best(for: $0, in: whole, demand: demand, blocks: blocks, rule: rule)
      }
    }
    let most = Int(min(Double(followed), jobs + 1))
    guard
      let split = split(.hosting) ?? split(.ends(of: bounds.greatServers(for: most)))
        ?? RegionSplit.widest(in: whole)
    else { return nil }
    let prices = self.best?.prices
    let certificates =
      Array(cuts.certificates.suffix(Self.mostHandedOn))
      + (prices.map { [$0.certificate] } ?? [])
    return split.parts(of: whole, blocks: blocks).map { region in
      var known = bounds.restricted(certificates, to: region)
      let best = prices.map { prices in
        Prices(certificate: known.removeLast(), scale: prices.scale, slots: prices.slots)
      }
      var part = part(demand: demand, in: region, known)
      part.priceStart = priceStart
      if let best {
        part.bound(best, fineness: Self.widths[0], target: target, isCalledOff: isCalledOff)
      }
      return part
    }
  }

  private static var mostHandedOn: Int { 4 }

  private func part(
    demand: SlotDemand, in region: DesignRegion?, _ certificates: [LevelCertificate]
  ) -> SlotClassBound {
    var part = SlotClassBound(
      demand: demand, in: region, isScarce: isScarce, followed: followed,
      arrivalRate: arrivalRate, slotRange: slotRange, frontier: frontier,
      certificates: certificates)
    part.jobs = max(part.jobs, jobs)
    return part
  }
}
