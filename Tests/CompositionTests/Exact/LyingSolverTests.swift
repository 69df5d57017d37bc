import CompositionTestSupport
import Foundation
import LinearModels
import ServerChains
import Testing

@testable import Bounds
@testable import Composition

/// Composition believes no backend: whatever it says, an answer is right or says that it is not
/// proven.
@Suite struct LyingSolverTests {
  /// Instances of a run.
  private static let count =
    ProcessInfo.processInfo.environment["CHAINWRIGHT_LIES"].flatMap { Int($0) } ?? 200
  private static let parts = 8
  private static let ofPrograms = Lie.allCases.filter { !$0.isOfModels }

  @Test(arguments: 0..<parts)
  func noLieMakesAnAnswerFalse(_ part: Int) throws {
    var tally = LieTally()
    for number in stride(from: part, to: Self.count, by: Self.parts) {
      let seed = UInt64(number + 1)
      let truth = try SmallTruth(
        seed: seed, sizes: number % 20 == 7 ? [(3, 4), (4, 3)] : SmallTruth.usualSizes)
      let liar = Self.liar(number)
      try ask(truth, liar, &tally)
      tally.count(liar.conscience.told)
    }
    #expect(tally.right > 0)
    print("lies, part \(part): \(tally)")
  }

  /// Liars in turn: with one lie always or now and then, and with all of them, seldom or often.
  private static func liar(_ number: Int, among all: [Lie] = Lie.allCases) -> LyingSolver {
    let base: any LiveProgramSolver = number % 3 == 0 ? Backend.cbcLive : Backend.glpkLive
    let kind = number % (2 * all.count + 4)
    let seed = UInt64(number) &* 0x9E37_79B9
    if kind < 2 * all.count {
      return LyingSolver(base, lies: [all[kind / 2]], chance: kind % 2 == 0 ? 1 : 0.3, seed: seed)
    }
    let chance = [0.05, 0.1, 0.3, 0.7][kind - 2 * all.count]
    return LyingSolver(base, lies: all, chance: chance, seed: seed)
  }

  /// What is proven of response times when a backend lies: nothing below the best of all placements
  /// and capacities.
  @Test func noLieMakesABoundOfResponseTimesFalse() throws {
    var tally = LieTally()
    var compared = 0
    for number in 0..<max(40, Self.count / 20) {
      let truth = try SmallTruth(seed: UInt64(number + 1), sizes: [(2, 2), (2, 3)])
      let (instance, arrivalRate) = (truth.instance, truth.required / 2)
      guard let most = truth.frontier.last, instance.maximumSlots <= 7 else { continue }
      let least =
        most > arrivalRate
        ? BruteForce(instance: instance).leastResponse(arrivalRate: arrivalRate) : nil
      let liar = Self.liar(number, among: Self.ofPrograms)
      tally.check("\(instance.name), response", least, of: instance) {
        var options = Self.options(liar)
        options.endLimit = 0
        return try ExactComposition(instance: instance, options: options).response()
      }
      tally.count(liar.conscience.told)
      compared += 1
    }
    #expect(compared > 10)
    #expect(tally.lies > 100)
    print("lies, response: \(tally)")
  }

  /// Bounds of instances whose patterns are not enumerated, by branching on regions and over listed
  /// patterns.
  @Test func noLieMakesATightenedBoundFalse() throws {
    var (tally, gains) = (LieTally(), 0)
    for number in 0..<max(48, Self.count / 20) {
      let truth = try SmallTruth(seed: UInt64(number + 1), sizes: [(3, 3), (3, 4), (4, 3)])
      let slots = min(2 + number % 3, truth.frontier.count)
      guard slots > 0, let bounds = FrontierBound(instance: truth.instance) else { continue }
      let liar = Self.liar(number, among: Self.ofPrograms)
      var work = BoundTightening(bounds: bounds, solver: liar, stop: nil)
      let deadline = Deadline(limit: nil)
      // Nothing is known of plans, so that there is something to do.
      let known = 0.9 * truth.frontier[slots - 1]
      let rest = try work.begin(slots: slots, deadline: deadline)
      var bound = rest
      try work.scan(
        slots: slots, rest: rest, fewer: nil, deadline: deadline, incumbent: { known },
        report: { bound = min(bound, $0) })
      try work.branch(
        fewer: nil, deadline: deadline, incumbent: { known }, report: { bound = min(bound, $0) })
      #expect(
        bound >= truth.frontier[slots - 1] * (1 - 1e-9),
        "\(truth.instance.name), \(slots) slots, \(liar.conscience.lies)")
      if bound < rest * (1 - 1e-6) { gains += 1 }
      tally.count(liar.conscience.told)
    }
    #expect(gains > 5)
    #expect(tally.lies > 500)
    print("lies, tightened: \(tally)")
  }

  private static func options(_ solver: any Solver) -> ExactOptions {
    var options = ExactOptions(solver: solver, threads: 1)
    options.searchEffort = 0.002
    options.searchRounds = 1
    return options
  }

  private func ask(_ truth: SmallTruth, _ liar: LyingSolver, _ tally: inout LieTally) throws {
    var options = Self.options(liar)
    let (instance, frontier) = (truth.instance, truth.frontier)
    let exact = ExactComposition(instance: instance, options: options)
    let points = min(5, max(1, frontier.count))
    func check(_ question: String, _ value: Double?, _ answer: () throws -> ExactAnswer) {
      tally.check("\(instance.name), \(question)", value, of: instance, answer)
    }
    func checkFrontier(_ name: String, _ exact: ExactComposition) {
      do {
        for point in try exact.frontier(slots: Array(1...points)) {
          let value = frontier.isEmpty ? nil : frontier[point.slots - 1]
          check("\(name), V_\(point.slots)", value) { point.answer }
        }
      } catch {
        tally.note(error, "\(instance.name), \(name)")
      }
    }
    checkFrontier("frontier", exact)
    check("rate", frontier.last) { try exact.rate() }
    check("slots", truth.fewest(frontier)) { try exact.slots() }
    let onPlacement = truth.ratesOnPlacement
    for question in [Question.cache, .slots] {
      let value =
        question == .slots
        ? truth.fewest(onPlacement) : onPlacement.last.flatMap { $0 > 0 ? $0 : nil }
      check("\(question.rawValue) on a placement", value) {
        try exact.allocation(on: truth.placement, question: question)
      }
    }
    check("disjoint", truth.fewestChains) {
      try exact.disjointChains(reservation: truth.reservation)
    }
    // The pattern MILP alone, and no pattern enumerated.
    options.solver = WithoutLivePrograms(base: liar)
    checkFrontier("MILP", ExactComposition(instance: instance, options: options))
    options.solver = liar
    options.columnLimit = 1
    let few = ExactComposition(instance: instance, options: options)
    check("rate, bounds alone", frontier.last) { try few.rate() }
    check("slots, bounds alone", truth.fewest(frontier)) { try few.slots() }
  }
}

/// What became of the answers of a liar.
struct LieTally: CustomStringConvertible {
  private(set) var right = 0
  private(set) var unproven = 0
  private(set) var faults = 0
  private var told: [Lie: Int] = [:]

  var lies: Int { told.values.reduce(0, +) }

  mutating func count(_ told: [Lie: Int]) { self.told.merge(told, uniquingKeysWith: +) }

  var description: String {
    let lies = told.sorted { $0.key.rawValue < $1.key.rawValue }
      .map { "\($0.key.rawValue) \($0.value)" }.joined(separator: ", ")
    return "\(right) right, \(unproven) unproven, \(faults) faults; \(lies)"
  }

  /// An answer against the truth, nil where there is no plan.
  mutating func check(
    _ words: String, _ truth: Double?, of instance: Instance, _ body: () throws -> ExactAnswer
  ) {
    do {
      let answer = try body()
      // Throws where the verifier finds a broken rule.
      if answer.design != nil { _ = try answer.plan(for: instance) }
      check(answer, truth, words)
    } catch {
      note(error, words)
    }
  }

  /// A fault of the backend is an answer of a kind; anything else is a defect.
  mutating func note(_ error: any Error, _ words: String) {
    if case SolverError.fault = error {
      faults += 1
    } else {
      Issue.record("\(words): \(error)")
    }
  }

  private mutating func check(_ answer: ExactAnswer, _ truth: Double?, _ words: String) {
    let words = "\(words): \(answer.value ?? -1), \(answer.bound ?? -1), \(answer.termination)"
    switch answer.termination {
    case .optimal, .gapReached, .infeasible: right += 1
    case .heuristic, .timeLimit, .nodeLimit, .interrupted: unproven += 1
    }
    guard let truth else {
      #expect(answer.design == nil, "\(words), but there is no plan")
      #expect(answer.termination != .optimal && answer.termination != .gapReached, "\(words)")
      return
    }
    let tolerance = 1e-9 * truth
    #expect(answer.termination != .infeasible, "\(words), true \(truth)")
    let isMaximized = answer.question.isMaximized
    if let value = answer.value {
      let excess = isMaximized ? value - truth : truth - value
      #expect(excess <= tolerance, "\(words), true \(truth)")
      if answer.termination == .optimal {
        #expect(excess >= -2 * tolerance, "\(words), true \(truth)")
      }
    } else {
      #expect(answer.termination != .optimal, "\(words)")
    }
    if let bound = answer.bound {
      let distance = isMaximized ? bound - truth : truth - bound
      #expect(distance >= -tolerance, "\(words), true \(truth)")
    }
  }
}
