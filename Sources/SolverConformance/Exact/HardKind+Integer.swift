import LinearModels

/// Programs of integers only.
extension ExactProgram {
  /// One equation or two, of the value at some point or just beside it.
  mutating func makeEqualities(_ random: inout SplitMix) {
    addIntegers(&random)
    let point = randomPoint(&random)
    let miss = random.flip() ? 0 : random.integer(-3...3)
    for _ in 0..<(random.integer(0...4) == 0 ? 2 : 1) {
      let terms = randomTerms(random.integer(0...7), &random)
      let side = Self.value(terms, at: point) + miss
      rows.append(Row(terms: terms, lower: side, upper: side))
    }
  }

  /// Rows whose width is 10^-6 to 10^-2 of where they lie.
  mutating func makeNarrowRanges(_ random: inout SplitMix, count: Int) {
    addIntegers(&random)
    let point = randomPoint(&random)
    let width = random.digit(ofPowers: 0...4)
    let power = random.integer(0...7)
    for _ in 0..<count {
      let terms = randomTerms(power, &random)
      let middle = Self.value(terms, at: point)
      let half = max(1, abs(middle) / 1_000_000 * width / 2)
      // Often off the point, so that it is anyone's guess whether the row can be met.
      let shift = random.flip() ? 0 : random.integer(-3 * half...3 * half)
      rows.append(Row(terms: terms, lower: middle + shift - half, upper: middle + shift + half))
    }
  }

  /// One to four rows, one-sided or two-sided; often with costs that nearly follow the weights.
  mutating func makeKnapsacks(_ random: inout SplitMix) {
    addIntegers(&random)
    let point = randomPoint(&random)
    let power = random.integer(0...7)
    for _ in 0..<random.integer(1...4) {
      let terms = randomTerms(power, &random)
      let unit = SplitMix.tens(power)
      let side = Self.value(terms, at: point) + random.integer(-unit...unit)
      switch random.integer(0...2) {
      case 0: rows.append(Row(terms: terms, upper: side))
      case 1: rows.append(Row(terms: terms, lower: side))
      default:
        let width = random.integer(0...max(1, abs(side) / 4))
        rows.append(Row(terms: terms, lower: side - width, upper: side))
      }
    }
    guard random.flip(), let terms = rows.first?.terms else { return }
    // The least difference is one millionth of a cost.
    costDenominator = 1_000_000
    for term in terms {
      columns[term.column].cost =
        random.flip()
        ? 1_000_000 + random.integer(0...20) : term.coefficient + random.integer(-1...1)
    }
  }
}
