import LinearModels
import ServerChains

/// Upper bounds `U_n ≥ V_n` by column generation over patterns
/// (Documentation/Problem.md, "Pattern master").
///
/// The master's linear relaxation lives in a backend; patterns found for one number of slots serve
/// the next. The bound itself is computed from the duals alone: for any `α, β ≥ 0`,
/// `V_n ≤ n · max_p (1/T_p − Σ_j w_j(ℓ_pj)) + Σ_j max_m Σ_{e ≤ m} (α_je min(M̃_j(m), n m) + β_je
/// min(n, ⌊M̃_j(m)/e⌋))` with `w_j(ℓ) = Σ_{e ≤ ℓ} (ℓ α_je + β_je)`, so no error of the backend can
/// make it too small. Designs of a known number of slots have further rows (``HostingChoice``),
/// which enter the same way.
package struct FrontierBound: Sendable {
  /// The instance whose `V_n` are bounded.
  package let instance: Instance
  /// `m_j(1)` by server: the most blocks it can host with one job's cache on each.
  package let limits: [Int]
  let pricing: PatternPricing
  let fastestTime: Double
  /// Every pattern generated so far.
  package private(set) var patterns: [Pattern] = []
  private var known: Set<[Hop]> = []
  /// Patterns of the last relaxations' solutions.
  private(set) var useful: [Pattern] = []
  /// What the backend said when it first broke down.
  package private(set) var fault: String?

  /// What one bound rests on.
  package struct Certificate: Sendable {
    /// Safe: `V_n` is not above it.
    package var bound: Double
    /// `w_j(ℓ)` at the best duals, for reduced costs.
    var prices: BlockPrices
    /// No pattern's `1/T − W` is above this.
    var slotPrice: Double
    /// Objective of the master over the patterns at hand: what the bound would be with no pattern
    /// missing.
    var relaxation: Double
    /// `c_p` of the master, those above 0.
    package var capacities: [(pattern: Pattern, amount: Double)]
    /// LPs solved.
    package var rounds: Int
  }

  /// Nil where the instance has no pattern.
  package init?(instance: Instance) {
    guard let pricing = PatternPricing(instance: instance),
      let fastest = FastestPattern.find(in: instance)
    else { return nil }
    self.instance = instance
    self.pricing = pricing
    limits = PatternSpace(instance: instance).limits
    fastestTime = fastest.serviceTime
    add([fastest])
  }

  /// Takes patterns for the master to begin with.
  package mutating func add(_ new: [Pattern]) {
    for pattern in new where known.insert(pattern.parts).inserted { patterns.append(pattern) }
  }

  /// Takes note of patterns that a relaxation's solution consists of.
  mutating func note(_ patterns: [Pattern]) {
    var seen: Set<[Hop]> = []
    useful = (patterns + useful).filter { seen.insert($0.parts).inserted }
    useful = Array(useful.prefix(Self.mostUseful))
  }

  private static let mostUseful = 60
  /// Takes note of what the backend said when it broke down, if it did.
  mutating func note(fault words: String?) { fault = fault ?? words }

  /// Bounds the rate of the slots asked for, better and better until the master is optimal, the gap
  /// is small or the time is up.
  ///
  /// - Parameters:
  ///   - demand: No more slots than the instance can hold.
  ///   - target: End when the bound is not above this.
  ///   - gap: End when the bound is this close to the relaxation, relatively.
  package mutating func certify(
    _ demand: SlotDemand, solver: any LiveProgramSolver, deadline: Deadline, target: Double = 0,
    gap: Double = 1e-7, stop: StopToken? = nil
  ) throws -> Certificate {
    var pricer = FrontierPricer(
      master: LinearMaster(
        instance: instance, limits: limits, demand: demand, fastestTime: fastestTime),
      known: patterns.count)
    let (_, fault) = try solver.withUntrustedProgram(of: pricer.master.model) { program in
      try program.add(patterns.map { pricer.master.column($0) })
      let end = try pricer.generate(
        in: &program, &self,
        until: GenerationLimits(deadline: deadline, stop: stop, target: target, gap: gap))
      if let answer = end.answer { pricer.finish(answer, patterns) }
    }
    note(fault: fault)
    return pricer.best
      ?? Certificate(
        bound: SafeBound.upper(Double(demand.most) / fastestTime),
        prices: BlockPrices(values: limits.map { Array(repeating: 0, count: $0) }),
        slotPrice: 1 / fastestTime, relaxation: 0, capacities: [], rounds: 0)
  }

  /// What pricing gave.
  struct Priced {
    /// Safe.
    var bound: Double
    /// No pattern's `1/T − W` is above this at the prices.
    var slotPrice: Double
    /// Patterns that the master misses.
    var improving: [Pattern]
  }

  /// The safe bound at some prices, and what improves a master whose duals are others.
  ///
  /// - Parameter region: The designs to bound; nil for all of them.
  func price(
    at trial: MasterDuals, own duals: MasterDuals, _ master: LinearMaster,
    in region: DesignRegion? = nil
  ) -> Priced {
    let priced = pricing.price(
      trial.prices, threshold: master.demand.usesSoleBlocks ? -.infinity : 0, in: region)
    let servers = master.hostingValue(trial, in: region) + master.roundingSlack(trial)
    let bound = servers + master.demand.value(ofEach: priced.bound)
    let prices = duals.prices
    let improving = priced.candidates.map(\.pattern).filter {
      duals.reducedCost($0, prices) > 1e-9 / fastestTime
    }
    return Priced(bound: bound, slotPrice: priced.bound, improving: improving)
  }
}

/// Relaxations of parts of the designs.
extension FrontierBound {
  /// The relaxation for a demand, all designs in it.
  func relaxation(_ demand: SlotDemand) -> RegionRelaxation {
    RegionRelaxation(
      master: LinearMaster(
        instance: instance, limits: limits, demand: demand, fastestTime: fastestTime),
      limits: limits, blocks: instance.blocks)
  }

  /// The safe bound at some duals for the designs of a region.
  func value(of duals: MasterDuals, _ master: LinearMaster, in region: DesignRegion) -> Double {
    price(at: duals, own: duals, master, in: region).bound
  }

  /// Servers that can hold a fifth of what so many jobs need at once: few enough for their order
  /// and their ends to matter; none where blocks are so many that tables of their positions, which
  /// grow with the square, have no room.
  package func greatServers(for slots: Int) -> [Int] {
    guard instance.blocks <= Self.mostPlacedBlocks else { return [] }
    return limits.indices.filter { server in
      stride(from: 1, through: limits[server], by: 1).contains { hosted in
        5 * min(instance.slots(of: server, hosting: hosted), slots * hosted)
          >= slots * instance.blocks
      }
    }
  }

  private static let mostPlacedBlocks = 500

  /// No slot is faster, in jobs per second; safe.
  package var fastestRate: Double { SafeBound.upper(1 / fastestTime) }

  /// No slot is slower, in jobs per second; safe.
  package var slowestRate: Double {
    let servers = instance.servers.indices.filter { limits[$0] > 0 }
    var time = servers.reduce(0) { $0 + instance.servers[$1].communicationTime }
    var blocks = instance.blocks
    for server in servers.sorted(by: {
      instance.servers[$0].computationTime > instance.servers[$1].computationTime
    }) {
      let part = min(blocks, limits[server])
      time += Double(part) * instance.servers[server].computationTime
      blocks -= part
    }
    return 1 / time * (1 - 1e-9)
  }
}
