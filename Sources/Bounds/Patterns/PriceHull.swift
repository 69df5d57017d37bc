/// What a slot of each speed pays at some block prices: a convex lower bound `W(T)` of the price of
/// a pattern by its service time.
///
/// Every dynamic program of pricing proves a line `W ≥ d − θ·T` for all patterns; this is the
/// greatest of these lines. It answers the pricing question for every weight of a slot at once.
struct PriceHull: Sendable {
  /// Where the lines meet, by service time, and the fastest time; prices fall.
  private let corners: [(time: Double, price: Double)]

  /// - Parameters:
  ///   - lines: `(θ, d)`, one of them with θ = 0; none where there are no patterns.
  ///   - fastestTime: No pattern is faster.
  init(lines: [(slope: Double, value: Double)], fastestTime: Double) {
    var upper: [(slope: Double, value: Double)] = []
    /// Where a line comes down to a flatter one.
    func meeting(
      _ steep: (slope: Double, value: Double), _ flat: (slope: Double, value: Double)
    ) -> Double { (steep.value - flat.value) / (steep.slope - flat.slope) }
    for line in lines.sorted(by: { ($0.slope, $0.value) > ($1.slope, $1.value) })
    where line.slope != upper.last?.slope {
      while let last = upper.last {
        let before = upper.count > 1 ? meeting(upper[upper.count - 2], last) : fastestTime
        guard meeting(last, line) <= before else { break }
        upper.removeLast()
      }
      upper.append(line)
    }
    var corners: [(time: Double, price: Double)] = []
    for (index, line) in upper.enumerated() {
      let time = index == 0 ? fastestTime : meeting(upper[index - 1], line)
      corners.append((time, line.value - line.slope * time))
    }
    self.corners = corners
  }

  /// `max_p w/T_p − W_p`: what a slot of this weight is worth at most beyond the price it pays;
  /// safe, and −∞ without patterns.
  ///
  /// Between two corners the difference is convex in T and behind the last one it falls, so the
  /// corners decide.
  func worth(ofWeight weight: Double) -> Double {
    var best = -Double.infinity
    var size = 0.0
    for corner in corners {
      let rate = weight / corner.time
      best = max(best, rate - corner.price)
      size = max(size, rate + abs(corner.price))
    }
    return best + 1e-11 * size
  }

  /// Service times between which the price is a line.
  var times: [Double] { corners.map(\.time) }

  /// The line that the price is around a service time: `value − slope · T`, nowhere above the
  /// price.
  func line(at time: Double) -> (value: Double, slope: Double) {
    let next = corners.firstIndex { $0.time > time } ?? corners.count
    guard next > 0, next < corners.count else {
      return (corners[max(0, next - 1)].price, 0)
    }
    let (one, two) = (corners[next - 1], corners[next])
    let slope = (one.price - two.price) / (two.time - one.time)
    return (one.price + slope * one.time, slope)
  }
}
