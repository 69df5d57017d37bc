/// A function h of a chain's states, 0 in the first one, and the mean cost it belongs to: `cost + Σ rate · (h' − h) = time · mean` in
/// every state.
struct RelativeValue: Sendable {
  /// `h` by state.
  var relative: [Double]
  var mean: Double
}

/// A Markov chain whose transitions stay near: to states whose numbers differ by no more than a band.
struct BandedChain {
  private let stateCount: Int
  private let band: Int
  /// `[state][band + other − state]`.
  private var matrix: [Double]
  /// How long a visit lasts beside the transitions' own rates: 0 where a move is made at once, more than 1 where an excursion is
  /// folded into a state.
  private var times: [Double]

  init(stateCount: Int, band: Int) {
    self.stateCount = stateCount
    self.band = band
    matrix = Array(repeating: 0, count: stateCount * (2 * band + 1))
    times = Array(repeating: 1, count: stateCount)
  }

  mutating func add(_ rate: Double, from state: Int, to other: Int) {
    matrix[state * (2 * band + 1) + band] += rate
    matrix[state * (2 * band + 1) + band + other - state] -= rate
  }

  /// The state is left at once: h is the same in both.
  mutating func addMove(from state: Int, to other: Int) {
    times[state] = 0
    add(1, from: state, to: other)
  }

  /// Folds an excursion into a state, which takes so much time for every unit of time in the state.
  mutating func extend(_ state: Int, by time: Double) { times[state] += time }

  /// The value function of costs per second; nil where some state is not left, or rounding makes it look so.
  ///
  /// - Complexity: O(states · band²).
  consuming func value(of costs: [Double]) -> RelativeValue? {
    let row = 2 * band + 1
    var costs = costs
    // From the last state down to the first: its row is left with the mean alone.
    for pivot in stride(from: stateCount - 1, through: 1, by: -1) {
      let diagonal = matrix[pivot * row + band]
      guard diagonal > 1e-13 else { return nil }
      let from = max(0, pivot - band)
      for other in from..<pivot {
        let entry = matrix[other * row + band + pivot - other]
        guard entry != 0 else { continue }
        let factor = entry / diagonal
        let (otherStart, pivotStart) = (other * row + band - other, pivot * row + band - pivot)
        for column in from..<pivot {
          matrix[otherStart + column] -= factor * matrix[pivotStart + column]
        }
        costs[other] -= factor * costs[pivot]
        times[other] -= factor * times[pivot]
      }
    }
    guard times[0] > 0 else { return nil }
    let mean = costs[0] / times[0]
    var relative = [Double](repeating: 0, count: stateCount)
    for here in 1..<stateCount {
      var sum = costs[here] - mean * times[here]
      for other in max(1, here - band)..<max(1, here) {
        sum -= matrix[here * row + band + other - here] * relative[other]
      }
      relative[here] = sum / matrix[here * row + band]
    }
    return RelativeValue(relative: relative, mean: mean)
  }
}
