/// Stationary probabilities of a small chain by elimination without subtractions (Grassmann, Taksar
/// and Heyman, 1985).
enum DenseChain {
  /// Solves `π Q = 0, Σ π = 1`.
  ///
  /// Every operation adds, multiplies or divides positive numbers, so even tiny probabilities have
  /// all their digits.
  ///
  /// - Parameter flow: Transition rates by row and column; the diagonal is not looked at.
  ///   Irreducible.
  /// - Complexity: O(n³).
  static func stationary(flow: [[Double]]) -> [Double] {
    var flow = flow
    let count = flow.count
    for last in stride(from: count - 1, to: 0, by: -1) {
      let leaving = flow[last][..<last].reduce(0, +)
      for row in 0..<last where flow[row][last] != 0 {
        flow[row][last] /= leaving
        let share = flow[row][last]
        for column in 0..<last { flow[row][column] += share * flow[last][column] }
      }
    }
    var weights = [Double](repeating: 0, count: count)
    weights[0] = 1
    for state in stride(from: 1, to: count, by: 1) {
      for earlier in 0..<state { weights[state] += weights[earlier] * flow[earlier][state] }
    }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }
}

extension OccupancyStates {
  /// Transition rates of JFFC; an arrival that finds all full is left out, for the tail above is
  /// geometric.
  func denseFlow(arrivalRate: Double) -> [[Double]] {
    (0..<count).map { state in
      var row = [Double](repeating: 0, count: count)
      let digits = digits(of: state)
      for chain in digits.indices where digits[chain] > 0 {
        row[state - strides[chain]] += Double(digits[chain]) * rates[chain]
      }
      if let chain = dispatched(digits) { row[state + strides[chain]] += arrivalRate }
      return row
    }
  }
}
