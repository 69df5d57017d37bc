import Bounds
import Composition
import CompositionTestSupport
import LinearModels
import ServerChains
import Testing

@Suite struct FrontierTests {
  @Test(arguments: Reference.all, Backend.allCases)
  func reproducesReference(_ reference: Reference, _ backend: Backend) throws {
    let instance = try reference.load()
    let exact = ExactComposition(
      instance: instance, options: ExactOptions(solver: backend.solver))
    let points = try exact.frontier(slots: Array(1...reference.frontier.count))
    for (point, expected) in zip(points, reference.frontier) {
      #expect(point.answer.termination == .optimal)
      #expect(abs((point.answer.value ?? 0) - expected) < 2e-9)
      #expect(try #require(point.answer.bound) >= #require(point.answer.value))
      #expect(try #require(point.answer.gap) < 1e-8)
      let plan = try point.answer.plan(for: instance)
      #expect(Verifier.verify(plan, of: instance).isValid)
    }
  }

  @Test(arguments: [(3, 4), (4, 3)], Backend.allCases)
  func agreesWithBruteForce(_ size: (servers: Int, blocks: Int), _ backend: Backend) throws {
    let branched = try compare(size, backend.solver) { $0.nodes > 1 }
    #expect(branched > 0, "no proof needed branching; the instances test too little")
  }

  @Test(arguments: [(3, 4), (4, 3)], Backend.allCases)
  func alignmentCutsAgreeWithBruteForce(
    _ size: (servers: Int, blocks: Int), _ backend: Backend
  ) throws {
    let cut = try compare(size, WithoutLivePrograms(base: backend.solver)) { $0.cuts > 0 }
    #expect(cut > 0, "no relaxed optimum failed to align; the instances test too little")
  }

  /// Compares the frontier of twelve instances with brute force; counts the points where something
  /// was needed.
  private func compare(
    _ size: (servers: Int, blocks: Int), _ solver: any Solver,
    counting isNeeded: (ExactEffort) -> Bool
  ) throws -> Int {
    var count = 0
    for seed in 1...12 {
      let instance = try TinyInstances.make(
        seed: UInt64(seed), servers: size.servers, blocks: size.blocks)
      guard instance.coverableBlocks == instance.blocks else { continue }
      let expected = BruteForce(instance: instance).frontier(slots: 4)
      let exact = ExactComposition(instance: instance, options: ExactOptions(solver: solver))
      let points = try exact.frontier(slots: [1, 2, 3, 4])
      for (point, value) in zip(points, expected) {
        #expect(
          abs((point.answer.value ?? 0) - value) < 1e-9,
          "seed \(seed), \(point.slots) slots")
        #expect(point.answer.termination == .optimal)
        if isNeeded(point.answer.effort) { count += 1 }
      }
    }
    return count
  }

  private func smallInstance() throws -> Instance {
    let truths = try (1...20).map { try SmallTruth(seed: $0, sizes: [(2, 3)]) }
    return try #require(truths.first { $0.frontier.count > 3 }).instance
  }

  /// Limits beyond the slots that there are ask what the last one of them asks.
  @Test func slotsThatDoNotExistCostNothing() throws {
    let instance = try smallInstance()
    let most = instance.maximumSlots
    let exact = ExactComposition(
      instance: instance, options: ExactOptions(solver: Backend.glpk.solver))
    let points = try exact.frontier(slots: Array(1...most + 2000))
    #expect(points.map(\.slots) == Array(1...most + 2000))
    let last = points[most - 1]
    #expect(last.answer.termination == .optimal)
    let isAlike = points[most...].allSatisfy { point in
      let answer = point.answer
      return answer.slotLimit == point.slots && answer.value == last.answer.value
        && answer.bound == last.answer.bound && answer.termination == .optimal
        && answer.effort.rounds == 0 && point.greedy == last.greedy
    }
    #expect(isAlike)
    let beyond = try exact.frontier(slots: [most + 5, most + 7]).map(\.answer)
    #expect(beyond.map(\.slotLimit) == [most + 5, most + 7])
    let value = try #require(last.answer.value)
    #expect(beyond.allSatisfy { abs(($0.value ?? 0) - value) < 1e-9 })
  }

  /// Where the time is up at once every point is there, with what costs nothing.
  @Test func pointsWithoutTimeHaveSimpleBounds() throws {
    let instance = try smallInstance()
    let exact = ExactComposition(
      instance: instance, options: ExactOptions(solver: Backend.glpk.solver, timeLimit: .zero))
    for point in try exact.frontier(slots: [1, 2, 3, 900]) {
      #expect(try #require(point.answer.bound) >= #require(point.answer.value))
      #expect(point.answer.termination == .timeLimit || point.answer.termination == .optimal)
      #expect(point.answer.solver == nil)
    }
  }

  @Test func infeasibleInstanceSaysWhatIsMissing() throws {
    let instance = try Instance(
      name: "short", service: Service(name: "m", blocks: 9, blockMemory: 1, cacheMemory: 0.5),
      servers: [
        Server(name: "a", memory: 4.5, communicationTime: 1, computationTime: 1),
        Server(name: "b", memory: 6, communicationTime: 1, computationTime: 1),
      ])
    let exact = ExactComposition(
      instance: instance, options: ExactOptions(solver: Backend.glpk.solver))
    let answer = try exact.rate()
    #expect(answer.termination == .infeasible)
    #expect(answer.reason == "the servers can hold 7 of 9 blocks with one job's cache")
  }

  @Test func tooManyPatternsAreCountedNotEnumerated() throws {
    let instance = try TinyInstances.make(seed: 5, servers: 5, blocks: 6)
    var options = ExactOptions(solver: Backend.glpk.solver)
    options.columnLimit = 10
    let answer = try ExactComposition(instance: instance, options: options).rate(slotLimit: 12)
    let count = PatternSpace(instance: instance).count
    #expect(Double(PatternSpace(instance: instance).all().count) == count)
    #expect(answer.termination == .heuristic)
    #expect(answer.reason?.hasPrefix("\(Int(count)) patterns are more than the 10") == true)
    let greedy = try #require(GreedyComposition.fastest(slotLimit: 12, of: instance))
    #expect(try #require(answer.value) >= greedy.design.totalRate)
    #expect(try #require(answer.bound) >= #require(answer.value))
  }
}
