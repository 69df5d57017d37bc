/// Duals of the pattern master, none but the slot price below 0, in jobs per second.
struct MasterDuals: Sendable {
  /// `α_je` of the block-slot rows, `[j][e − 1]`.
  var blockSlots: [[Double]]
  /// `β_je` of the job rows.
  var jobs: [[Double]]
  /// `γ_je` of the rows that send every job over sole blocks, all 0 where these are not in use.
  var sole: [[Double]]
  /// Of the row that covers the blocks.
  var cover: Double
  /// Of the row that keeps servers with sole blocks apart.
  var disjoint: Double
  /// Of the row that finds companions.
  var companions: Double
  /// `σ` of the slot limit.
  var slotPrice: Double

  /// The sum of all duals, signs left aside.
  var total: Double {
    let linked = [blockSlots, jobs, sole].joined().joined().reduce(0, +)
    return linked + cover + disjoint + companions + abs(slotPrice)
  }

  /// `w_j(ℓ) = Σ_{e ≤ ℓ} (ℓ α_je + β_je − γ_je)`.
  var prices: BlockPrices {
    BlockPrices(
      values: blockSlots.indices.map { server in
        var alphaSum = 0.0
        var rest = 0.0
        return blockSlots[server].indices.map { index in
          alphaSum += blockSlots[server][index]
          rest += jobs[server][index] - sole[server][index]
          return Double(index + 1) * alphaSum + rest
        }
      })
  }

  /// `share` of these and the rest of the others.
  func mixed(_ share: Double, with other: MasterDuals) -> MasterDuals {
    func mix(_ one: Double, _ two: Double) -> Double { share * one + (1 - share) * two }
    func mix(_ one: [[Double]], _ two: [[Double]]) -> [[Double]] {
      zip(one, two).map { zip($0, $1).map { mix($0, $1) } }
    }
    return MasterDuals(
      blockSlots: mix(blockSlots, other.blockSlots), jobs: mix(jobs, other.jobs),
      sole: mix(sole, other.sole), cover: mix(cover, other.cover),
      disjoint: mix(disjoint, other.disjoint), companions: mix(companions, other.companions),
      slotPrice: mix(slotPrice, other.slotPrice))
  }

  /// `1/T − W − σ` of a pattern.
  func reducedCost(_ pattern: Pattern, _ prices: BlockPrices) -> Double {
    prices.rest(of: pattern.rate - slotPrice, after: pattern)
  }
}

/// Prices between those of the master and the best ones so far.
///
/// The duals of a degenerate master jump about; prices in between give better bounds and better
/// columns (Wentges: Weighted Dantzig–Wolfe decomposition, 1997).
struct DualSmoothing {
  private var centre: MasterDuals?
  private var bound = Double.infinity

  /// Weight of the best prices so far.
  private static let weight = 0.8

  /// Where to price next, given the master's duals.
  func trial(_ duals: MasterDuals) -> MasterDuals {
    centre?.mixed(Self.weight, with: duals) ?? duals
  }

  /// Takes note of the bound at some prices.
  mutating func note(_ bound: Double, at duals: MasterDuals) {
    guard bound < self.bound else { return }
    self.bound = bound
    centre = duals
  }
}
