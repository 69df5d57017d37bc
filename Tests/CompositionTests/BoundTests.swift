import LinearModels
import Queueing
import ServerChains
import Testing

@testable import Bounds
@testable import Composition

@Suite struct BoundTests {
  private func bound(
    _ instance: Instance, slots: Int, _ backend: Backend
  ) throws -> FrontierBound.Certificate {
    var bounds = try #require(FrontierBound(instance: instance))
    return try bounds.certify(
      .atMost(slots), solver: backend.live(), deadline: Deadline(limit: nil))
  }

  @Test(arguments: Reference.all, Backend.allCases)
  func boundsAreAboveTheFrontierAndGrow(_ reference: Reference, _ backend: Backend) throws {
    let instance = try reference.load()
    var last = 0.0
    for (index, value) in reference.frontier.enumerated() {
      let certificate = try bound(instance, slots: index + 1, backend)
      #expect(certificate.bound >= value - 2e-9)
      #expect(certificate.bound >= certificate.relaxation * (1 - 1e-9))
      #expect(certificate.bound <= certificate.relaxation * (1 + 1e-6))
      #expect(certificate.bound >= last * (1 - 1e-9))
      last = certificate.bound
    }
  }

  @Test(arguments: Backend.allCases)
  func boundsAreAboveEveryPlanTheSearchesFind(_ backend: Backend) throws {
    var compared = 0
    for seed in 1...200 {
      let instance = try TinyInstances.make(seed: UInt64(seed), servers: 6, blocks: 9)
      guard instance.coverableBlocks == instance.blocks else { continue }
      let slots = 2 + seed % 5
      var search = PlacementSearch(
        instance: instance, goal: .rate(slotLimit: slots), seed: UInt64(seed))
      guard let greedy = GreedyComposition.fastest(slotLimit: slots, of: instance) else { continue }
      search.begin(at: greedy.design.placement)
      search.run(moves: 2_000, heat: 0.1)
      var stages = StageSearch(
        instance: instance, goal: .rate(slotLimit: slots), rows: 1 + seed % 3, seed: UInt64(seed))
      stages.run(moves: 1_000, heat: 0.3)
      let certificate = try bound(instance, slots: min(slots, instance.maximumSlots), backend)
      let searched = (placement: search.bestPlacement, value: search.bestValue)
      for (placement, value) in [searched] + (stages.best.map { [$0] } ?? []) {
        // The searches' own judge is the library's GCA, and what they place is valid.
        let found = CacheAllocation.greedy(on: placement, of: instance, slotLimit: slots)
        #expect(abs(found.totalRate - value) <= 1e-12 * found.totalRate)
        for (server, range) in placement.ranges.enumerated() {
          if let range { #expect(instance.slots(of: server, hosting: range.count) > 0) }
        }
        #expect(certificate.bound >= found.totalRate * (1 - 1e-9), "seed \(seed)")
        compared += 1
      }
    }
    // Some instances cannot be covered, and in some no stages can be formed.
    #expect(compared > 240)
  }

  @Test func stagesFindTheBestRow() throws {
    // Three jobs take 2.5 GB a block: the best plan is a row of all five servers with two blocks
    // each.
    let instance = try Instance(
      name: "row", service: Service(name: "llm", blocks: 10, blockMemory: 1, cacheMemory: 0.5),
      servers: (1...5).map {
        Server(
          name: "s\($0)", memory: 6, communicationTime: 1 + 0.1 * Double($0), computationTime: 0.1)
      })
    var stages = StageSearch(
      instance: instance, goal: .rate(slotLimit: 3), rows: 1, seed: 1)
    stages.run(moves: 5_000, heat: 0.3)
    let best = try #require(stages.best)
    let exact = try ExactComposition(
      instance: instance, options: ExactOptions(solver: Backend.glpk.solver)
    ).rate(slotLimit: 3)
    #expect(exact.termination == .optimal)
    #expect(abs(best.value - (exact.value ?? 0)) <= 1e-9)
  }

  @Test func theSearchForResponseIsJudgedByTheLowerBound() throws {
    var compared = 0
    for seed in 1...100 {
      let instance = try TinyInstances.make(seed: UInt64(seed), servers: 5, blocks: 6)
      guard
        let greedy = GreedyComposition.fastest(slotLimit: .max, of: instance)?.design,
        !greedy.chains.isEmpty
      else { continue }
      let design = CacheAllocation.greedy(on: greedy.placement, of: instance)
      for load in [0.1, 0.5, 0.9] {
        let arrivalRate = load * design.totalRate
        var tally = SlotTally(goal: .response(arrivalRate: arrivalRate, slotLimit: 1))
        for composed in design.chains {
          tally.add(composed.capacity, time: composed.chain.serviceTime)
        }
        let bounds = try #require(ResponseBounds(of: design, arrivalRate: arrivalRate))
        #expect(abs(1 / tally.value - bounds.lower) <= 1e-9 * bounds.lower, "seed \(seed)")
        compared += 1
      }
    }
    #expect(compared > 200)
  }

  /// Lies about the duals in every way that a backend could.
  struct Tampering: LiveProgramSolver {
    let base: any LiveProgramSolver
    let change: @Sendable (Int, Double) -> Double
    var name: String { base.name }
    var version: String { base.version }
    var license: String { base.license }
    var capabilities: SolverCapabilities { base.capabilities }

    func answer(
      _ model: Model, _ parameters: SolveParameters
    ) throws(SolverError) -> SolverAnswer {
      try base.answer(model, parameters)
    }

    func withLiveProgram<Result>(
      of model: Model, _ body: (inout any LiveProgram) throws -> Result
    ) throws -> Result {
      try base.withLiveProgram(of: model) { program in
        var tampered: any LiveProgram = Program(base: program, change: change)
        return try body(&tampered)
      }
    }

    struct Program: LiveProgram {
      var base: any LiveProgram
      let change: @Sendable (Int, Double) -> Double

      mutating func add(_ columns: [LiveColumn]) throws(SolverError) { try base.add(columns) }

      mutating func setBounds(
        ofColumn column: Int, lower: Double, upper: Double
      ) throws(SolverError) {
        try base.setBounds(ofColumn: column, lower: lower, upper: upper)
      }

      mutating func solve(timeLimit: Duration?) throws(SolverError) -> LiveAnswer {
        var answer = try base.solve(timeLimit: timeLimit)
        answer.rowDuals = answer.rowDuals.enumerated().map { change($0.offset, $0.element) }
        return answer
      }
    }
  }

  @Test(
    arguments: [
      { @Sendable _, dual in dual * 0.5 }, { @Sendable _, dual in -dual }, { @Sendable _, _ in 0 },
      { @Sendable row, dual in row % 2 == 0 ? dual + 0.3 : dual },
      { @Sendable row, dual in dual * (1 + 1e-7 * Double(row)) },
    ] as [@Sendable (Int, Double) -> Double])
  func tamperedDualsCannotMakeTheBoundTooSmall(
    _ change: @escaping @Sendable (Int, Double) -> Double
  ) throws {
    for reference in Reference.all {
      let instance = try reference.load()
      let solver = Tampering(base: try Backend.glpk.live(), change: change)
      for (index, value) in reference.frontier.enumerated() {
        var bounds = try #require(FrontierBound(instance: instance))
        let certificate = try bounds.certify(
          .atMost(index + 1), solver: solver, deadline: Deadline(limit: .seconds(2)))
        #expect(certificate.bound >= value - 2e-9)
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func noPlanRespondsFasterThanTheCertificate(_ backend: Backend) throws {
    for reference in Reference.all {
      let instance = try reference.load()
      let arrivalRate = try #require(instance.arrivalRate)
      let options = ExactOptions(
        solver: backend.solver, timeLimit: .milliseconds(500), threads: 1)
      let answer = try ExactComposition(instance: instance, options: options).response()
      let bound = try #require(answer.bound)
      #expect(try #require(answer.value) >= bound)
      #expect(Verifier.verify(try answer.plan(for: instance), of: instance).isValid)
      for reservation in 1...instance.maximumReservation {
        let greedy = GreedyComposition(instance: instance, reservation: reservation, stop: .all)
        guard let system = ChainSystem(of: greedy.design, instance: instance),
          case .solved(let exact) = ExactChain.solve(system, arrivalRate: arrivalRate)
        else { continue }
        #expect(exact.meanResponse >= bound * (1 - 1e-9))
      }
    }
  }
}
