import LinearModels

/// A proof of how much the slots of one placement can be worth together, whatever each of them
/// counts.
///
/// Bounds of `V_1, V_2, …` may each come from a design of its own. Here one placement serves all
/// slots: with `s_l` the rate of a design's l-th fastest slot, for any block prices α, β, γ and any
/// weights `w_l ≥ 0` `Σ w_l s_l ≤ S + Σ_l max_p (w_l/T_p − W_p)`, where S is what servers and
/// coupling rows are worth at the prices.
struct LevelCertificate: Sendable {
  /// What a slot pays at least.
  let hull: PriceHull
  /// `S`, in jobs per second.
  let servers: Double
  /// The numbers of slots of the designs that this speaks of.
  let demand: SlotDemand
  /// Where it was evaluated.
  let duals: MasterDuals
  /// LPs solved.
  var rounds: Int

  /// The safe bound of `Σ w_l s_l` over all designs that meet the demand; infinite for more slots
  /// than are asked of them.
  ///
  /// - Parameter groups: Slots in their order.
  func bound(_ groups: [SlotGroup]) -> Double {
    let count = groups.reduce(0) { $0 + $1.count }
    guard demand.usesSoleBlocks else {
      guard count <= demand.most else { return .infinity }
      return groups.reduce(servers) {
        $0 + Double($1.count) * max(0, hull.worth(ofWeight: $1.weight))
      }
    }
    guard count <= demand.fewest else { return .infinity }
    let rest = hull.worth(ofWeight: 0)
    let others = SlotGroup(
      weight: 0, count: rest > 0 ? demand.most - count : demand.fewest - count)
    return (groups + [others]).reduce(servers) {
      $1.count > 0 ? $0 + Double($1.count) * hull.worth(ofWeight: $1.weight) : $0
    }
  }

  /// The safe bound of what so many slots of a design pay together, or all where it has no more,
  /// each by its service time at least ``hull``; infinite for more slots than are asked of designs.
  func paid(by count: Int) -> Double {
    guard demand.usesSoleBlocks else { return count <= demand.most ? servers : .infinity }
    let others = max(0, demand.most - count)
    return others > 0 ? servers + Double(others) * max(0, hull.worth(ofWeight: 0)) : servers
  }
}

extension FrontierBound {
  /// What column generation for groups of slots ended with.
  struct LevelSolution {
    var certificate: LevelCertificate
    /// The certificate's bound for the weights it was made for.
    var bound: Double
    /// The relaxation's last solution.
    var relaxed: MasterSolution?
  }

  /// Column generation for groups of slots.
  ///
  /// - Parameters:
  ///   - groups: Weights falling, the greatest about 1; no more slots than the demand asks for.
  ///   - region: The designs in question; nil for all of them.
  ///   - gap: End when the bound is this close to the relaxation, relatively.
  /// - Returns: nil where the backend fails at once.
  mutating func certify(
    _ groups: [SlotGroup], _ demand: SlotDemand, in region: DesignRegion? = nil,
    solver: any LiveProgramSolver, deadline: Deadline, gap: Double = 1e-4, stop: StopToken? = nil
  ) throws -> LevelSolution? {
    let master = LinearMaster(
      instance: instance, limits: limits, demand: demand, groups: groups, region: region,
      fastestTime: fastestTime)
    func isAllowed(_ pattern: Pattern) -> Bool {
      region?.allows(pattern, blocks: instance.blocks) != false
    }
    var pricer = LevelPricer(
      master: master, groups: groups, region: region, pool: patterns.filter(isAllowed))
    let (_, fault) = try solver.withUntrustedProgram(of: master.model) { program in
      try program.add(pricer.begin(useful.filter(isAllowed)))
      let end = try pricer.generate(
        in: &program, &self,
        until: GenerationLimits(deadline: deadline, stop: stop, gap: gap))
      if let answer = end.answer { pricer.finish(answer) }
    }
    note(fault: fault)
    if let relaxed = pricer.best?.relaxed { note(relaxed.patterns.map(\.pattern)) }
    return pricer.best
  }

  /// The safe certificate at some duals, and patterns found on the way.
  ///
  /// - Parameter region: The designs that it speaks of; nil for all of them.
  func levelCertificate(
    at duals: MasterDuals, _ master: LinearMaster, in region: DesignRegion? = nil
  ) -> (certificate: LevelCertificate, patterns: [Pattern]) {
    let (hull, patterns) = pricing.hull(duals.prices, tolerance: 1e-6 / fastestTime, in: region)
    let certificate = LevelCertificate(
      hull: hull, servers: master.hostingValue(duals, in: region) + master.roundingSlack(duals),
      demand: master.demand, duals: duals, rounds: 0)
    return (certificate, patterns)
  }

  /// Prices between those of two certificates of the same designs, which count with a scale each.
  ///
  /// - Parameter shares: Of the first one's prices, for each mixture.
  func mixed(
    _ shares: [Double], of one: LevelCertificate, _ oneScale: Double,
    with other: LevelCertificate, _ otherScale: Double, in region: DesignRegion?
  ) -> [(certificate: LevelCertificate, scale: Double)] {
    let master = LinearMaster(
      instance: instance, limits: limits, demand: one.demand, fastestTime: fastestTime)
    return shares.map { share in
      let scale = share * oneScale + (1 - share) * otherScale
      let duals = one.duals.mixed(share * oneScale / scale, with: other.duals)
      return (levelCertificate(at: duals, master, in: region).certificate, scale)
    }
  }

  /// The same prices for a part of the designs that certificates speak of.
  func restricted(
    _ certificates: [LevelCertificate], to region: DesignRegion
  ) -> [LevelCertificate] {
    var masters: [LinearMaster] = []
    return certificates.map { certificate in
      let known = masters.first { $0.demand == certificate.demand }
      let master =
        known
        ?? LinearMaster(
          instance: instance, limits: limits, demand: certificate.demand, fastestTime: fastestTime)
      if known == nil { masters.append(master) }
      return levelCertificate(at: certificate.duals, master, in: region).certificate
    }
  }
}
