import LinearModels

/// Programs with columns that may take any number.
extension ExactProgram {
  /// Binaries that switch amounts on and off by a large constant.
  mutating func makeFixedCharges(_ random: inout SplitMix) {
    costDenominator = random.flip() ? 1 : 1000
    let large = random.digit(ofPowers: 3...8)
    switch random.integer(0...3) {
    case 0: addSites(large, &random)
    case 1: addProfits(large, &random)
    case 2: addEitherOr(large, &random)
    default: addLots(large, &random)
    }
  }

  private mutating func addBinary(cost: Int) -> Int {
    add(Column(upper: 1, isInteger: true, cost: cost * costDenominator))
  }

  /// A price per unit of up to twenty.
  private func price(_ random: inout SplitMix) -> Int { random.integer(1...20 * costDenominator) }

  /// An amount of 0.001 to 50, in thousandths.
  private func amount(_ random: inout SplitMix) -> Int {
    min(50_000, random.digit(ofPowers: 0...4))
  }

  /// `flow <= large * open`.
  private mutating func link(_ flow: Int, _ open: Int, _ large: Int) {
    rows.append(Row(terms: [(flow, 1), (open, -large)], upper: 0))
  }

  /// Sites that cost to open and then serve a demand.
  private mutating func addSites(_ large: Int, _ random: inout SplitMix) {
    sense = .minimize
    var flows: [Int] = []
    for _ in 0..<random.integer(1...3) {
      let open = addBinary(cost: random.integer(0...1000))
      flows.append(add(Column(cost: price(&random))))
      if random.integer(0...3) == 0 {
        columns[flows[flows.count - 1]].upper = amount(&random)
        columns[flows[flows.count - 1]].denominator = 1000
      }
      link(flows[flows.count - 1], open, large)
    }
    let demand = amount(&random)
    rows.append(
      Row(
        terms: flows.map { ($0, 1000) }, lower: demand, upper: random.flip() ? nil : demand,
        denominator: 1000))
  }

  /// Sales up to a cap, each only with what it costs to begin.
  private mutating func addProfits(_ large: Int, _ random: inout SplitMix) {
    sense = .maximize
    var sales: [Int] = []
    for _ in 0..<random.integer(1...3) {
      let begun = addBinary(cost: -random.integer(1...30))
      sales.append(
        add(Column(upper: amount(&random), denominator: 1000, cost: price(&random))))
      link(sales[sales.count - 1], begun, large)
    }
    guard random.flip() else { return }
    rows.append(Row(terms: sales.map { ($0, 1000) }, upper: amount(&random), denominator: 1000))
  }

  /// Jobs on one machine: of every two the one waits for the other.
  ///
  /// Lengths are in parts of 1024, so that a large constant and a length add up to a double.
  private mutating func addEitherOr(_ large: Int, _ random: inout SplitMix) {
    sense = .minimize
    let lengths = (0..<random.integer(2...3)).map { _ in amount(&random) }
    let starts = lengths.map { _ in add(Column(cost: price(&random))) }
    for first in starts.indices {
      for second in starts.indices where second > first {
        let isLater = addBinary(cost: random.integer(0...2))
        let unit = 1024 * large
        rows.append(
          Row(
            terms: [(starts[second], 1024), (starts[first], -1024), (isLater, unit)],
            lower: lengths[first], denominator: 1024))
        rows.append(
          Row(
            terms: [(starts[first], 1024), (starts[second], -1024), (isLater, -unit)],
            lower: lengths[second] - unit, denominator: 1024))
      }
    }
  }

  /// Lots that are nothing or at least some size, for a demand.
  private mutating func addLots(_ large: Int, _ random: inout SplitMix) {
    sense = .minimize
    var lots: [Int] = []
    for _ in 0..<random.integer(1...3) {
      let made = addBinary(cost: random.integer(0...50))
      let lot = add(Column(cost: price(&random)))
      lots.append(lot)
      link(lot, made, large)
      rows.append(
        Row(terms: [(lot, 1000), (made, -amount(&random))], lower: 0, denominator: 1000))
    }
    let demand = amount(&random)
    rows.append(
      Row(
        terms: lots.map { ($0, 1000) }, lower: demand,
        upper: random.flip() ? nil : 2 * demand, denominator: 1000))
  }

  /// Integers and one or two other columns, bound together by equations of large coefficients.
  mutating func makeLinked(_ random: inout SplitMix) {
    let count = random.integer(2...4)
    for _ in 0..<count { add(Column(upper: [15, 6, 4][count - 2], isInteger: true)) }
    for _ in 0..<random.integer(1...2) {
      add(Column(upper: random.integer(0...3) == 0 ? nil : random.digit(ofPowers: 0...2)))
    }
    setCosts(&random)
    let point = randomPoint(&random)
    for _ in 0..<random.integer(1...2) {
      let power = random.integer(0...7)
      let terms = columns.indices.map { column in
        // The others often count for so little that they hardly help the integers.
        let own = column < count || random.flip() ? power : random.integer(0...power)
        return (column: column, coefficient: Self.coefficient(own, &random))
      }
      let unit = SplitMix.tens(power)
      let miss = random.flip() ? 0 : random.integer(-unit...unit)
      let side = Self.value(terms, at: point) + miss
      rows.append(Row(terms: terms, lower: side, upper: side))
    }
    guard random.flip() else { return }
    let terms = randomTerms(random.integer(0...3), &random)
    rows.append(Row(terms: terms, upper: Self.value(terms, at: point)))
  }

  /// Linear programs of large coefficients and small sides, some infeasible, some unbounded.
  mutating func makeLinear(_ random: inout SplitMix) {
    for _ in 0..<random.integer(1...5) {
      add(Column(upper: random.integer(0...2) == 0 ? random.integer(1...9) : nil))
    }
    setCosts(&random)
    let isCovering = random.flip()
    for _ in 0..<random.integer(1...5) {
      let terms = columns.indices.filter { _ in random.integer(0...4) > 0 }.map { column in
        let size = random.integer(100...5000)
        return (column: column, coefficient: random.integer(0...9) == 0 ? -size : size)
      }
      guard !terms.isEmpty else { continue }
      // Sixty-fourths, which are doubles: 0.1 to 10.
      let side = random.integer(7...640)
      let turnsAround = random.integer(0...4) == 0
      let scaled = terms.map { ($0.column, 64 * $0.coefficient) }
      rows.append(
        isCovering != turnsAround
          ? Row(terms: scaled, lower: side, denominator: 64)
          : Row(terms: scaled, upper: side, denominator: 64))
    }
    guard !rows.isEmpty, random.integer(0...3) == 0 else { return }
    let last = rows.count - 1
    if let lower = rows[last].lower { rows[last].upper = lower + random.integer(0...64) }
  }
}
