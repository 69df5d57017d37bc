import ServerChains

/// What the rates of a design's slots may be, the fastest first, and the rates `f_n` of the n fastest together.
struct RateBox: Sendable, Equatable {
  struct Range: Sendable, Equatable {
    var least: [Double]
    var most: [Double]
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

  /// Draws conclusions from slots in their order and from what `f` is the sum of; no design's rates are lost.
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

/// What is proven of the rates of all designs of some kind: weighted sums of their slots, each with a bound.
///
/// Certificates bound any such sum, and the least bound counts.
struct RateCuts: Sendable {
  /// How many slots.
  let count: Int
  private(set) var certificates: [LevelCertificate] = []
  private var cuts: [Cut] = []
  /// The sums that the cuts bound.
  private var groups: [[SlotGroup]] = []
  /// Of all cuts: of the slots, and of `f`.
  private var weights: [Double] = []
  private var terms: [(index: Int, weight: Double)] = []

  /// `Σ w s ≤ bound`, with weights that fall also as a sum of `f`.
  private struct Cut {
    /// Among the weights of all cuts, for the first slots; empty where the sum of `f` says enough.
    let weights: Range<Int>
    /// Among the terms of all cuts; empty where the weights do not fall.
    let terms: Range<Int>
    var bound: Double
  }

  /// The weights of one sum beside another's.
  private static let tradeoffs = [0.5, 1.0, 2.0, 4.0, 8.0]
  /// Rounding of a few sums, relatively.
  static let slack = 1e-11

  /// Every `f_n` alone, and every pair of them with several weights.
  ///
  /// - Parameter certificates: What is known before.
  init(count: Int, certificates: [LevelCertificate]) {
    self.count = count
    for number in 1...count {
      add([SlotGroup(weight: 1, count: number)], bySlot: false)
      for fewer in 1..<number {
        for weight in Self.tradeoffs {
          let scale = 1 + weight
          add(
            [
              SlotGroup(weight: 1, count: fewer),
              SlotGroup(weight: 1 / scale, count: number - fewer),
            ], bySlot: false)
        }
      }
    }
    for certificate in certificates { add(certificate) }
  }

  /// Bounds one more sum.
  ///
  /// - Parameter bySlot: Whether to use it for single slots, not only for `f`.
  mutating func add(_ groups: [SlotGroup], bySlot: Bool = true) {
    let sum = groups.flatMap { Array(repeating: $0.weight, count: $0.count) }
    var new: [(index: Int, weight: Double)] = []
    for (index, weight) in sum.enumerated() {
      let next = index + 1 < sum.count ? sum[index + 1] : 0
      if weight != next { new.append((index, weight - next)) }
    }
    if new.contains(where: { $0.weight < 0 }) { new = [] }
    let (firstTerm, firstWeight) = (terms.count, weights.count)
    terms += new
    if bySlot { weights += sum }
    cuts.append(
      Cut(
        weights: firstWeight..<weights.count, terms: firstTerm..<terms.count,
        bound: bound(of: groups)))
    self.groups.append(groups)
  }

  /// The least bound of a weighted sum of slots; safe.
  ///
  /// - Parameter groups: The greatest weight about 1.
  func bound(of groups: [SlotGroup]) -> Double {
    certificates.map { $0.bound(groups) }.min() ?? .infinity
  }

  /// Takes another proof.
  mutating func add(_ certificate: LevelCertificate) {
    certificates.append(certificate)
    for index in cuts.indices {
      cuts[index].bound = min(cuts[index].bound, certificate.bound(groups[index]))
    }
  }

  /// The most that a weighted sum of slots can be in a box, for designs.
  ///
  /// A cut counts together with the box: of the sum a multiple of the cut is bounded by the cut, and the rest by the box.
  func most(_ weights: [Double], in box: RateBox) -> Double {
    func most(_ weights: [Double]) -> Double {
      var sum = 0.0
      for (index, weight) in weights.enumerated() {
        sum += weight * (weight > 0 ? box.slots.most[index] : box.slots.least[index])
      }
      return sum
    }
    var best = most(weights)
    if let scale = weights.max(), scale > 0 {
      let groups = weights.map { SlotGroup(weight: max(0, $0) / scale, count: 1) }
      best = min(best, scale * bound(of: groups) + most(weights.map { min(0, $0) }))
    }
    for cut in cuts.suffix(Self.mostMixed) where !cut.weights.isEmpty {
      let least = leastMixed(weights, cut) { share in
        most(weights.indices.map { weights[$0] - share * weight(of: $0, in: cut) })
      }
      best = min(best, least)
    }
    return best + Self.slack * abs(best)
  }

  private func weight(of slot: Int, in cut: Cut) -> Double {
    slot < cut.weights.count ? weights[cut.weights.lowerBound + slot] : 0
  }

  /// Cuts that are mixed with a box: the last ones.
  private static let mostMixed = 6

  /// The least of a cut's multiple and the rest, which is convex in the share.
  private func leastMixed(
    _ weights: [Double], _ cut: Cut, rest: (_ share: Double) -> Double
  ) -> Double {
    var (low, high) = (0.0, 0.0)
    for (index, weight) in weights.enumerated() where self.weight(of: index, in: cut) > 0 {
      high = max(high, weight / self.weight(of: index, in: cut))
    }
    func value(_ share: Double) -> Double { share * cut.bound + rest(share) }
    for _ in 0..<12 {
      let (first, second) = ((2 * low + high) / 3, (low + 2 * high) / 3)
      if value(first) <= value(second) { high = second } else { low = first }
    }
    return value((low + high) / 2)
  }

  /// Makes a box smaller without losing any design's rates.
  ///
  /// - Returns: False where no design's rates are in it.
  func tighten(_ box: inout RateBox) -> Bool {
    for _ in 0..<2 {
      guard box.shape() else { return false }
      for cut in cuts {
        var left = cut.bound
        for term in cut.terms { left -= terms[term].weight * box.sums.least[terms[term].index] }
        if !cut.terms.isEmpty {
          guard left > -1e-9 * cut.bound else { return false }
          left = max(0, left) + Self.slack * cut.bound
          for term in cut.terms {
            let (index, weight) = terms[term]
            box.sums.most[index] = min(
              box.sums.most[index], box.sums.least[index] + left / weight)
          }
        }
        guard !cut.weights.isEmpty else { continue }
        left = cut.bound
        for index in 0..<cut.weights.count {
          left -= weights[cut.weights.lowerBound + index] * box.slots.least[index]
        }
        guard left > -1e-9 * cut.bound else { return false }
        left = max(0, left) + Self.slack * cut.bound
        for index in 0..<cut.weights.count {
          let weight = weights[cut.weights.lowerBound + index]
          guard weight > 0 else { continue }
          box.slots.most[index] = min(
            box.slots.most[index], box.slots.least[index] + left / weight)
        }
      }
    }
    return box.shape()
  }
}
