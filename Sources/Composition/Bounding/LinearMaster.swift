import LinearModels
import ServerChains

/// Duals of the pattern master, none below 0, in jobs per second.
struct MasterDuals: Sendable {
  /// `α_je` of the block-slot rows, `[j][e − 1]`.
  var blockSlots: [[Double]]
  /// `β_je` of the job rows.
  var jobs: [[Double]]
  /// `γ` of the cover row, `Σ_jm m y_jm ≥ L`.
  var cover: Double
  /// `σ` of the slot limit.
  var slotPrice: Double

  /// `w_j(ℓ) = Σ_{e ≤ ℓ} (ℓ α_je + β_je)`.
  var prices: BlockPrices {
    BlockPrices(
      values: zip(blockSlots, jobs).map { alpha, beta in
        var alphaSum = 0.0
        var betaSum = 0.0
        return alpha.indices.map { index in
          alphaSum += alpha[index]
          betaSum += beta[index]
          return Double(index + 1) * alphaSum + betaSum
        }
      })
  }
}

/// The linear relaxation of the pattern master without its pattern columns.
///
/// Objective values are in units of the fastest pattern's rate, which keeps the figures near 1.
struct LinearMaster {
  let slots: Int
  private let usesAllSlots: Bool
  private(set) var model: Model
  private let limits: [Int]
  /// `M̃_j(m)`, `[j][m − 1]`.
  private let room: [[Int]]
  private let fastestTime: Double
  /// First of a server's `2 · limit` link rows: block-slots for e = 1, 2, …, then jobs.
  private let firstRow: [Int]
  private let slotRow: Int
  private let coverRow: Int
  private let blocks: Int

  /// - Parameter usesAllSlots: Whether exactly `slots` slots are asked for. A slot that is missing then costs as much as the
  ///   fastest one brings, which is enough to find prices that prove such designs poor, and changes no design's value.
  init(
    instance: Instance, limits: [Int], slots: Int, fastestTime: Double, usesAllSlots: Bool = false
  ) {
    self.slots = slots
    self.limits = limits
    blocks = instance.blocks
    self.fastestTime = fastestTime
    room = limits.enumerated().map { server, limit in
      stride(from: 1, through: limit, by: 1).map { instance.slots(of: server, hosting: $0) }
    }
    var model = Model(name: "\(instance.name)-bound", sense: .maximize)
    var cover = LinearExpression()
    var firstRow: [Int] = []
    for (server, limit) in limits.enumerated() {
      firstRow.append(model.rowCount)
      let hosting = (0..<limit).map { model.addVariable("y_\(server)_\($0 + 1)") }
      for (index, choice) in hosting.enumerated() { cover.add(Double(index + 1), choice) }
      for isJobs in [false, true] {
        for least in stride(from: 1, through: limit, by: 1) {
          var row = LinearExpression()
          for hosted in least...limit {
            let amount = Self.room(
              room[server][hosted - 1], hosted: hosted, least: least, slots: slots, isJobs: isJobs)
            row.add(-Double(amount), hosting[hosted - 1])
          }
          model.addRow(nil, lower: -.infinity, upper: 0, row)
        }
      }
      if limit > 0 {
        var sum = LinearExpression()
        for choice in hosting { sum.add(1, choice) }
        model.addRow("host_\(server)", lower: -.infinity, upper: 1, sum)
      }
    }
    coverRow = model.rowCount
    model.addRow("cover", lower: Double(instance.blocks), upper: .infinity, cover)
    slotRow = model.rowCount
    var missing = LinearExpression()
    if usesAllSlots {
      let variable = model.addVariable("missing")
      missing.add(1, variable)
      model.objective.add(-1, variable)
    }
    model.addRow(
      "slot_limit", lower: usesAllSlots ? Double(slots) : -.infinity, upper: Double(slots), missing)
    self.usesAllSlots = usesAllSlots
    self.model = model
    self.firstRow = firstRow
  }

  /// `min(M̃, n m)` or `min(n, ⌊M̃/e⌋)`.
  private static func room(
    _ room: Int, hosted: Int, least: Int, slots: Int, isJobs: Bool
  ) -> Int {
    isJobs ? min(slots, room / least) : min(room, slots * hosted)
  }

  /// A pattern's column.
  func column(_ pattern: Pattern) -> LiveColumn {
    var entries: [(row: Int, coefficient: Double)] = []
    for part in pattern.parts {
      let first = firstRow[part.server]
      for least in 0..<part.blocks {
        entries.append((first + least, Double(part.blocks)))
        entries.append((first + limits[part.server] + least, 1))
      }
    }
    entries.append((slotRow, 1))
    // No upper bound: the rows imply one, and its dual would be missing from the certificate.
    return LiveColumn(
      cost: fastestTime / pattern.serviceTime, upper: .infinity, entries: entries)
  }

  /// The backend's row duals, cut at 0 and brought to jobs per second.
  func duals(_ rows: [Double]) -> MasterDuals {
    func cut(_ range: Range<Int>) -> [Double] { range.map { max(0, rows[$0]) / fastestTime } }
    return MasterDuals(
      blockSlots: limits.indices.map { cut(firstRow[$0]..<firstRow[$0] + limits[$0]) },
      jobs: limits.indices.map {
        cut(firstRow[$0] + limits[$0]..<firstRow[$0] + 2 * limits[$0])
      },
      cover: max(0, -rows[coverRow]) / fastestTime,
      slotPrice: (usesAllSlots ? rows[slotRow] : max(0, rows[slotRow])) / fastestTime)
  }

  /// `Σ_j max_m Σ_{e ≤ m} (α_je min(M̃_j(m), n m) + β_je min(n, ⌊M̃_j(m)/e⌋))`, not below 0 for any server.
  func hostingValue(_ duals: MasterDuals) -> Double {
    limits.indices.reduce(-duals.cover * Double(blocks)) {
      $0 + max(0, hostingValues(duals, server: $1).max() ?? 0)
    }
  }

  /// The summands of one server, by `m − 1`.
  func hostingValues(_ duals: MasterDuals, server: Int) -> [Double] {
    (0..<limits[server]).map { index in
      let hosted = index + 1
      var value = duals.cover * Double(hosted)
      for least in 1...hosted {
        let slotRoom = Self.room(
          room[server][index], hosted: hosted, least: least, slots: slots, isJobs: false)
        let jobRoom = Self.room(
          room[server][index], hosted: hosted, least: least, slots: slots, isJobs: true)
        value += duals.blockSlots[server][least - 1] * Double(slotRoom)
        value += duals.jobs[server][least - 1] * Double(jobRoom)
      }
      return value
    }
  }
}
