/// What branching on each integer has gained so far, per unit by which it was moved: pseudocosts.
///
/// Gains are of a backend's objectives, unchecked: they decide where a tree is split, not what it
/// proves.
struct BranchingHistory {
  enum Side { case down, up }

  private struct Average {
    var sum = 0.0
    var count = 0.0
  }

  private var down: [Average]
  private var up: [Average]
  private var all = Average()

  init(columnCount: Int) {
    down = [Average](repeating: Average(), count: columnCount)
    up = down
  }

  /// Whether a column was branched on to both sides.
  func knows(_ column: Int) -> Bool { down[column].count > 0 && up[column].count > 0 }

  /// Notes what a move gained.
  ///
  /// - Parameter distance: by how much the column had to move.
  mutating func note(_ gain: Double, _ column: Int, _ side: Side, distance: Double) {
    guard gain.isFinite, distance > 1e-9 else { return }
    let rate = max(0, gain) / distance
    switch side {
    case .down:
      down[column].sum += rate
      down[column].count += 1
    case .up:
      up[column].sum += rate
      up[column].count += 1
    }
    all.sum += rate
    all.count += 1
  }

  /// How much a split at a value is worth: the product of what both parts are expected to gain.
  func score(_ column: Int, at value: Double) -> Double {
    let fraction = value - value.rounded(.down)
    let usual = all.count > 0 ? all.sum / all.count : 1
    func rate(_ average: Average) -> Double {
      average.count > 0 ? average.sum / average.count : usual
    }
    let least = 1e-6 * max(usual, .leastNormalMagnitude)
    return max(rate(down[column]) * fraction, least)
      * max(rate(up[column]) * (1 - fraction), least)
  }
}
