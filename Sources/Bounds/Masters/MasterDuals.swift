/// Duals of the pattern master, none but the slot price below 0, in jobs per second.
struct MasterDuals: Sendable {
  /// The numbers of blocks that rows are about, by server.
  let levels: [LinkLevels]
  /// `α_je` of the block-slot rows, by server and level e.
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
        var next = 0
        let levels = levels[server].levels
        return stride(from: 1, through: self.levels[server].limit, by: 1).map { blocks in
          if next < levels.count, levels[next] == blocks {
            alphaSum += blockSlots[server][next]
            rest += jobs[server][next] - sole[server][next]
            next += 1
          }
          return Double(blocks) * alphaSum + rest
        }
      }, levels: levels)
  }

  /// `share` of these and the rest of the others.
  func mixed(_ share: Double, with other: MasterDuals) -> MasterDuals {
    func mix(_ one: Double, _ two: Double) -> Double { share * one + (1 - share) * two }
    func mix(_ one: [[Double]], _ two: [[Double]]) -> [[Double]] {
      zip(one, two).map { zip($0, $1).map { mix($0, $1) } }
    }
    return MasterDuals(
      levels: levels, blockSlots: mix(blockSlots, other.blockSlots), jobs: mix(jobs, other.jobs),
      sole: mix(sole, other.sole), cover: mix(cover, other.cover),
      disjoint: mix(disjoint, other.disjoint), companions: mix(companions, other.companions),
      slotPrice: mix(slotPrice, other.slotPrice))
  }

  /// `1/T − W − σ` of a pattern.
  func reducedCost(_ pattern: Pattern, _ prices: BlockPrices) -> Double {
    prices.rest(of: pattern.rate - slotPrice, after: pattern)
  }
}
