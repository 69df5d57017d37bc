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

  private func frontier(
    _ bounds: inout FrontierBound, _ instance: Instance, count: Int
  ) throws -> [Double] {
    let solver = try live()
    return try (1...min(count, instance.maximumSlots)).map {
      try bounds.certify(.atMost($0), solver: solver, deadline: Deadline(limit: nil)).bound
    }
  }

  /// Rates of the slots, the fastest first.
  private func slots(of design: Design) -> [Double] {
    design.chains.flatMap { Array(repeating: $0.chain.rate, count: $0.capacity) }.sorted(by: >)
  }

  /// - Parameter starts: Where classes begin, the first aside.
  private func dispatch(_ slots: [Double], _ starts: [Int]) -> DispatchBound.Rates {
    DispatchBound.Rates(
      classes: zip([0] + starts, starts + [slots.count]).map { Array(slots[$0..<$1]).runningSums },
      total: slots.runningSums)
  }

  /// All ways to make two or three classes of so many slots.
  private func divisions(_ count: Int) -> [[Int]] {
    (1..<count).flatMap { first in
      [[first]] + (first + 1..<max(first + 1, count)).map { [first, $0] }
    }
  }

  /// An instance with slots enough for two groups: the first two slots count 1 each, the others 0.4.
  private struct TinyCase {
    let seed: UInt64
    let instance: Instance
    let bounds: FrontierBound
    let count: Int

    var groups: [SlotGroup] {
      [SlotGroup(weight: 1, count: 2), SlotGroup(weight: 0.4, count: count - 2)]
    }
  }

  private func tinyCases(_ seeds: ClosedRange<UInt64>) throws -> [TinyCase] {
    try seeds.compactMap { seed in
      let instance = try TinyInstances.make(seed: seed, servers: 5, blocks: 7)
      guard let bounds = FrontierBound(instance: instance), instance.maximumSlots > 3 else {
        return nil
      }
      return TinyCase(
        seed: seed, instance: instance, bounds: bounds, count: min(5, instance.maximumSlots))
    }
  }

  @Test func noDesignBreaksASumThatIsProven() throws {
    var compared = 0
    var helped = 0
    for tiny in try tinyCases(1...40) {
      let (instance, count) = (tiny.instance, tiny.count)
      var bounds = tiny.bounds
      let solver = try live()
      let frontier = try frontier(&bounds, instance, count: count)
      let certificates = try [
        SlotDemand.atMost(count), .exactly(count),
        SlotDemand(fewest: count, most: instance.maximumSlots),
      ].map {
        try #require(
          try bounds.certify(tiny.groups, $0, solver: solver, deadline: Deadline(limit: nil))
        )
        .certificate
      }
      for design in designs(of: instance, seed: tiny.seed) {
        let slots = slots(of: design)
        for certificate in certificates {
          let demand = certificate.demand
          if demand.usesSoleBlocks, !(demand.fewest...demand.most).contains(slots.count) {
            continue
          }
          // Any weights, in any order, for the certificate's own patterns and all others.
          for last in [0.0, 0.4, 1, 1.5] {
            let groups = [
              SlotGroup(weight: 1, count: 2), SlotGroup(weight: last, count: count - 2),
            ]
            let worth = slots.prefix(count).enumerated().reduce(0) {
              $0 + ($1.offset < 2 ? 1 : last) * $1.element
            }
            #expect(worth <= certificate.bound(groups) * (1 + 1e-9), "seed \(tiny.seed)")
            if last == 0.4, certificate.bound(groups) < frontier[1] + 0.4 * frontier[count - 1] {
              helped += 1
            }
            compared += 1
          }
        }
      }
    }
    #expect(compared > 500)
    #expect(helped > 20)
  }

  /// For designs split by what a server hosts: the certificate of all of them at work on a part, and one made for the part.
  @Test func noDesignBreaksASumThatIsProvenForItsRegion() throws {
    var compared = 0
    var better = 0
    for tiny in try tinyCases(1...30) {
      let (instance, count, groups) = (tiny.instance, tiny.count, tiny.groups)
      var bounds = tiny.bounds
      let solver = try live()
      let whole = DesignRegion(limits: bounds.limits)
      for demand in [
        SlotDemand.atMost(count), SlotDemand(fewest: count, most: instance.maximumSlots),
      ] {
        let first = try #require(
          try bounds.certify(groups, demand, solver: solver, deadline: Deadline(limit: nil)))
        for server in bounds.limits.indices where bounds.limits[server] > 0 {
          let middle = bounds.limits[server] / 2
          let split = RegionSplit.hosted(server: server, middle: middle)
          let certificates = try split.parts(of: whole, blocks: instance.blocks).map { region in
            [
              bounds.restricted([first.certificate], to: region)[0],
              try #require(
                try bounds.certify(
                  groups, demand, in: region, solver: solver, deadline: Deadline(limit: nil))
              ).certificate,
            ]
          }
          for design in designs(of: instance, seed: tiny.seed) {
            let slots = slots(of: design)
            if demand.usesSoleBlocks, slots.count < count { continue }
            // Blocks on which no job is processed do not count as hosted.
            let hosted =
              design.chains.flatMap(\.chain.hops).filter { $0.server == server }.map(\.blocks)
              .max() ?? 0
            let worth = slots.prefix(count).enumerated().reduce(0) {
              $0 + ($1.offset < 2 ? 1 : 0.4) * $1.element
            }
            for certificate in certificates[hosted <= middle ? 0 : 1] {
              #expect(worth <= certificate.bound(groups) * (1 + 1e-9), "seed \(tiny.seed)")
              if certificate.bound(groups) < first.bound * (1 - 1e-6) { better += 1 }
              compared += 1
            }
          }
        }
      }
    }
    #expect(compared > 500)
    #expect(better > 100)
  }

  /// Sole blocks are no matter of certificates that leave them aside.
  @Test func aRegionOfSoleBlocksLosesNoDesignWhereTheyAreLeftAside() throws {
    let instance = try TinyInstances.make(seed: 2, servers: 5, blocks: 7)
    var bounds = try #require(FrontierBound(instance: instance))
    var region = DesignRegion(limits: bounds.limits)
    let groups = [SlotGroup(weight: 1, count: 2)]
    let whole = try #require(
      try bounds.certify(groups, .atMost(2), solver: try live(), deadline: Deadline(limit: nil)))
    for server in bounds.limits.indices where bounds.limits[server] > 0 {
      region.sole[server] = 1...bounds.limits[server]
    }
    let restricted = bounds.restricted([whole.certificate], to: region)[0]
    #expect(restricted.bound(groups) >= whole.bound * (1 - 1e-9))
  }

  @Test func tighteningABoxLosesNoDesign() throws {
    var compared = 0
    var shrunk = 0
    for seed in 1...40 {
      let instance = try TinyInstances.make(seed: UInt64(seed), servers: 6, blocks: 5)
      guard var bounds = FrontierBound(instance: instance), instance.maximumSlots > 2 else {
        continue
      }
      let count = 3
      let found = try bounds.certify(
        [SlotGroup(weight: 1, count: 1), SlotGroup(weight: 0.5, count: 2)], .atMost(count),
        solver: try live(), deadline: Deadline(limit: nil))
      let cuts = RateCuts(count: count, certificates: [try #require(found).certificate])
      var random = SeededGenerator(seed: UInt64(seed))
      for design in designs(of: instance, seed: UInt64(seed)) {
        let slots = Array(slots(of: design).prefix(count))
        guard slots.count == count else { continue }
        let sums = slots.runningSums
        var box = RateBox(slots)
        for index in 0..<count {
          box.slots.least[index] *= random.uniform()
          box.slots.most[index] *= 1 + random.uniform()
          box.sums.least[index] *= random.uniform()
          box.sums.most[index] *= 1 + random.uniform()
        }
        let before = box
        #expect(cuts.tighten(&box), "seed \(seed)")
        for index in 0..<count {
          #expect(box.slots.least[index] <= slots[index] * (1 + 1e-9))
          #expect(box.slots.most[index] >= slots[index] * (1 - 1e-9))
          #expect(box.sums.least[index] <= sums[index] * (1 + 1e-9))
          #expect(box.sums.most[index] >= sums[index] * (1 - 1e-9))
        }
        compared += 1
        if box.sums.most.reduce(0, +) < before.sums.most.reduce(0, +) * 0.99 { shrunk += 1 }
      }
    }
    #expect(compared > 100)
    #expect(shrunk > 50)
  }

  @Test func aBoxBeyondWhatIsProvenIsEmpty() throws {
    let instance = try TinyInstances.make(seed: 1, servers: 6, blocks: 5)
    var bounds = try #require(FrontierBound(instance: instance))
    let found = try bounds.certify(
      [SlotGroup(weight: 1, count: 3)], .atMost(3), solver: try live(),
      deadline: Deadline(limit: nil))
    let cuts = RateCuts(count: 3, certificates: [try #require(found).certificate])
    var box = RateBox([10, 10, 10].map { $0 * bounds.fastestRate })
    #expect(!cuts.tighten(&box))
  }

  @Test(arguments: [0.3, 0.6, 0.8, 0.95])
  func withEqualSlotsDispatchIsErlangs(_ load: Double) throws {
    for division in divisions(4) {
      let jobs = DispatchBound.leastJobs(
        arrivalRate: 4 * load, rates: dispatch([1, 1, 1, 1], division), slowTime: nil)
      let exact = try #require(
        BirthDeathChain.meanResponse(deathRates: [1, 2, 3, 4], arrivalRate: 4 * load))
      #expect(jobs <= exact * 4 * load)
      #expect(jobs >= exact * 4 * load * (1 - 1e-6))
    }
  }

  /// A fast server and a slow one, where the best dispatch holds jobs back below some number of them.
  ///
  /// The optimum is found by value iteration over queues of up to 60 jobs.
  @Test(arguments: [0.5, 0.25, 0.1], [0.4, 0.8])
  func holdingJobsBackIsAllowed(_ slow: Double, _ arrivalRate: Double) {
    let most = 60
    var values = [[Double]](repeating: [0, 0], count: most + 1)
    var mean = 0.0
    let clock = arrivalRate + 1 + slow
    for _ in 0..<20_000 {
      // A job may begin on the slow server at any time.
      func value(_ z: Int, _ y: Int) -> Double {
        y == 0 && z > 0 ? min(values[z][0], values[z - 1][1]) : values[z][y]
      }
      var next = values
      for z in 0...most {
        for y in 0...1 {
          var sum = Double(z + y)
          sum += arrivalRate * value(min(z + 1, most), y)
          sum += z > 0 ? value(z - 1, y) : value(z, y)
          sum += slow * (y > 0 ? value(z, 0) : value(z, y))
          next[z][y] = sum / clock
        }
      }
      let base = next[0][0]
      mean = base * clock
      values = next.map { $0.map { $0 - base } }
    }
    let bound = DispatchBound.leastJobs(
      arrivalRate: arrivalRate, rates: dispatch([1, slow], [1]), slowTime: nil)
    #expect(bound <= mean * (1 + 1e-6))
    #expect(bound >= mean * (1 - 1e-2), "\(bound) for \(mean)")
  }

  @Test func noDesignRespondsFasterThanItsDispatchBound() throws {
    var compared = 0
    var above = 0
    for seed in 1...60 {
      let instance = try TinyInstances.make(seed: UInt64(seed), servers: 6, blocks: 5)
      for design in designs(of: instance, seed: UInt64(seed)).prefix(6) {
        let rates = slots(of: design)
        guard (3...12).contains(rates.count),
          let system = ChainSystem(of: design, instance: instance)
        else { continue }
        for load in [0.3, 0.5, 0.8] {
          let arrivalRate = load * design.totalRate
          guard case .solved(let exact) = ExactChain.solve(system, arrivalRate: arrivalRate) else {
            continue
          }
          let jobs = exact.meanResponse * arrivalRate * (1 + 1e-7)
          let bounds = try #require(ResponseBounds(of: design, arrivalRate: arrivalRate))
          for division in divisions(rates.count) {
            let found = DispatchBound.leastJobs(
              arrivalRate: arrivalRate, rates: dispatch(rates, division), slowTime: nil)
            #expect(found <= jobs, "seed \(seed)")
            if found > bounds.lower * arrivalRate * (1 + 1e-6) { above += 1 }
            compared += 1
          }
          // Fewer slots followed than there are.
          for count in 2..<rates.count {
            let found = DispatchBound.leastJobs(
              arrivalRate: arrivalRate,
              rates: dispatch(Array(rates.prefix(count)), count < 4 ? [1] : [1, count / 2]),
              slowTime: 1 / rates[count])
            #expect(found <= jobs, "seed \(seed), \(count) of \(rates.count) followed")
          }
          // The whole class of designs with no greater rates, with as many slots and with fewer followed.
          for count in 2...rates.count {
            let last = SlotClassBound(
              demand: SlotDemand(fewest: count, most: rates.count), arrivalRate: arrivalRate,
              fastestTime: 1 / rates[0], frontier: rates.runningSums, certificates: [])
            #expect(last.jobs <= jobs, "seed \(seed), \(count) of \(rates.count) in boxes")
          }
        }
      }
    }
    #expect(compared > 200)
    // Jobs that cannot move must show somewhere.
    #expect(above > 30)
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
        // Little time for each: what counts is that no design is below.
        try bounding.share(deadline: Deadline(limit: .seconds(1)), target: { .infinity }) {
          _, _, _ in
        }
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
