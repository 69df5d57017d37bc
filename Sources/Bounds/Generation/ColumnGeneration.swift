import LinearModels

/// What tells a column generation which columns its program misses, and what its duals prove.
///
/// The loop is the same everywhere (``generate(in:_:until:)``): the program is solved, its duals
/// are priced, and what improves it enters. A pricer knows one kind of column, evaluates the safe
/// bound at some prices and keeps the best one.
protocol ColumnPricer {
  /// What the duals of a program's rows stand for.
  associatedtype Prices: MixablePrices
  /// A column before it enters.
  associatedtype Candidate
  /// What the program is about beyond itself: the patterns found so far, which outlive it, or the
  /// node that it bounds.
  associatedtype Store

  /// The program that the columns are for.
  var master: LinearMaster { get }
  /// Programs solved.
  var rounds: Int { get set }
  /// Whether prices between the program's and the best ones so far are tried first.
  var isSmoothed: Bool { get }

  /// The prices that the duals of the rows stand for.
  func prices(_ rowDuals: [Double]) -> Prices

  /// Columns that improve the program and need no pricing, because they are known from elsewhere.
  func atHand(_ prices: Prices, _ store: Store) -> [Candidate]

  /// Evaluates the safe bound at some prices and takes note of it.
  ///
  /// - Parameters:
  ///   - trial: Where to evaluate.
  ///   - own: The program's own prices, which say what improves it.
  ///   - rowDuals: What these were made of.
  /// - Returns: The bound at the trial prices, and what improves the program.
  mutating func price(
    at trial: Prices, own: Prices, _ rowDuals: [Double], _ store: inout Store
  ) -> (bound: Double, improving: [Candidate])

  /// Those that the program does not have yet.
  mutating func missing(_ improving: [Candidate], _ store: inout Store) -> [Candidate]

  /// Takes note of columns that enter the program now, behind all others and in this order.
  mutating func enter(_ new: [Candidate], _ store: Store) -> [LiveColumn]
}

extension ColumnPricer {
  func atHand(_ prices: Prices, _ store: Store) -> [Candidate] { [] }
  func missing(_ improving: [Candidate], _ store: inout Store) -> [Candidate] { improving }
}

/// When a column generation ends, beside the end that it comes to by itself.
struct GenerationLimits {
  var deadline = Deadline(limit: nil)
  var stop: StopToken?
  /// A bound that is not above this is good enough, in jobs per second.
  var target = -Double.infinity
  /// A bound this close to the program's objective is good enough, relatively; nil where only the
  /// optimum is.
  var gap: Double?

  /// Rounds without a better bound after which column generation ends: with wrong duals it need not
  /// come to an end.
  static let mostIdle = 1_000
}

/// How a column generation ended, and the last solution that its program had.
struct GenerationEnd {
  enum Cause {
    /// The bound is not above the target.
    case target
    /// No column is missing, or the bound is as close to the objective as is asked for.
    case converged
    /// The time was up, a stop was asked for, or the bound stood still.
    case limit
    /// The backend had no answer.
    case silence
  }

  var cause: Cause
  var answer: UntrustedProgram.Answer?
}

extension ColumnPricer {
  /// Solves, prices and adds columns until the bound is good enough or a limit is hit.
  ///
  /// - Throws: Only what means a defect or a backend that is not there (`SolverError`).
  mutating func generate(
    in program: inout UntrustedProgram, _ store: inout Store, until limits: GenerationLimits
  ) throws -> GenerationEnd {
    var smoothing = DualSmoothing<Prices>()
    var end = GenerationEnd(cause: .limit)
    var idle = 0
    while idle <= GenerationLimits.mostIdle {
      guard let answer = try program.solve(timeLimit: limits.deadline.remaining) else {
        end.cause = .silence
        return end
      }
      rounds += 1
      idle += 1
      end.answer = answer
      let own = prices(answer.rowDuals)
      var new = atHand(own, store)
      if new.isEmpty {
        let best = smoothing.bound
        var improving: [Candidate] = []
        for trial in isSmoothed ? smoothing.trials(own) : [own] where improving.isEmpty {
          let priced = price(at: trial, own: own, answer.rowDuals, &store)
          smoothing.note(priced.bound, at: trial)
          improving = priced.improving
        }
        if smoothing.bound < best { idle = 0 }
        if smoothing.bound <= limits.target {
          end.cause = .target
          return end
        }
        new = missing(improving, &store)
        let distance = smoothing.bound - master.rate(ofObjective: answer.objective)
        if new.isEmpty || limits.gap.map({ distance <= $0 * smoothing.bound }) == true {
          end.cause = .converged
          return end
        }
      }
      if limits.deadline.isOver(or: limits.stop) { return end }
      try program.add(enter(new, store))
    }
    return end
  }
}

/// Prices of which there is something between.
protocol MixablePrices {
  /// `share` of these and the rest of the others.
  func mixed(_ share: Double, with other: Self) -> Self
}

extension MasterDuals: MixablePrices {}

/// Prices between those of the program and the best ones so far.
///
/// The duals of a degenerate program jump about; prices in between give better bounds and better
/// columns (Wentges: Weighted Dantzig–Wolfe decomposition, 1997).
private struct DualSmoothing<Prices: MixablePrices> {
  private var centre: Prices?
  /// The best bound so far.
  private(set) var bound = Double.infinity

  /// Weight of the best prices so far.
  private static var weight: Double { 0.8 }

  /// Where to price, one after the other until something improves the program: in between first.
  func trials(_ own: Prices) -> [Prices] {
    guard let centre else { return [own] }
    return [centre.mixed(Self.weight, with: own), own]
  }

  /// Takes note of the bound at some prices.
  mutating func note(_ bound: Double, at prices: Prices) {
    guard bound < self.bound else { return }
    self.bound = bound
    centre = prices
  }
}
