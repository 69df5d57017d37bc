import LinearModels
import SolverConformance
import SolverTestSupport
import Synchronization
import Testing

@Suite("Limits and gaps")
struct LimitTests {
  /// Nodes after which every backend has a point of the market split, and far from all that the
  /// proof takes.
  private static let nodesToAPoint = 1000
  /// Only against a solve that hangs: no end may depend on it.
  private static let guardTime = Duration.seconds(600)

  /// The start is a point however slow the machine is; what is found within a time is its affair.
  @Test(arguments: Backend.all)
  func timeLimitWithPoint(backend: Backend) throws {
    let model = HardModel.marketSplit()
    let outcome = try backend.solver.solve(
      model,
      SolveParameters(timeLimit: .milliseconds(700), start: HardModel.marketSplitStart(model)))
    #expect(outcome.termination == .timeLimit, "\(outcome.solverWords)")
    let objective = try #require(outcome.objective)
    if let bound = outcome.bound {
      #expect(bound <= objective)
      #expect(bound >= -1e-6)
    }
  }

  @Test(arguments: Backend.all)
  func nodeLimitWithPoint(backend: Backend) throws {
    let outcome = try backend.solver.solve(
      HardModel.marketSplit(), SolveParameters(nodeLimit: Self.nodesToAPoint))
    #expect(outcome.termination == .nodeLimit, "\(outcome.solverWords)")
    let objective = try #require(outcome.objective)
    let bound = try #require(outcome.bound)
    #expect(bound <= objective)
    // The optimum is a whole number from 0; the relaxation's is 0.
    #expect(bound >= -1e-6)
    #expect(try #require(outcome.gap) > 0)
  }

  @Test(arguments: Backend.all)
  func nodeLimitWithPointWhileMaximising(backend: Backend) throws {
    var model = HardModel.marketSplit()
    model.sense = .maximize
    model.objective = -model.objective + 1000
    let outcome = try backend.solver.solve(
      model, SolveParameters(nodeLimit: Self.nodesToAPoint))
    #expect(outcome.termination == .nodeLimit)
    let objective = try #require(outcome.objective)
    let bound = try #require(outcome.bound)
    #expect(bound >= objective)
    #expect(bound <= 1000 + 1e-6)
  }

  @Test(arguments: Backend.all)
  func timeLimitWithoutPoint(backend: Backend) throws {
    let outcome = try backend.solver.solve(
      HardModel.exactMarketSplit(), SolveParameters(timeLimit: .milliseconds(500)))
    #expect(outcome.termination == .timeLimit, "\(outcome.solverWords)")
    #expect(outcome.point == nil)
    #expect(outcome.objective == nil)
    #expect(outcome.gap == nil)
    if let bound = outcome.bound { #expect(bound <= 1) }
  }

  @Test(arguments: Backend.all)
  func noTimeAtAll(backend: Backend) throws {
    let outcome = try backend.solver.solve(
      HardModel.marketSplit(), SolveParameters(timeLimit: .zero))
    #expect(outcome.termination == .timeLimit, "\(outcome.solverWords)")
    if let bound = outcome.bound { #expect(bound <= 20) }
  }

  @Test(arguments: Backend.all)
  func nodeLimit(backend: Backend) throws {
    let outcome = try backend.solver.solve(HardModel.marketSplit(), SolveParameters(nodeLimit: 20))
    #expect(outcome.termination == .nodeLimit, "\(outcome.solverWords)")
    #expect(try #require(outcome.nodes) <= 200)
  }

  @Test(arguments: Backend.all)
  func stopAtTheGapIsNotOptimal(backend: Backend) throws {
    var model = HardModel.marketSplit(rows: 3, columns: 30)
    model.objective += 60
    let outcome = try backend.solver.solve(
      model, SolveParameters(timeLimit: Self.guardTime, relativeGap: 0.5))
    #expect(outcome.termination == .gapReached, "\(outcome.solverWords)")
    let reached = try #require(outcome.gap)
    #expect(reached <= 0.5)
    #expect(reached > 1e-6)
  }

  @Test(arguments: Backend.all, Array(stride(from: 0, to: 400, by: 20)))
  func optimalMeansOptimalWithAGapAllowed(backend: Backend, firstSeed: Int) throws {
    for seed in firstSeed..<firstSeed + 20 {
      let random = RandomModel(seed: seed)
      let outcome = try backend.solver.solve(random.model, SolveParameters(relativeGap: 0.3))
      guard let best = random.bestByEnumeration() else {
        #expect(outcome.termination == .infeasible, "seed \(seed)")
        continue
      }
      let objective = try #require(outcome.objective)
      let bound = try #require(outcome.bound)
      let lead = random.model.sense == .minimize ? best - bound : bound - best
      #expect(lead >= -1e-9 * max(1, abs(best)), "seed \(seed): bound \(bound), best \(best)")
      if outcome.termination == .optimal {
        #expect(agree(objective, best), "seed \(seed): \(objective), best \(best)")
      } else {
        #expect(outcome.termination == .gapReached)
        #expect(try #require(outcome.gap) <= 0.3 + 1e-9, "seed \(seed)")
      }
    }
  }

  @Test(arguments: Backend.all)
  func gapThatIsNotNeededEndsOptimal(backend: Backend) throws {
    var model = Model(sense: .maximize)
    let x = model.addVariable(upper: 7, kind: .integer)
    model.objective = LinearExpression(x)
    let outcome = try backend.solver.solve(model, SolveParameters(relativeGap: 0.1))
    #expect(outcome.objective == 7)
    #expect([.optimal, .gapReached].contains(outcome.termination))
  }

  @Test(arguments: Backend.all.filter { $0.solver.capabilities.stopsOnRequest })
  func stopTokenEndsARunningSolve(backend: Backend) throws {
    let stop = StopToken()
    // Progress comes from within the solve, so it is running when the stop is asked for.
    let outcome = try backend.solver.solve(
      HardModel.marketSplit(),
      SolveParameters(timeLimit: Self.guardTime, stop: stop) { progress in
        if progress.incumbent != nil { stop.requestStop() }
      })
    #expect(outcome.termination == .interrupted)
    #expect(outcome.point != nil)
    #expect(outcome.bound != nil)
  }

  @Test(arguments: Backend.all)
  func stopTokenBeforeTheSolve(backend: Backend) throws {
    let stop = StopToken()
    stop.requestStop()
    let outcome = try backend.solver.solve(HardModel.marketSplit(), SolveParameters(stop: stop))
    #expect(outcome.termination == .interrupted)
    #expect(outcome.point == nil)
  }

  @Test(arguments: Backend.all.filter { $0.solver.capabilities.reportsProgress })
  func progressIsMonotone(backend: Backend) throws {
    let reports = Mutex<[SolveProgress]>([])
    let outcome = try backend.solver.solve(
      HardModel.marketSplit(),
      SolveParameters(nodeLimit: Self.nodesToAPoint) { progress in
        reports.withLock { $0.append(progress) }
      })
    let seen = reports.withLock { $0 }
    let incumbents = seen.compactMap(\.incumbent)
    #expect(!incumbents.isEmpty)
    #expect(neverRises(incumbents), "\(incumbents)")
    #expect(agree(incumbents.last, outcome.objective))
    #expect(seen.compactMap(\.bound).allSatisfy { $0 <= (outcome.objective ?? 0) + 1e-6 })
  }

  @Test(arguments: Backend.all.filter { $0.solver.capabilities.usesThreads })
  func twoThreadsInOneSolve(backend: Backend) throws {
    let model = HardModel.marketSplit(rows: 2, columns: 14)
    let one = try backend.solver.solve(model)
    let reports = Mutex<[SolveProgress]>([])
    let two = try backend.solver.solve(
      model, SolveParameters(threads: 2) { progress in reports.withLock { $0.append(progress) } })
    #expect(two.termination == .optimal)
    #expect(agree(one.objective, two.objective))
    let incumbents = reports.withLock { $0 }.compactMap(\.incumbent)
    #expect(!incumbents.isEmpty)
    #expect(neverRises(incumbents), "\(incumbents)")
    #expect(agree(incumbents.last, two.objective))
  }
}

/// Whether no value is greater than the one before it, but for the rounding in which an incumbent
/// is told again.
private func neverRises(_ values: [Double]) -> Bool {
  zip(values, values.dropFirst()).allSatisfy { $1 <= $0 + 1e-9 * max(1, abs($0)) }
}
