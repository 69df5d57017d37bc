import LinearModels

/// Prices patterns for ``FrontierBound``, over all designs that meet a demand.
struct FrontierPricer: ColumnPricer {
  let master: LinearMaster
  /// What was proven with the best prices so far.
  private(set) var best: FrontierBound.Certificate?
  var rounds = 0
  let isSmoothed = true
  /// How many of the patterns found so far are columns.
  private var entered: Int

  /// - Parameter known: Patterns that the program begins with: all that were found before.
  init(master: LinearMaster, known: Int) {
    self.master = master
    entered = known
  }

  func prices(_ rowDuals: [Double]) -> MasterDuals { master.duals(rowDuals) }

  mutating func price(
    at trial: MasterDuals, own: MasterDuals, _ rowDuals: [Double], _ bounds: inout FrontierBound
  ) -> (bound: Double, improving: [Pattern]) {
    let priced = bounds.price(at: trial, own: own, master)
    if priced.bound < best?.bound ?? .infinity {
      best = FrontierBound.Certificate(
        bound: priced.bound, prices: trial.prices, slotPrice: priced.slotPrice, relaxation: 0,
        capacities: [], rounds: 0)
    }
    bounds.add(priced.improving)
    return (priced.bound, priced.improving)
  }

  mutating func missing(_ improving: [Pattern], _ bounds: inout FrontierBound) -> [Pattern] {
    Array(bounds.patterns[entered...])
  }

  mutating func enter(_ new: [Pattern], _ bounds: FrontierBound) -> [LiveColumn] {
    entered += new.count
    return new.map { master.column($0) }
  }

  /// Takes the program's last solution.
  ///
  /// - Parameter patterns: Of its columns, in their order, and of others behind them.
  mutating func finish(_ answer: UntrustedProgram.Answer, _ patterns: [Pattern]) {
    let relaxation = master.rate(ofObjective: answer.objective)
    best?.relaxation = relaxation
    best?.capacities = zip(patterns, answer.values.dropFirst(master.model.variableCount))
      .filter { $0.1 > 1e-9 }.map { ($0.0, $0.1) }
    let solved = rounds
    best?.rounds = solved
  }
}
