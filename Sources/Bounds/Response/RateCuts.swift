/// What is proven of the rates of all designs of some kind: weighted sums of their slots, each with
/// a bound.
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
