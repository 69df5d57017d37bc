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
}
