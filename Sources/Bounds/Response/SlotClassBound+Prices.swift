import LinearModels

extension SlotClassBound {
  /// What column generation for the best prices begins with, of use for a part of the designs too.
  struct PriceStart {
    var patterns: [Pattern] = []
    var sequences: [SlotSequence] = []
  }

  /// Finds the prices that prove most, by column generation in patterns and in whole sequences of
  /// slots, and proves it.
  mutating func searchPrices(
    _ bounds: inout FrontierBound, solver: any LiveProgramSolver, deadline: Deadline,
    target: Double, stop: StopToken?
  ) throws {
    let unit = min(mixture.jobs, target, best?.proven ?? .infinity)
    guard unit > 0, unit < .infinity else { return }
    let search = SequenceSearch(
      arrivalRate: arrivalRate, counts: max(1, demand.fewest)...followed,
      isOpenEnded: followed < demand.most)
    // Without one the program has nothing to price.
    let starts = sequences(search)
    guard !starts.isEmpty else { return }
    let master = SequenceMaster(
      LinearMaster(
        instance: bounds.instance, limits: bounds.limits,
        demand: isScarce ? demand : .atMost(followed), region: region,
        fastestTime: bounds.fastestTime),
      slotRange: slotRange, followed: followed, unit: unit)
    func allowed(_ patterns: [Pattern]) -> [Pattern] {
      patterns.filter { region?.allows($0, blocks: bounds.instance.blocks) != false }
    }
    var pricer = SequencePricer(
      master, search, region: region, pool: allowed(bounds.patterns))
    let (_, fault) = try solver.withUntrustedProgram(of: master.model) { program in
      try program.add(
        pricer.begin(allowed(bounds.useful + priceStart.patterns), starts))
      let end = try pricer.generate(
        in: &program, &bounds,
        until: GenerationLimits(
          deadline: Deadline(limit: deadline.remaining.map { $0 * Self.shareOfProof }), stop: stop,
          target: pricer.bound(ofJobs: target * (1 + Self.nearness)), gap: Self.priceGap))
      guard let answer = end.answer else { return }
      let (designs, held) = pricer.solution(answer)
      solution = designs
      priceStart.patterns = designs.patterns.map(\.pattern)
      if !held.isEmpty { priceStart.sequences = held }
      bounds.note(priceStart.patterns)
    }
    bounds.note(fault: fault)
    rounds += pricer.rounds
    guard let found = pricer.best else { return }
    let prices = Prices(
      certificate: found.certificate, scale: pricer.scale, slots: found.times.map { 1 / $0 })
    bound(prices, fineness: Self.widths[0], target: target) { deadline.isOver(or: stop) }
  }

  /// How close to the program's optimum prices are to be, relatively.
  private static var priceGap: Double { 1e-4 }

  /// Sequences to begin with.
  private func sequences(_ search: SequenceSearch) -> [SlotSequence] {
    let slots = [mixture.slots, best?.prices.slots ?? []].filter { !$0.isEmpty }.map(followed)
    return priceStart.sequences
      + slots.map { $0.map { 1 / $0 } }.map { SlotSequence(times: $0, jobs: search.jobs($0)) }
      .filter { $0.jobs < .infinity }
  }
}
