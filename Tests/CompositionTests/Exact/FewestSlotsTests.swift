import CompositionTestSupport
import LinearModels
import ServerChains
import Testing

@testable import Composition

/// `slots` against brute force, at rates where a hair decides.
@Suite struct FewestSlotsTests {
  @Test(arguments: Backend.allCases)
  func aHairAboveAndBelowEveryRateOfTheFrontier(_ backend: Backend) throws {
    try compare(backend.solver, seeds: 1...14, isProven: true)
  }

  /// The pattern MILP has no bounds so close to a rate, and then says so.
  @Test(arguments: Backend.allCases)
  func theSameByThePatternMILP(_ backend: Backend) throws {
    try compare(WithoutLivePrograms(base: backend.solver), seeds: 1...6, isProven: false)
  }

  private func compare(
    _ solver: any Solver, seeds: ClosedRange<UInt64>, isProven: Bool
  ) throws {
    var options = ExactOptions(solver: solver)
    options.searchEffort = 0.02
    var infeasible = 0
    for seed in seeds {
      let truth = try SmallTruth(seed: seed, sizes: SmallTruth.usualSizes)
      guard let last = truth.frontier.last, truth.frontier.count <= 12 else { continue }
      let picked = Set([0, truth.frontier.count / 2, truth.frontier.count - 1])
      for rate in picked.sorted().map({ truth.frontier[$0] }) + [last * 1.5] {
        for factor in [1 - 1e-7, 1, 1 + 5e-10, 1 + 1e-8, 1 + 1e-7] {
          let instance = try asking(rate * factor, of: truth.instance)
          let required = try #require(instance.requiredRate)
          let answer = try ExactComposition(instance: instance, options: options).slots()
          let fewest = truth.frontier.firstIndex { Verifier.reaches($0, required) }
          #expect(
            answer.value == fewest.map { Double($0 + 1) }, "seed \(seed), \(rate) · \(factor)")
          let isOpen = !isProven && answer.termination == .heuristic
          #expect(isOpen || answer.termination == (fewest == nil ? .infeasible : .optimal))
          #expect(Verifier.verify(try answer.plan(for: instance), of: instance).isValid)
          if fewest == nil { infeasible += 1 }
        }
      }
    }
    #expect(infeasible > 10)
  }

  private func asking(_ rate: Double, of instance: Instance) throws -> Instance {
    try Instance(
      name: instance.name, service: instance.service, servers: instance.servers,
      arrivalRate: rate / 2, maximumLoad: 0.5)
  }

  /// Above the greatest rate the question costs no more than that rate does, twice.
  @Test func aRateOutOfReachCostsNoMoreThanTheGreatestRate() throws {
    let servers = [(10.2, 1.982, 0.814), (10.2, 1.982, 0.814), (8.428, 2.126, 0.52)].enumerated()
    let original = try Instance(
      name: "above", service: Service(name: "s", blocks: 5, blockMemory: 1.1, cacheMemory: 1),
      servers: servers.map { number, figures in
        Server(
          name: "s\(number)", memory: ExactDecimal("\(figures.0)") ?? 1,
          communicationTime: figures.1, computationTime: figures.2)
      })
    let options = ExactOptions(solver: Backend.glpk.solver)
    let greatest = try ExactComposition(instance: original, options: options).rate()
    #expect(greatest.termination == .optimal)
    let instance = try asking(try #require(greatest.value) * 1.001, of: original)
    let answer = try ExactComposition(instance: instance, options: options).slots()
    #expect(answer.termination == .infeasible)
    #expect(answer.effort.rounds <= 2 * greatest.effort.rounds)
    #expect(answer.effort.nodes <= 2 * greatest.effort.nodes)
    #expect(answer.reason?.contains("no plan's total rate is above") == true)
  }

  /// A number of slots is decided on, not worked on until its best plan is known.
  @Test func aRateToDecideOnEndsTheSearch() throws {
    let design = try #require(
      GreedyComposition.fastest(
        slotLimit: 3, of: try TinyInstances.make(seed: 2, servers: 3, blocks: 4))
    ).design
    let rate = design.totalRate
    func state(bound: Double, target: Double, prunes: Bool = true) -> SearchState {
      var state = SearchState(
        goal: .mostRate(slotLimit: 3), incumbent: design, bound: bound)
      state.decide(on: target, prunes: prunes)
      state.settle(gap: 0)
      return state
    }
    #expect(state(bound: rate * 2, target: rate).termination == .optimal)
    #expect(state(bound: rate * 2, target: rate * (1 + 5e-10)).hasReachedTarget)
    #expect(state(bound: rate * 2, target: rate * 1.1).termination == nil)
    #expect(state(bound: rate * 1.05, target: rate * 1.1).termination == .optimal)
    #expect(!state(bound: rate * 1.05, target: rate * 1.1).hasReachedTarget)
    #expect(state(bound: rate * 2, target: rate * 1.1, prunes: false).rateToBeat == rate)
    let floor = state(bound: rate * 2, target: rate * 1.1).rateToBeat
    // Even moved outward it does not reach the rate.
    #expect(floor > rate && !Verifier.reaches(floor * (1 + 1e-9), rate * 1.1))
  }

  @Test func eightDigitsAreAProof() throws {
    let design = try #require(
      GreedyComposition.fastest(
        slotLimit: 3, of: try TinyInstances.make(seed: 2, servers: 3, blocks: 4))
    ).design
    for (excess, isProof) in [(0, true), (2e-9, true), (9e-9, true), (1.1e-8, false)] {
      let bound = design.totalRate * (1 + excess)
      var state = SearchState(goal: .mostRate(slotLimit: 3), incumbent: design, bound: bound)
      state.settle(gap: 0)
      #expect((state.termination == .optimal) == isProof)
      // Never less than what is proven.
      #expect(try #require(state.bound) >= bound)
      #expect(try #require(state.bound) <= max(bound, design.totalRate * (1 + 2.1e-9)))
    }
  }
}
