import LinearModels
import Queueing
import ServerChains
import Testing

@testable import Composition

@Suite struct SharedPlacementTests {
  private func live(_ backend: Backend = .glpk) throws -> any LiveProgramSolver {
    try #require(backend.solver as? any LiveProgramSolver)
  }

  /// Designs of every kind, by searches for several numbers of slots that are cut off early.
  private func designs(of instance: Instance, seed: UInt64) -> [Design] {
    (1...8).flatMap { slots -> [Design] in
      var stages = StageSearch(
        instance: instance, goal: .rate(slotLimit: slots), rows: 1 + slots % 2, seed: seed)
      stages.run(moves: 40, heat: 0.5)
      let greedy = GreedyComposition.placements(of: instance, slotLimit: slots, count: 3)
      return ((stages.best.map { [$0.placement] } ?? []) + greedy).map {
        CacheAllocation.greedy(on: $0, of: instance)
      }
    }.filter { !$0.chains.isEmpty }
  }

  /// `f_1, f_2, …` of a design.
  private func rates(of design: Design) -> [Double] {
    var sum = 0.0
    return design.chains.sorted { $0.chain.rate > $1.chain.rate }.flatMap { composed in
      (0..<composed.capacity).map { _ in
        sum += composed.chain.rate
        return sum
      }
    }
  }

  private func frontier(
    _ bounds: inout FrontierBound, _ instance: Instance, count: Int
  ) throws -> [Double] {
    let solver = try live()
    return try (1...min(count, instance.maximumSlots)).map {
      try bounds.certify(.atMost($0), solver: solver, deadline: Deadline(limit: nil)).bound
    }
  }

  @Test func noDesignBreaksTheTradeoffBetweenItsSlots() throws {
    var compared = 0
    var helped = 0
    for seed in 1...60 {
      let instance = try TinyInstances.make(seed: UInt64(seed), servers: 5, blocks: 7)
      guard var bounds = FrontierBound(instance: instance), instance.maximumSlots > 3 else {
        continue
      }
      let frontier = try frontier(&bounds, instance, count: 6)
      let fast = 1 + seed % 3
      let tradeoff = try RateTradeoff(
        fastSlots: fast, rates: frontier, bounds: &bounds, solver: live(),
        deadline: Deadline(limit: nil), stop: nil)
      for design in designs(of: instance, seed: UInt64(seed)) {
        let rates = rates(of: design)
        let least = rates[min(fast, rates.count) - 1]
        for (index, rate) in rates.prefix(frontier.count).enumerated() {
          let most = tradeoff.rate(of: index + 1, least: least)
          #expect(rate <= most * (1 + 1e-9), "seed \(seed), \(index + 1) slots")
          if most < frontier[index] * (1 - 1e-6) { helped += 1 }
          compared += 1
        }
      }
    }
    #expect(compared > 500)
    #expect(helped > 50)
  }

  @Test(arguments: [0.3, 0.6, 0.8])
  func withEqualSlotsTheDispatchProgramIsErlangs(_ load: Double) throws {
    let rates = (1...4).map(Double.init)
    let program = DispatchProgram(
      arrivalRate: 4 * load,
      rates: DispatchProgram.Rates(
        fast: Array(rates.prefix(2)), slow: Array(rates.prefix(2)), total: rates),
      fastestTime: 1, waiting: 80, hasMoreSlots: false)
    let jobs = try #require(try program.leastJobs(solver: live()))
    let exact = try #require(
      BirthDeathChain.meanResponse(deathRates: rates, arrivalRate: 4 * load))
    // Below, by what the backend's tolerance leaves and by jobs beyond those followed.
    #expect(jobs <= exact * 4 * load)
    #expect(jobs >= exact * 4 * load * (1 - 1e-5))
  }

  @Test func noDesignRespondsFasterThanItsDispatchProgram() throws {
    var compared = 0
    var above = 0
    for seed in 1...60 {
      let instance = try TinyInstances.make(seed: UInt64(seed), servers: 6, blocks: 5)
      for design in designs(of: instance, seed: UInt64(seed)).prefix(6) {
        let rates = Array(rates(of: design).prefix(12))
        guard rates.count > 2, let system = ChainSystem(of: design, instance: instance)
        else { continue }
        let arrivalRate = 0.5 * design.totalRate
        guard case .solved(let exact) = ExactChain.solve(system, arrivalRate: arrivalRate),
          rates.count == design.chains.reduce(0, { $0 + $1.capacity })
        else { continue }
        let fast = rates.count / 2
        let program = DispatchProgram(
          arrivalRate: arrivalRate,
          rates: DispatchProgram.Rates(
            fast: Array(rates.prefix(fast)),
            slow: rates.dropFirst(fast).map { $0 - rates[fast - 1] }, total: rates),
          fastestTime: 1 / rates[0], waiting: 40, hasMoreSlots: false)
        // A program that the backend gives up on proves nothing.
        guard let jobs = try program.leastJobs(solver: live()) else { continue }
        #expect(jobs <= exact.meanResponse * arrivalRate * (1 + 1e-7), "seed \(seed)")
        let bounds = try #require(ResponseBounds(of: design, arrivalRate: arrivalRate))
        if jobs > bounds.lower * arrivalRate * (1 + 1e-6) { above += 1 }
        compared += 1
      }
    }
    #expect(compared > 20)
    // Jobs that cannot move must show somewhere.
    #expect(above > 3)
  }

  @Test(arguments: Backend.allCases)
  func noDesignRespondsFasterThanWithOnePlacementForAll(_ backend: Backend) throws {
    var raised = 0
    for reference in Reference.all {
      let base = try reference.load()
      for load in [0.2, 0.6] {
        let instance = try Instance(
          name: base.name, service: base.service, servers: base.servers,
          arrivalRate: load * (reference.frontier.last ?? 1), maximumLoad: base.maximumLoad)
        let arrivalRate = try #require(instance.arrivalRate)
        let solver = try live(backend)
        let bounds = try #require(FrontierBound(instance: instance))
        var bounding = ResponseBounding(
          bounds: bounds, arrivalRate: arrivalRate, maximumSlots: instance.maximumSlots,
          solver: solver, stop: nil)
        try bounding.certify(deadline: Deadline(limit: nil)) { _, _, _ in }
        let plain = bounding.certificate.bound
        try bounding.share(deadline: Deadline(limit: nil), isWanted: { _ in true }) { _, _, _ in }
        let bound = bounding.certificate.bound
        if bound > plain * (1 + 1e-6) { raised += 1 }
        for design in designs(of: instance, seed: 7) where design.totalRate > arrivalRate {
          guard let system = ChainSystem(of: design, instance: instance),
            case .solved(let exact) = ExactChain.solve(system, arrivalRate: arrivalRate)
          else { continue }
          #expect(exact.meanResponse >= bound * (1 - 1e-9), "\(reference) at \(load)")
        }
      }
    }
    #expect(raised > 3)
  }

  @Test(arguments: Backend.allCases)
  func bothSidesAtOnceAgreeWithOneAfterTheOther(_ backend: Backend) throws {
    let instance = try #require(Reference.all.last).load()
    var options = ExactOptions(solver: backend.solver, timeLimit: .seconds(2), threads: 2)
    let together = try ExactComposition(instance: instance, options: options).response()
    options.timeLimit = nil
    options.threads = 1
    options.searchRounds = 2
    let inTurn = try ExactComposition(instance: instance, options: options).response()
    for answer in [together, inTurn] {
      #expect(Verifier.verify(try answer.plan(for: instance), of: instance).isValid)
      // Each side's bound holds for the other's plan.
      #expect(try #require(together.value) >= (try #require(answer.bound)) * (1 - 1e-9))
      #expect(try #require(inTurn.value) >= (try #require(answer.bound)) * (1 - 1e-9))
    }
  }
}
