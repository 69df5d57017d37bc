import Composition
import CompositionTestSupport
import ServerChains
import Testing

@Suite struct QuestionTests {
  @Test(arguments: Reference.all, Backend.allCases)
  func slotsAreTheFirstFrontierPointThatReachesTheRate(
    _ reference: Reference, _ backend: Backend
  ) throws {
    let original = try reference.load()
    // A rate between V_2 and V_3, so that the frontier at hand decides.
    let rate = (reference.frontier[1] + reference.frontier[2]) / 2
    let instance = try Instance(
      name: original.name, service: original.service, servers: original.servers,
      arrivalRate: rate * 0.5, maximumLoad: 0.5)
    let exact = ExactComposition(
      instance: instance, options: ExactOptions(solver: backend.solver))
    let answer = try exact.slots()
    let expected = reference.frontier.firstIndex { $0 >= rate }.map { Double($0 + 1) }
    #expect(answer.termination == .optimal)
    #expect(answer.value == expected)
    #expect(answer.bound == expected)
    #expect(Verifier.verify(try answer.plan(for: instance), of: instance).isValid)
  }

  /// Without a single pattern enumerated: ruled out by column generation from below, found by the
  /// search from above.
  @Test(arguments: Reference.all, Backend.allCases)
  func slotsFromTheFrontierEncloseTheFewest(_ reference: Reference, _ backend: Backend) throws {
    let original = try reference.load()
    var found = 0
    for share in [0.1, 0.5, 0.9] {
      let last = reference.frontier.count - 1
      let rate = reference.frontier[0] + share * (reference.frontier[last] - reference.frontier[0])
      let instance = try Instance(
        name: original.name, service: original.service, servers: original.servers,
        arrivalRate: rate * 0.5, maximumLoad: 0.5)
      var options = ExactOptions(solver: backend.solver, columnLimit: 1)
      options.searchRounds = 1
      let answer = try ExactComposition(instance: instance, options: options).slots()
      let fewest = Double(try #require(reference.frontier.firstIndex { $0 >= rate }) + 1)
      #expect(try #require(answer.bound) <= fewest)
      #expect((answer.termination == .optimal) == (answer.bound == answer.value))
      #expect(Verifier.verify(try answer.plan(for: instance), of: instance).isValid)
      // The search's own allocation of cache misses some plans; then there is a bound and no value.
      guard let value = answer.value else { continue }
      #expect(value >= fewest)
      found += 1
    }
    #expect(found >= 2)
  }

  @Test(arguments: Reference.all, Backend.allCases)
  func slotsReachARateMetExactly(_ reference: Reference, _ backend: Backend) throws {
    let original = try reference.load()
    let exactOriginal = ExactComposition(
      instance: original, options: ExactOptions(solver: backend.solver))
    let tight = try #require(try exactOriginal.rate(slotLimit: 3).value)
    let instance = try Instance(
      name: original.name, service: original.service, servers: original.servers,
      arrivalRate: tight * 0.5, maximumLoad: 0.5)
    let answer = try ExactComposition(
      instance: instance, options: ExactOptions(solver: backend.solver)
    ).slots()
    let first = reference.frontier.firstIndex { $0 >= tight * (1 - 1e-8) }
    #expect(answer.value == first.map { Double($0 + 1) })
  }

  @Test(arguments: Backend.allCases)
  func unreachableRateIsInfeasibleWithTheRateThatIsPossible(_ backend: Backend) throws {
    let original = try Reference.all[0].load()
    let options = ExactOptions(solver: backend.solver)
    let greatest = try #require(
      try ExactComposition(instance: original, options: options).rate().value)
    let instance = try Instance(
      name: original.name, service: original.service, servers: original.servers,
      arrivalRate: greatest * 1.001 * 0.5, maximumLoad: 0.5)
    let answer = try ExactComposition(instance: instance, options: options).slots()
    #expect(answer.termination == .infeasible)
    #expect(answer.reason?.contains("no plan's total rate is above") == true)
  }

  @Test(arguments: Reference.all, Backend.allCases)
  func allocationOnAPlacementBeatsGreedyAndMatchesSearch(
    _ reference: Reference, _ backend: Backend
  ) throws {
    let instance = try reference.load()
    let options = ExactOptions(solver: backend.solver)
    let placement = BlockPlacement(instance: instance, reservation: 1, stop: .all).placement
    let greedy = CacheAllocation.greedy(on: placement, of: instance)
    guard !greedy.chains.isEmpty else { return }
    let exact = ExactComposition(instance: instance, options: options)
    for limit in [1, 3, 6, nil] {
      let answer = try exact.allocation(on: placement, question: .cache, slotLimit: limit)
      let greedyRate = limit.map { greedy.fastestSlots($0).totalRate } ?? greedy.totalRate
      #expect(answer.termination == .optimal)
      #expect(try #require(answer.value) >= greedyRate * (1 - 1e-12))
      let verified = Verifier.verify(try answer.plan(for: instance), of: instance)
      #expect(verified.isValid)
      if let limit, limit <= reference.frontier.count {
        #expect(try #require(answer.value) <= reference.frontier[limit - 1] + 2e-9)
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func disjointChainsAreAsFewAsAnySubsetSearchFinds(_ backend: Backend) throws {
    for seed in 1...10 {
      let base = try TinyInstances.make(seed: UInt64(seed), servers: 6, blocks: 4)
      for reservation in [1, 2] {
        let rates = GroupRates(of: base, reservation: reservation)
        guard let target = rates.best(2) else { continue }
        let instance = try Instance(
          name: base.name, service: base.service, servers: base.servers,
          arrivalRate: target * 0.999 * Double(reservation) * 0.5, maximumLoad: 0.5)
        let answer = try ExactComposition(
          instance: instance, options: ExactOptions(solver: backend.solver)
        ).disjointChains(reservation: reservation)
        #expect(answer.termination == .optimal)
        #expect(answer.value == rates.fewest(reaching: target * 0.999).map(Double.init))
        #expect(Verifier.verify(try answer.plan(for: instance), of: instance).isValid)
      }
    }
  }
}
