/// What the rates of a design's slots may be, the fastest first, and the rates `f_n` of the n
/// fastest together.
struct RateBox: Sendable, Equatable {
  struct Range: Sendable, Equatable {
    var least: [Double]
    var most: [Double]

    func first(_ count: Int) -> Range {
      Range(least: Array(least.prefix(count)), most: Array(most.prefix(count)))
    }
  }

  /// By slot, in jobs per second.
  var slots: Range
  /// `f_n` by n − 1.
  var sums: Range

  init(slots: Range, sums: Range) { (self.slots, self.sums) = (slots, sums) }

  /// One design's rates.
  init(_ slots: [Double]) {
    let sums = slots.runningSums
    self.slots = Range(least: slots, most: slots)
    self.sums = Range(least: sums, most: sums)
  }

  /// Draws conclusions from slots in their order and from what `f` is the sum of; no design's rates
  /// are lost.
  ///
  /// - Returns: False where nothing is left.
  mutating func shape() -> Bool {
    let count = slots.most.count
    let up = 1 + RateCuts.slack
    for index in 0..<count {
      let number = Double(index + 1)
      let before = index > 0 ? (sums.least[index - 1], sums.most[index - 1]) : (0, 0)
      if index > 0 {
        slots.most[index] = min(slots.most[index], slots.most[index - 1])
      }
      slots.most[index] = min(
        slots.most[index], sums.most[index] / number * up, (sums.most[index] - before.0) * up)
      sums.most[index] = min(sums.most[index], (before.1 + slots.most[index]) * up)
      sums.least[index] = max(sums.least[index], (before.0 + slots.least[index]) / up)
    }
    for index in (0..<count).reversed() {
      if index + 1 < count {
        slots.least[index] = max(slots.least[index], slots.least[index + 1])
        sums.most[index] = min(
          sums.most[index], sums.most[index + 1] - slots.least[index + 1] / up)
        sums.least[index] = max(
          sums.least[index], sums.least[index + 1] - slots.most[index + 1] * up,
          sums.least[index + 1] * Double(index + 1) / Double(index + 2) / up)
      }
      let before = index > 0 ? sums.most[index - 1] : 0
      let rest = (sums.least[count - 1] - before) / Double(count - index)
      slots.least[index] = max(slots.least[index], (sums.least[index] - before) / up, rest / up)
    }
    return zip(slots.least, slots.most).allSatisfy { $0 <= $1 * up }
      && zip(sums.least, sums.most).allSatisfy { $0 <= $1 * up }
  }
}

extension [Double] {
  var runningSums: [Double] {
    var sum = 0.0
    return map {
      sum += $0
      return sum
    }
  }
}
