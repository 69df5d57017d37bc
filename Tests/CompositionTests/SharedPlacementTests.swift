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
  func withEqualSlotsJobsAreErlangs(_ load: Double) throws {
    let jobs = FastestFirstBound.leastJobs(
      RateBox([1, 1, 1, 1]), later: [], arrivalRate: 4 * load)
    let exact = try #require(
      BirthDeathChain.meanResponse(deathRates: [1, 2, 3, 4], arrivalRate: 4 * load))
    #expect(jobs <= exact * 4 * load)
    #expect(jobs >= exact * 4 * load * (1 - 1e-6))
  }

  /// Slots of a design and what JFFC's exact chain makes of them.
  private struct Served {
    let rates: [Double]
    let arrivalRate: Double
    let jobs: Double
  }

  /// - Parameter slowest: The least rate; the greatest is 1.
  private func served(_ count: Int, slowest: Double) -> [Served] {
    var random = SeededGenerator(seed: 11)
    return (0..<count).compactMap { _ in
      let number = 2 + random.integer(below: 6)
      let rates = (0..<number).map { _ in
        slowest + (1 - slowest) * random.uniform() * random.uniform()
      }.sorted(by: >)
      let arrivalRate = rates.reduce(0, +) * (0.1 + 0.8 * random.uniform())
      let system = ChainSystem(rates: rates.map { ($0, 1) })
      guard case .solved(let exact) = ExactChain.solve(system, arrivalRate: arrivalRate) else {
        return nil
      }
      return Served(rates: rates, arrivalRate: arrivalRate, jobs: exact.meanJobs)
    }
  }

  /// A box with some rates in it, up to `width` away.
  private func box(
    around rates: [Double], width: Double, _ random: inout SeededGenerator
  ) -> RateBox {
    var box = RateBox(rates)
    for index in rates.indices {
      box.slots.least[index] /= 1 + width * random.uniform()
      box.slots.most[index] *= 1 + width * random.uniform()
      box.sums.least[index] /= 1 + width * random.uniform()
      box.sums.most[index] *= 1 + width * random.uniform()
    }
    _ = box.shape()
    return box
  }

  @Test(arguments: [0.05, 0.5])
  func jobsInClosedFormAreNoMoreThanTheExactChains(_ slowest: Double) {
    var random = SeededGenerator(seed: 5)
    var worst = 0.0
    for served in served(300, slowest: slowest) {
      let jobs = FastestFirstBound.leastJobs(
        RateBox(served.rates), later: [], arrivalRate: served.arrivalRate)
      #expect(jobs <= served.jobs * (1 + 1e-9), "\(served)")
      worst = max(worst, 1 - jobs / served.jobs)
      let wide = box(around: served.rates, width: 0.3, &random)
      let most = FastestFirstBound.leastJobs(wide, later: [], arrivalRate: served.arrivalRate)
      #expect(most <= jobs * (1 + 1e-9), "\(served)")
      // As designs with more slots than are in the box.
      for count in 1..<served.rates.count {
        let later = Array(served.rates.runningSums[count...])
        let open = FastestFirstBound.leastJobs(
          RateBox(Array(served.rates.prefix(count))), later: later,
          arrivalRate: served.arrivalRate)
        #expect(open <= jobs * (1 + 1e-9), "\(served), \(count) in the box")
      }
    }
    // A slot so slow that waiting would be better makes JFFC worse than is said here.
    if slowest == 0.5 { #expect(worst < 0.02) }
  }

  /// Where there are more jobs than the goal a line may say anything.
  @Test func linesAreBelowTheExactChainsJobs() {
    var random = SeededGenerator(seed: 6)
    var compared = 0
    var near = 0
    for served in served(300, slowest: 0.05) {
      let count = served.rates.count
      for (width, followed) in [(0.01, count), (0.3, count), (1.5, count), (0.3, count - 1)] {
        let wide = box(around: Array(served.rates.prefix(followed)), width: width, &random)
        let point = wide.slots.least.indices.map {
          let share = random.uniform()
          return share * wide.slots.least[$0] + (1 - share) * wide.slots.most[$0]
        }
        for share in [0.7, 1, 1.4] {
          let goal = share * served.jobs
          guard
            let lines = RateLines(
              wide, later: Array(served.rates.runningSums[followed...]),
              arrivalRate: served.arrivalRate, goal: goal)
          else { continue }
          let line = lines.line(at: point)
          let value = zip(line.weights, served.rates).reduce(line.constant) { $0 - $1.0 * $1.1 }
          #expect(min(goal, value) <= served.jobs * (1 + 1e-9), "\(served), goal \(goal)")
          compared += 1
          if width == 0.01, share == 1, value > 0.95 * served.jobs { near += 1 }
        }
      }
    }
    #expect(compared > 1500)
    #expect(near > 100)
  }

  @Test func noDesignRespondsFasterThanItsClosedForm() throws {
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
          let found = FastestFirstBound.leastJobs(
            RateBox(rates), later: [], arrivalRate: arrivalRate)
          #expect(found <= jobs, "seed \(seed)")
          #expect(found >= bounds.lower * arrivalRate * (1 - 1e-9), "seed \(seed)")
          if found > bounds.lower * arrivalRate * (1 + 1e-6) { above += 1 }
          compared += 1
          // The whole class of designs with no greater rates, with as many slots and with fewer in boxes.
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
