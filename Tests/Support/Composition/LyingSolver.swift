import LinearModels
import ServerChains
import SolverTestSupport
import Synchronization

/// What a backend may say that is not so.
package enum Lie: String, CaseIterable, Sendable {
  // Of a model.
  case infeasibleModel
  case unboundedModel
  /// A worse point, or none, and a bound between it and the truth.
  case tightBound
  /// A feasible point that is not the best, called optimal, with a bound that agrees.
  case secondBest
  case boundWithoutPoint
  case nonsensePoint
  case earlyEnd
  case breakdown
  // Of a live linear program.
  case noisyDuals
  case scaledDuals
  case flippedDuals
  case noDuals
  case nonsenseDuals
  case infeasibleProgram
  case wrongValues
  case earlyProgramEnd
  case programBreakdown

  package var isOfModels: Bool {
    switch self {
    case .infeasibleModel, .unboundedModel, .tightBound, .secondBest, .boundWithoutPoint,
      .nonsensePoint, .earlyEnd, .breakdown:
      true
    default: false
    }
  }
}

/// A backend that lies by seed: each call is answered with one of some lies by some chance.
package struct LyingSolver: LiveSolverWrapper {
  package let base: any Solver
  package let conscience: Conscience

  package init(_ base: any LiveProgramSolver, lies: [Lie], chance: Double, seed: UInt64) {
    self.base = base
    conscience = Conscience(lies: lies, chance: chance, seed: seed)
  }

  package func answer(
    _ model: Model, _ parameters: SolveParameters
  ) throws(SolverError) -> SolverAnswer {
    guard let lie = conscience.lie(ofModels: true) else {
      return try base.answer(model, parameters)
    }
    func claim(
      _ termination: Termination, _ values: [Double]? = nil, bound: Double? = nil
    ) -> SolverAnswer {
      SolverAnswer(termination: termination, values: values, bound: bound, solverWords: "lies")
    }
    switch lie {
    case .infeasibleModel: return claim(.infeasible)
    case .unboundedModel:
      return claim(conscience.chance(0.5) ? .unbounded : .infeasibleOrUnbounded)
    case .earlyEnd: return claim(conscience.chance(0.5) ? .timeLimit : .interrupted)
    case .breakdown: throw .fault("the backend broke down")
    default: break
    }
    let honest = try base.answer(model, parameters)
    guard let best = honest.values else { return honest }
    let optimum = model.objective.value(at: best)
    let away = model.sense == .maximize ? -1.0 : 1.0
    switch lie {
    case .boundWithoutPoint:
      return claim(
        conscience.chance(0.5) ? .nodeLimit : .optimal,
        bound: optimum + away * conscience.number(in: 0...1) * max(1, abs(optimum)))
    case .nonsensePoint: return claim(.optimal, nonsense(best), bound: optimum)
    default: break
    }
    guard let worse = try worsePoint(model, optimum: optimum, away: away) else { return honest }
    let value = model.objective.value(at: worse)
    if lie == .secondBest { return claim(.optimal, worse, bound: value) }
    return claim(
      conscience.chance(0.5) ? .gapReached : .timeLimit, conscience.chance(0.7) ? worse : nil,
      bound: value + conscience.number(in: 0...0.9) * (optimum - value))
  }

  /// The best of the points that are worse than the best, nil where there are none.
  private func worsePoint(
    _ model: Model, optimum: Double, away: Double
  ) throws(SolverError) -> [Double]? {
    var model = model
    let limit = optimum + away * 1e-3 * max(1, abs(optimum)) - model.objective.constant
    var objective = model.objective
    objective.constant = 0
    model.addRow(
      nil, lower: away > 0 ? limit : -.infinity, upper: away > 0 ? .infinity : limit, objective)
    return try base.answer(model, SolveParameters()).values
  }

  private func nonsense(_ values: [Double]) -> [Double] {
    switch conscience.choice(of: 4) {
    case 0: values.map { _ in .nan }
    case 1: values.map { $0 + 1 }
    case 2: Array(values.dropLast())
    default: values.map { $0 + 0.5 }
    }
  }

  package func wrap(_ program: any LiveProgram) throws(SolverError) -> any LiveProgram {
    if conscience.lies.contains(.programBreakdown), conscience.chance(0.05) {
      conscience.note(.programBreakdown)
      throw .fault("the backend broke down")
    }
    return LyingProgram(base: program, conscience: conscience)
  }
}

/// The linear program of a backend that lies.
private struct LyingProgram: ProgramWrapper {
  var base: any LiveProgram
  let conscience: Conscience

  mutating func solve(timeLimit: Duration?) throws(SolverError) -> LiveAnswer {
    var answer = try base.solve(timeLimit: timeLimit)
    guard let lie = conscience.lie(ofModels: false) else { return answer }
    func nothing(_ termination: Termination) -> LiveAnswer {
      LiveAnswer(termination: termination, objective: 0, values: [], rowDuals: [])
    }
    switch lie {
    case .noisyDuals:
      let size = [1e-6, 1e-3, 0.1, 10][conscience.choice(of: 4)]
      answer.rowDuals = answer.rowDuals.map { $0 + conscience.number(in: -size...size) }
    case .scaledDuals:
      let factor = [0.5, 2, 100, 1 - 1e-6][conscience.choice(of: 4)]
      answer.rowDuals = answer.rowDuals.map { factor * $0 }
    case .flippedDuals: answer.rowDuals = answer.rowDuals.map { -$0 }
    case .noDuals:
      answer.rowDuals = conscience.chance(0.5) ? [] : answer.rowDuals.map { _ in 0 }
    case .nonsenseDuals: answer.rowDuals = nonsense(answer.rowDuals)
    case .infeasibleProgram: return nothing(conscience.chance(0.8) ? .infeasible : .unbounded)
    case .earlyProgramEnd: return nothing(.timeLimit)
    case .programBreakdown: throw .fault("the backend broke down")
    default:
      answer.objective = [-1, 0, 1e300, .nan, .infinity][conscience.choice(of: 5)]
      answer.values = nonsense(answer.values)
    }
    return answer
  }

  private func nonsense(_ figures: [Double]) -> [Double] {
    switch conscience.choice(of: 5) {
    case 0: figures + [1, 1]
    case 1: Array(figures.dropLast(1 + figures.count / 2))
    case 2: figures.map { _ in conscience.number(in: 0...3) }
    default:
      figures.map { figure in
        let odd = [.nan, .infinity, -.infinity, 1e300, -1e300, 1e30, 1e7, -1]
        return conscience.chance(0.5) ? odd[conscience.choice(of: odd.count)] : figure
      }
    }
  }
}

/// What a liar draws from, and the lies told.
package final class Conscience: Sendable {
  private struct State {
    var random: SplitMix64
    var told: [Lie: Int] = [:]
  }

  package let lies: [Lie]
  private let rate: Double
  private let state: Mutex<State>

  package init(lies: [Lie], chance: Double, seed: UInt64) {
    self.lies = lies
    rate = chance
    state = Mutex(State(random: SplitMix64(seed: seed)))
  }

  package var told: [Lie: Int] { state.withLock { $0.told } }

  package func number(in range: ClosedRange<Double>) -> Double {
    let unit = state.withLock { Double($0.random.next() >> 11) * 0x1p-53 }
    return range.lowerBound + unit * (range.upperBound - range.lowerBound)
  }

  package func chance(_ share: Double) -> Bool { number(in: 0...1) < share }

  package func choice(of count: Int) -> Int {
    min(count - 1, Int(number(in: 0...1) * Double(count)))
  }

  /// The lie for a call; nil where the truth is told.
  package func lie(ofModels: Bool) -> Lie? {
    let fitting = lies.filter { $0.isOfModels == ofModels }
    guard !fitting.isEmpty, chance(rate) else { return nil }
    let lie = fitting[choice(of: fitting.count)]
    note(lie)
    return lie
  }

  package func note(_ lie: Lie) { state.withLock { $0.told[lie, default: 0] += 1 } }
}
