import ServerChains

/// A plan as a picture shows it: servers as rows, blocks as columns, chains as paths over them.
package struct PicturedPlan: Sendable {
  /// A server's row.
  package struct Row: Sendable {
    /// The server's name.
    package let name: String
    /// Its memory in GB; nil where the instance is not given.
    package let memory: ExactDecimal?
    /// What it hosts.
    package let range: BlockRange?
  }

  /// A step of a chain: the row and the blocks processed there.
  package struct Step: Sendable {
    /// The position among the rows.
    package let row: Int
    /// The first block processed.
    package let first: Int
    /// The last block processed, which is the last hosted.
    package let last: Int
  }

  /// A chain with what it serves.
  package struct Path: Sendable {
    /// Its steps in order.
    package let steps: [Step]
    /// Jobs at once.
    package let capacity: Int
    /// Seconds for a job; nil where the instance is not given.
    package let serviceTime: Double?
  }

  /// What stands above the picture.
  package var title: String
  /// `L`, or the last hosted block where the instance is not given.
  package let blocks: Int
  /// The servers, in the instance's order where it is given.
  package let rows: [Row]
  /// The chains, fastest first where times are known.
  package let paths: [Path]

  /// A plan with its instance.
  ///
  /// - Throws: `InputError` where the plan breaks a rule of the instance.
  package init(_ plan: Plan, of instance: Instance, file: String? = nil) throws(InputError) {
    let design = try plan.design(for: instance, file: file)
    title = Self.title(of: plan)
    blocks = instance.blocks
    rows = instance.servers.enumerated().map { index, server in
      Row(name: server.name, memory: server.memory, range: design.placement[index])
    }
    paths = design.chains.map { composed in
      var position = 0
      let steps = composed.chain.hops.map { hop in
        defer { position += hop.blocks }
        return Step(row: hop.server, first: position + 1, last: position + hop.blocks)
      }
      return Path(
        steps: steps, capacity: composed.capacity, serviceTime: composed.chain.serviceTime)
    }
  }

  /// A plan alone: without the instance neither memory nor times are known, and servers that host
  /// nothing are not shown.
  ///
  /// - Throws: `InputError` naming the placement or chain that makes no sense.
  package init(_ plan: Plan, file: String? = nil) throws(InputError) {
    var rows: [Row] = []
    var positions: [String: Int] = [:]
    for (index, place) in plan.placements.enumerated() {
      guard place.firstBlock >= 1, place.blockCount >= 1,
        place.firstBlock <= Service.maximumBlocks, place.blockCount <= Service.maximumBlocks,
        positions.updateValue(index, forKey: place.server) == nil
      else {
        throw InputError(
          "a server hosts one range of blocks that begins at 1 or later; correct it",
          field: "placements[\(index)]", value: place.server, file: file)
      }
      rows.append(
        Row(
          name: place.server, memory: nil,
          range: BlockRange(first: place.firstBlock, count: place.blockCount)))
    }
    self.rows = rows
    title = Self.title(of: plan)
    blocks = rows.compactMap { $0.range?.last }.max() ?? 0
    var paths: [Path] = []
    for (index, chain) in plan.chains.enumerated() {
      guard
        let steps = Self.steps(of: chain, rows: rows, positions: positions),
        steps.last?.last == blocks
      else {
        throw InputError(
          "the chain does not pass every block once; correct it, or draw the plan with its "
            + "instance to see which rule it breaks",
          field: "chains[\(index)]", value: chain.servers.joined(separator: " → "), file: file)
      }
      paths.append(Path(steps: steps, capacity: chain.capacity, serviceTime: nil))
    }
    self.paths = paths
  }

  private static func steps(
    of chain: Plan.NamedChain, rows: [Row], positions: [String: Int]
  ) -> [Step]? {
    var position = 0
    var steps: [Step] = []
    for name in chain.servers {
      guard let row = positions[name], let range = rows[row].range,
        range.continues(from: position)
      else { return nil }
      steps.append(Step(row: row, first: position + 1, last: range.last))
      position = range.last
    }
    return steps
  }

  private static func title(of plan: Plan) -> String {
    let termination = plan.outcome.map { $0.termination == .optimal ? ", proven optimal" : "" }
    return plan.method.name == "gbp-cr+gca"
      ? "Greedy (GBP-CR + GCA)" : plan.method.name + (termination ?? "")
  }

  /// Jobs at once over all chains.
  package var jobs: Int { paths.reduce(0) { $0 + $1.capacity } }

  /// Total rate in jobs per second; nil where times are not known.
  package var rate: Double? {
    paths.reduce(0 as Double?) { sum, path in
      guard let sum, let time = path.serviceTime else { return nil }
      return sum + Double(path.capacity) / time
    }
  }

  /// One line: how many jobs at once, and how many a second where that is known.
  package var summary: String {
    let jobs = "\(jobs) job\(jobs == 1 ? "" : "s") at once"
    guard let rate, !paths.isEmpty else { return jobs }
    return jobs + ", \(NumberText.significant(rate, digits: 4)) jobs/s"
  }

  /// A chain in words: its servers, jobs and seconds.
  package func words(for path: Path) -> String {
    let names = path.steps.map { rows[$0.row].name }.joined(separator: " → ")
    return "\(facts(of: path)): \(names)"
  }

  /// A chain's jobs and seconds in words.
  package func facts(of path: Path) -> String {
    let jobs = "\(path.capacity) job\(path.capacity == 1 ? "" : "s")"
    guard let time = path.serviceTime else { return jobs }
    return "\(jobs), \(NumberText.significant(time, digits: 4)) s each"
  }
}
