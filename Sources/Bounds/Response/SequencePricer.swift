import LinearModels
import ServerChains

/// A column of ``SequenceMaster``.
enum SequenceColumn {
  case pattern(Pattern)
  case sequence(SlotSequence)
}

/// Prices patterns and sequences of slots for the program of the best prices.
///
/// What some prices prove takes a dynamic program over slots; here a local search stands for it,
/// which finds the least as a rule and can only be above it. So the bound of a step is an estimate,
/// and what it comes to is evaluated at the end.
struct SequencePricer: ColumnPricer {
  typealias Candidate = SequenceColumn

  private let sequenceMaster: SequenceMaster
  private let search: SequenceSearch
  private let region: DesignRegion?
  /// Every pattern of the designs in question found so far.
  private var pool: [Pattern]
  private var taken: Set<[Hop]> = []
  private var columns: [SequenceColumn] = []
  private var sequences: [SlotSequence] = []
  var rounds = 0
  let isSmoothed = true

  /// The best prices so far.
  private(set) var best: (certificate: LevelCertificate, estimate: Double, times: [Double])?

  /// Columns added in one round.
  private static let mostPatterns = 40
  /// Sequences that the local search begins with.
  private static let mostStarts = 6
  /// Improvements below this, in units of the objective, are none.
  private static let leastGain = 1e-7

  /// - Parameters:
  ///   - region: The designs in question; nil for all of them.
  ///   - pool: Patterns of these designs that are known.
  init(
    _ master: SequenceMaster, _ search: SequenceSearch, region: DesignRegion?, pool: [Pattern]
  ) {
    sequenceMaster = master
    self.search = search
    self.region = region
    self.pool = pool
  }

  var master: LinearMaster { sequenceMaster.base }

  /// What a unit of prices counts, in jobs.
  var scale: Double { sequenceMaster.unit * master.fastestTime }

  /// The bound in the terms of the program at so many jobs, in jobs per second.
  func bound(ofJobs jobs: Double) -> Double {
    master.rate(ofObjective: sequenceMaster.objective(ofJobs: jobs))
  }

  /// Columns that were of use elsewhere.
  mutating func begin(_ patterns: [Pattern], _ sequences: [SlotSequence]) -> [LiveColumn] {
    let new = patterns.filter { taken.insert($0.parts).inserted }
    return added(new.map { .pattern($0) } + sequences.map { .sequence($0) })
  }

  func prices(_ rowDuals: [Double]) -> MasterDuals { master.duals(rowDuals) }

  mutating func price(
    at trial: MasterDuals, own: MasterDuals, _ rowDuals: [Double], _ bounds: inout FrontierBound
  ) -> (bound: Double, improving: [SequenceColumn]) {
    let (certificate, patterns) = bounds.levelCertificate(at: trial, master, in: region)
    let before = bounds.patterns.count
    bounds.add(patterns)
    pool += bounds.patterns[before...]
    let times = sequenceMaster.times
    let curve = PaymentCurve(
      FastestFirstProgram.Payment(hull: certificate.hull, scale: scale),
      from: times[0], to: times[times.count - 1])
    let payment = sequenceMaster.payment(rowDuals)
    let starts = starts(payment)
    let tried = starts.map { search.least(from: $0, curve) }
    var estimate = 0.0
    if let least = tried.min(by: { $0.cost < $1.cost }), least.cost < .infinity {
      estimate = least.cost - scale * certificate.paid(by: search.counts.upperBound)
      if estimate > best?.estimate ?? 0 { best = (certificate, estimate, least.times) }
    }
    let found = (tried + starts.map { search.least(from: $0, payment) }).map(\.times)
    return (bound(ofJobs: estimate), better(own, rowDuals) + missing(found, payment, rowDuals))
  }

  /// The sequences of the program that cost least, and the best one so far.
  private func starts(_ payment: PaymentCurve) -> [[Double]] {
    let costs = sequences.map { search.cost($0, payment) }
    let order = sequences.indices.sorted { (costs[$0], $0) < (costs[$1], $1) }
    let starts = order.prefix(Self.mostStarts).map { sequences[$0].times }
    return best.map { starts + [$0.times] } ?? starts
  }

  /// Sequences that cost less than the program's.
  private func missing(
    _ found: [[Double]], _ payment: PaymentCurve, _ rowDuals: [Double]
  ) -> [SequenceColumn] {
    let most = sequenceMaster.least(rowDuals) - Self.leastGain * sequenceMaster.unit
    var new: [SlotSequence] = []
    for times in found {
      let sequence = SlotSequence(times: times, jobs: search.jobs(times))
      guard search.cost(sequence, payment) < most, !sequences.contains(sequence),
        !new.contains(sequence)
      else { continue }
      new.append(sequence)
    }
    return new.map { .sequence($0) }
  }

  /// The best patterns that the program misses.
  private func better(_ own: MasterDuals, _ rowDuals: [Double]) -> [SequenceColumn] {
    let prices = own.prices
    let found = pool.indices.compactMap { index -> (reduced: Double, pattern: Int)? in
      let paid = sequenceMaster.payment(of: pool[index], rowDuals) / master.fastestTime
      let reduced = prices.rest(of: paid - own.slotPrice, after: pool[index])
      guard reduced > 1e-9 / master.fastestTime, !taken.contains(pool[index].parts) else {
        return nil
      }
      return (reduced, index)
    }.sorted { ($1.reduced, $0.pattern) < ($0.reduced, $1.pattern) }
    return found.prefix(Self.mostPatterns).map { .pattern(pool[$0.pattern]) }
  }

  mutating func enter(_ new: [SequenceColumn], _ bounds: FrontierBound) -> [LiveColumn] {
    for case .pattern(let pattern) in new { taken.insert(pattern.parts) }
    return added(new)
  }

  private mutating func added(_ new: [SequenceColumn]) -> [LiveColumn] {
    columns += new
    return new.map { column in
      switch column {
      case .pattern(let pattern): return sequenceMaster.column(pattern)
      case .sequence(let sequence):
        sequences.append(sequence)
        return sequenceMaster.column(sequence)
      }
    }
  }

  /// The program's last solution, and the sequences in it.
  func solution(
    _ answer: UntrustedProgram.Answer
  ) -> (designs: MasterSolution, sequences: [SlotSequence]) {
    var patterns: [(pattern: Pattern, amount: Double)] = []
    var held: [SlotSequence] = []
    let amounts = answer.values.dropFirst(sequenceMaster.model.variableCount)
    for (column, amount) in zip(columns, amounts) where amount > 1e-9 {
      switch column {
      case .pattern(let pattern): patterns.append((pattern, amount))
      case .sequence(let sequence): held.append(sequence)
      }
    }
    let hosting = master.serverIndices.map { server in
      master.hostingColumns(of: server).filter { answer.values[$0.column] > 1e-9 }
        .map { ($0.choice, answer.values[$0.column]) }
    }
    return (MasterSolution(hosting: hosting, patterns: patterns, slots: []), held)
  }
}
