/// The states of JFFC below saturation: how many jobs each chain serves
/// (Documentation/Problem.md, "JFFC as a Markov chain").
///
/// A state is numbered in mixed radix with the fastest chain's jobs as the lowest digit, so
/// `z + e_k` lies `strides[k]` further on.
struct OccupancyStates: Sendable {
  let rates: [Double]
  let capacities: [Int]
  let strides: [Int]
  /// `Π (c_k + 1)`.
  let count: Int
  /// `C`.
  let slotCount: Int

  /// The states of chains from the fastest on; nil where there are more than `limit`.
  init?(rates: [Double], capacities: [Int], limit: Int) {
    var strides: [Int] = []
    var count = 1
    for capacity in capacities {
      strides.append(count)
      let (product, overflows) = count.multipliedReportingOverflow(by: capacity + 1)
      guard !overflows, product <= limit else { return nil }
      count = product
    }
    self.rates = rates
    self.capacities = capacities
    self.strides = strides
    self.count = count
    slotCount = capacities.reduce(0, +)
  }

  /// `Π (c_k + 1)` as a floating-point number, for counts too large to number.
  static func count(capacities: [Int]) -> Double {
    capacities.reduce(1.0) { $0 * Double($1 + 1) }
  }

  /// The jobs on each chain in a state.
  func digits(of state: Int) -> [Int] {
    zip(strides, capacities).map { (state / $0) % ($1 + 1) }
  }

  /// The chain an arrival is dispatched to, `min { k : z_k < c_k }`; nil where all are full.
  func dispatched(_ digits: [Int]) -> Int? {
    digits.indices.first { digits[$0] < capacities[$0] }
  }
}
