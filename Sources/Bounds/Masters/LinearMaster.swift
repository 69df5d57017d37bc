import LinearModels
import ServerChains

/// How many slots the designs have that a bound speaks of.
package struct SlotDemand: Sendable, Equatable {
  /// 0 where nothing is known; above it, what ``HostingChoice`` says of sole blocks enters the
  /// bound.
  package let fewest: Int
  /// The most slots that these designs have.
  package let most: Int

  /// All designs of so many slots or fewer; nothing is known of their sole blocks.
  package static func atMost(_ slots: Int) -> SlotDemand { SlotDemand(fewest: 0, most: slots) }

  /// The designs of just so many slots, at least 1, so that sole blocks enter the bound.
  package static func exactly(_ slots: Int) -> SlotDemand { SlotDemand(fewest: slots, most: slots) }

  var usesSoleBlocks: Bool { fewest > 0 }

  /// Whether the designs may have more slots than they must.
  var isOpenEnded: Bool { most > fewest }

  /// What the slots are worth where none is worth more than this.
  func value(ofEach price: Double) -> Double {
    price > 0 ? Double(most) * price : Double(fewest) * price
  }
}

/// The linear relaxation of the pattern master without its pattern columns.
///
/// Objective values are in units of the fastest pattern's rate, which keeps the figures near 1.
///
/// Slots may count differently: then a column is a pattern whose jobs have slots of one group, and
/// every group has a row.
struct LinearMaster {
  let demand: SlotDemand
  /// The slots that were asked for.
  let askedGroups: [SlotGroup]
  /// All slots, those that count nothing last.
  let groups: [SlotGroup]
  let model: Model
  private let limits: [Int]
  /// `M̃_j(m)`, `[j][m − 1]`.
  private let room: [[Int]]
  /// Per server, in the order of the columns `y`.
  private let choices: [[HostingChoice]]
  let fastestTime: Double
  /// First of a server's rows: block-slots for e = 1, 2, …, then jobs; where sole blocks are in use
  /// these next, then the one that chooses, then the counts of jobs.
  private let firstRow: [Int]
  private let firstColumn: [Int]
  private let coupling: CouplingRows
  /// First of the rows of groups; nil where all slots count alike.
  private let firstGroupRow: Int?
  private let blocks: Int

  /// Rows that join the servers.
  private struct CouplingRows {
    /// `Σ m ≥ L`; with sole blocks `Σ (m + f) ≥ 2 L`, each other block having two hosts.
    let cover: Int
    /// `Σ_{f ≥ 1} m ≤ L`.
    let disjoint: Int
    /// As many servers without sole blocks as companions are needed.
    let companions: Int
    let slots: Int
  }

  /// - Parameters:
  ///   - groups: Slots that count differently, no more of them than the demand asks for; nil where
  ///     all count 1.
  ///   - region: The designs that the program is for; nil for all of them.
  init(
    instance: Instance, limits: [Int], demand: SlotDemand, groups: [SlotGroup]? = nil,
    region: DesignRegion? = nil, fastestTime: Double
  ) {
    self.demand = demand
    self.limits = limits
    blocks = instance.blocks
    self.fastestTime = fastestTime
    let room = limits.enumerated().map { server, limit in
      stride(from: 1, through: limit, by: 1).map { instance.slots(of: server, hosting: $0) }
    }
    let choices = room.enumerated().map { server, room in
      HostingChoice.all(room: room, slots: demand.usesSoleBlocks ? demand.fewest : nil)
        .filter { Self.allows($0, of: server, in: region, demand) }
    }
    var model = Model(name: "\(instance.name)-bound", sense: .maximize)
    var firstRow: [Int] = []
    var firstColumn: [Int] = []
    var sums = Coupling()
    for (server, limit) in limits.enumerated() {
      firstRow.append(model.rowCount)
      firstColumn.append(model.variableCount)
      let hosting = choices[server].map {
        model.addVariable("y_\(server)_\($0.hosted)_\($0.sole)")
      }
      sums.add(choices[server], hosting)
      Self.addLinks(
        to: &model, choices: choices[server], hosting: hosting, room: room[server], limit: limit,
        demand: demand)
    }
    self.room = room
    self.choices = choices
    self.firstRow = firstRow
    self.firstColumn = firstColumn
    coupling = Self.addCoupling(
      to: &model, sums, blocks: instance.blocks, demand: demand, isPart: region != nil)
    askedGroups = groups ?? [SlotGroup(weight: 1, count: demand.most)]
    // Slots that count nothing still need their memory.
    let rest = demand.most - askedGroups.reduce(0) { $0 + $1.count }
    self.groups = askedGroups + (rest > 0 ? [SlotGroup(weight: 0, count: rest)] : [])
    firstGroupRow = groups.map { _ in model.rowCount }
    if groups != nil {
      Self.addGroups(
        to: &model, self.groups, demanded: demand.usesSoleBlocks ? askedGroups.count : 0)
    }
    self.model = model
  }

  /// A row for every group, the first ones to be filled.
  private static func addGroups(to model: inout Model, _ groups: [SlotGroup], demanded: Int) {
    for (index, group) in groups.enumerated() {
      var filled = LinearExpression()
      if index < demanded {
        let missing = model.addVariable(nil)
        filled.add(1, missing)
        model.objective.add(-1, missing)
      }
      model.addRow(
        nil, lower: index < demanded ? Double(group.count) : -.infinity, upper: Double(group.count),
        filled)
    }
  }

  /// Sums over all servers.
  private struct Coupling {
    var cover = LinearExpression()
    var disjoint = LinearExpression()
    var companions = LinearExpression()

    mutating func add(_ choices: [HostingChoice], _ variables: [Variable]) {
      for (choice, variable) in zip(choices, variables) {
        cover.add(Double(choice.hosted + choice.sole), variable)
        if choice.isShared {
          companions.add(1, variable)
        } else {
          disjoint.add(Double(choice.hosted), variable)
          if choice.needsCompanion { companions.add(-1, variable) }
        }
      }
    }
  }

  /// The rows that link what a server processes to what it hosts.
  ///
  /// With sole blocks the rows speak of `x_ℓ`, the jobs that the server processes ℓ blocks of, and
  /// a pattern has one entry for each of its servers instead of three for each of its blocks: these
  /// programs are solved five to ten times as fast.
  private static func addLinks(
    to model: inout Model, choices: [HostingChoice], hosting: [Variable], room: [Int], limit: Int,
    demand: SlotDemand
  ) {
    guard limit > 0 else { return }
    let jobs = demand.usesSoleBlocks ? (1...limit).map { model.addVariable("x_\($0)") } : []
    func counted(from least: Int, weight: (_ blocks: Int) -> Double) -> LinearExpression {
      var row = LinearExpression()
      for (index, variable) in jobs.enumerated().dropFirst(least - 1) {
        row.add(weight(index + 1), variable)
      }
      return row
    }
    for isJobs in [false, true] {
      for least in 1...limit {
        var row = counted(from: least) { isJobs ? 1 : Double($0) }
        for (choice, variable) in zip(choices, hosting) where choice.hosted >= least {
          let amount = Self.room(
            room[choice.hosted - 1], hosted: choice.hosted, least: least, slots: demand.most,
            isJobs: isJobs)
          row.add(-Double(amount), variable)
        }
        model.addRow(nil, lower: -.infinity, upper: 0, row)
      }
    }
    if demand.usesSoleBlocks {
      for least in 1...limit {
        var row = counted(from: least) { _ in -1 }
        for (choice, variable) in zip(choices, hosting) where choice.sole >= least {
          row.add(Double(demand.fewest), variable)
        }
        model.addRow(nil, lower: -.infinity, upper: 0, row)
      }
    }
    var sum = LinearExpression()
    for choice in hosting { sum.add(1, choice) }
    model.addRow(nil, lower: -.infinity, upper: 1, sum)
    for variable in jobs {
      var row = LinearExpression()
      row.add(-1, variable)
      model.addRow(nil, lower: 0, upper: 0, row)
    }
  }

  /// The rows that join the servers.
  ///
  /// Slots and blocks that are missing cost as much as the fastest slot brings: the program stays
  /// feasible, finds prices that prove such designs poor or impossible, and no design's value
  /// changes. For at most so many slots only a part of the designs can be impossible; there a block
  /// costs as much as all slots bring.
  private static func addCoupling(
    to model: inout Model, _ sums: Coupling, blocks: Int, demand: SlotDemand, isPart: Bool
  ) -> CouplingRows {
    var cover = sums.cover
    var filled = LinearExpression()
    if demand.usesSoleBlocks {
      let uncovered = model.addVariable("uncovered")
      let missing = model.addVariable("missing")
      cover.add(1, uncovered)
      filled.add(1, missing)
      model.objective.add(-1, uncovered)
      model.objective.add(-1, missing)
    } else if isPart {
      let uncovered = model.addVariable("uncovered")
      cover.add(1, uncovered)
      model.objective.add(-Double(demand.most), uncovered)
    }
    let first = model.rowCount
    model.addRow(
      "cover", lower: Double(demand.usesSoleBlocks ? 2 * blocks : blocks), upper: .infinity, cover)
    model.addRow("disjoint", lower: -.infinity, upper: Double(blocks), sums.disjoint)
    model.addRow("companions", lower: 0, upper: .infinity, sums.companions)
    model.addRow(
      "slot_limit", lower: demand.usesSoleBlocks ? Double(demand.fewest) : -.infinity,
      upper: Double(demand.most), filled)
    return CouplingRows(
      cover: first, disjoint: first + 1, companions: first + 2, slots: first + 3)
  }

  /// `min(M̃, n m)` or `min(n, ⌊M̃/e⌋)`.
  private static func room(
    _ room: Int, hosted: Int, least: Int, slots: Int, isJobs: Bool
  ) -> Int {
    isJobs ? min(slots, room / least) : min(room, slots * hosted)
  }

  /// The column of a pattern whose jobs have slots of a group.
  func column(_ pattern: Pattern, group: Int = 0) -> LiveColumn {
    var entries: [(row: Int, coefficient: Double)] = []
    for part in pattern.parts {
      let (first, limit) = (firstRow[part.server], limits[part.server])
      if demand.usesSoleBlocks {
        entries.append((first + 3 * limit + part.blocks, 1))
        continue
      }
      for least in 0..<part.blocks {
        entries.append((first + least, Double(part.blocks)))
        entries.append((first + limit + least, 1))
      }
    }
    entries.append((coupling.slots, 1))
    if let firstGroupRow { entries.append((firstGroupRow + group, 1)) }
    // No upper bound: the rows imply one, and its dual would be missing from the certificate.
    return LiveColumn(
      cost: groups[group].weight * fastestTime / pattern.serviceTime, upper: .infinity,
      entries: entries)
  }

  /// The backend's row duals, cut at 0 and brought to jobs per second.
  func duals(_ rows: [Double]) -> MasterDuals {
    func cut(_ family: Int) -> [[Double]] {
      limits.indices.map { server in
        let first = firstRow[server] + family * limits[server]
        return (first..<first + limits[server]).map { max(0, rows[$0]) / fastestTime }
      }
    }
    let slots = rows[coupling.slots]
    return MasterDuals(
      blockSlots: cut(0), jobs: cut(1),
      sole: demand.usesSoleBlocks ? cut(2) : limits.map { Array(repeating: 0, count: $0) },
      cover: max(0, -rows[coupling.cover]) / fastestTime,
      disjoint: max(0, rows[coupling.disjoint]) / fastestTime,
      companions: max(0, -rows[coupling.companions]) / fastestTime,
      slotPrice: (demand.usesSoleBlocks ? slots : max(0, slots)) / fastestTime)
  }

  /// The program's objective in jobs per second.
  func rate(ofObjective objective: Double) -> Double { objective / fastestTime }

  /// What a slot of a group costs beyond its memory, by the backend's row duals, in jobs per
  /// second.
  func price(ofGroup group: Int, _ rows: [Double]) -> Double {
    firstGroupRow.map { rows[$0 + group] / fastestTime } ?? 0
  }

  /// More than rounding can take from a bound at these duals.
  ///
  /// Every sum has a few hundred terms of at most `n L` times a dual, and so is right to about
  /// 1e-14 of that.
  func roundingSlack(_ duals: MasterDuals) -> Double {
    let slots = Double(demand.most)
    return 1e-10 * slots / fastestTime + 5e-14 * slots * Double(blocks) * duals.total
  }

  /// What the servers and the coupling rows are worth at some prices: the part of the bound beside
  /// `n · max_p`.
  ///
  /// - Parameter region: The designs in question; nil for all of them.
  func hostingValue(_ duals: MasterDuals, in region: DesignRegion? = nil) -> Double {
    let demanded = Double(demand.usesSoleBlocks ? 2 * blocks : blocks)
    let constant = Double(blocks) * duals.disjoint - demanded * duals.cover
    return limits.indices.reduce(constant) { sum, server in
      var best = region?.hosted[server].contains(0) == false ? -Double.infinity : 0
      for (choice, value) in zip(choices[server], hostingValues(duals, server: server))
      where Self.allows(choice, of: server, in: region, demand) {
        best = max(best, value)
      }
      return sum + best
    }
  }

  /// Whether a server may host like this in a region; where sole blocks are left aside, what the
  /// region says of them is too.
  private static func allows(
    _ choice: HostingChoice, of server: Int, in region: DesignRegion?, _ demand: SlotDemand
  ) -> Bool {
    guard let region else { return true }
    return demand.usesSoleBlocks
      ? region.allows(choice, of: server) : region.hosted[server].contains(choice.hosted)
  }

  var serverIndices: Range<Int> { limits.indices }

  /// The columns `y` of a server, by choice.
  func hostingColumns(of server: Int) -> [(column: Int, choice: HostingChoice)] {
    choices[server].enumerated().map { (firstColumn[server] + $0, $1) }
  }

  /// The summands of one server, by choice.
  private func hostingValues(_ duals: MasterDuals, server: Int) -> [Double] {
    var soleSum = [0.0]
    for dual in duals.sole[server] { soleSum.append(soleSum[soleSum.count - 1] + dual) }
    let linked = (0..<limits[server]).map { index in
      (1...index + 1).reduce(0.0) { value, least in
        let (room, hosted) = (room[server][index], index + 1)
        let slotRoom = Self.room(
          room, hosted: hosted, least: least, slots: demand.most, isJobs: false)
        let jobRoom = Self.room(
          room, hosted: hosted, least: least, slots: demand.most, isJobs: true)
        return value + duals.blockSlots[server][least - 1] * Double(slotRoom)
          + duals.jobs[server][least - 1] * Double(jobRoom)
      }
    }
    return choices[server].map { choice in
      var value = linked[choice.hosted - 1]
      value += duals.cover * Double(choice.hosted + choice.sole)
      value -= Double(demand.fewest) * soleSum[choice.sole]
      if choice.isShared {
        value += duals.companions
      } else {
        value -= duals.disjoint * Double(choice.hosted)
        if choice.needsCompanion { value -= duals.companions }
      }
      return value
    }
  }
}
