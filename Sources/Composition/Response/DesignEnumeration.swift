import ServerChains

/// All designs of a small instance, for the least mean response time under JFFC.
///
/// A design is where servers end, and capacities of the chains that follow from it. All ends are
/// gone through, those with the least bound first, and of each the capacities by branch and bound;
/// what could be better than the best design so far is judged by its exact chain.
struct DesignEnumeration {
  private let instance: Instance
  private let arrivalRate: Double
  /// Designs better by less, relatively, are of no interest.
  private let relativeGap: Double
  private let room: ServerRoom
  /// By server, the one before it that is like it; nil for none.
  private let twins: [Int?]
  /// No design has fewer jobs; safe.
  private(set) var leastJobs = 0.0
  /// The times and capacities of designs that were judged.
  private var judged: Set<[UInt64]> = []

  /// Beyond so many slots there are too many capacities.
  private static let mostSlots = 512

  /// Nil where the designs are too many.
  ///
  /// - Parameters:
  ///   - relativeGap: Designs better by less are of no interest.
  ///   - endLimit: Ways of telling where servers end that are gone through at most.
  init?(
    instance: Instance, arrivalRate: Double, maximumSlots: Int, relativeGap: Double,
    endLimit: Double
  ) {
    let room = ServerRoom(instance)
    let servers = instance.servers
    let twins = servers.indices.map { server in
      servers[..<server].lastIndex { $0.isLike(servers[server]) }
    }
    guard maximumSlots <= Self.mostSlots, servers.count <= 64,
      Self.count(room, twins) <= endLimit
    else { return nil }
    self.instance = instance
    self.arrivalRate = arrivalRate
    // Bounds are rounded outward on their way.
    let tolerance = Verifier.relativeTolerance
    self.relativeGap = max(relativeGap - 2 * tolerance, tolerance)
    self.room = room
    self.twins = twins
  }

  /// Ways to say where servers end; of servers alike only how many end where.
  private static func count(_ room: ServerRoom, _ twins: [Int?]) -> Double {
    var ways = 1.0
    var alike = twins.map { _ in 1.0 }
    for server in twins.indices where room.limits[server] > 0 {
      if let twin = twins[server] { alike[server] = alike[twin] + 1 }
      ways *= (Double(room.blocks) + alike[server]) / alike[server]
    }
    return ways
  }

  /// Goes through all designs.
  ///
  /// - Parameters:
  ///   - judge: Knows the best design so far, and all that is found.
  ///   - frontier: Safe bounds of `V_n` for n = 1, 2, …, in jobs per second.
  ///   - report: Takes the best design so far and every better bound of the mean number of jobs.
  ///   - most: Slots of partial designs after which it gives up.
  /// - Returns: Whether it came to its end.
  mutating func run(
    _ judge: inout ResponseJudge, frontier: [Double], work most: Int, isCalledOff: () -> Bool,
    report: (ResponseJudge, _ jobs: Double) -> Void
  ) -> Bool {
    var work = 0
    let frontier = frontier.map { $0 / arrivalRate * (1 + 1e-12) }
    var target = target(judge)
    guard let open = open(frontier, target, isCalledOff) else { return false }
    for (place, index) in open.order.enumerated() {
      let candidate = open[index]
      guard candidate.jobs < target else { break }
      if isCalledOff() { return false }
      if place > 0 {
        leastJobs = max(leastJobs, min(candidate.jobs, judge.leastOpen * arrivalRate))
        report(judge, leastJobs)
      }
      guard let chains = AlignedChains(ends: candidate.ends, in: room) else {
        continue
      }
      var branching = CapacityBranching(
        chains, in: room, arrivalRate: arrivalRate, frontier: frontier)
      let isWhole = branching.run(
        target: &target, work: most - work, isCalledOff: isCalledOff
      ) { capacities in
        consider(capacities, of: chains, &judge)
        return self.target(judge)
      }
      work += branching.work
      guard isWhole else { return false }
    }
    leastJobs = max(leastJobs, min(target, judge.leastOpen * arrivalRate))
    report(judge, leastJobs)
    return true
  }

  /// Jobs that matter no more: as many as the best design has, but for the gap.
  private func target(_ judge: ResponseJudge) -> Double {
    judge.best.map { $0.value * arrivalRate * (1 - relativeGap) } ?? .infinity
  }

  /// Ends of all servers whose designs may be better than the target; nil where it was called off.
  private func open(
    _ frontier: [Double], _ target: Double, _ isCalledOff: () -> Bool
  ) -> OpenEnds? {
    var open = OpenEnds(serverCount: twins.count)
    var ends = [Int](repeating: 0, count: twins.count)
    var isOver = false
    func assign(_ server: Int) {
      guard server < ends.count else {
        guard let chains = AlignedChains(ends: ends, in: room) else { return }
        var branching = CapacityBranching(
          chains, in: room, arrivalRate: arrivalRate, frontier: frontier)
        let jobs = branching.leastJobs()
        if jobs < target { open.add(ends, jobs: jobs) }
        return
      }
      if server + 2 == ends.count { isOver = isOver || isCalledOff() }
      let most = room.limits[server] > 0 ? twins[server].map { ends[$0] } ?? room.blocks : 0
      // Some server has to end at the last block.
      let isLast = server + 1 == ends.count && !ends[..<server].contains(room.blocks)
      for end in stride(from: isLast ? room.blocks : 0, through: most, by: 1) where !isOver {
        ends[server] = end
        assign(server + 1)
      }
      ends[server] = 0
    }
    assign(0)
    return isOver ? nil : open
  }

  private mutating func consider(
    _ capacities: [Int], of chains: AlignedChains, _ judge: inout ResponseJudge
  ) {
    let taken = capacities.indices.filter { capacities[$0] > 0 }
    let key = taken.flatMap {
      [chains.members[$0].time.bitPattern, UInt64(capacities[$0])]
    }
    guard judged.insert(key).inserted else { return }
    var placement = Placement(serverCount: chains.ends.count)
    for hop in taken.flatMap({ chains.members[$0].hops }) {
      let count = max(hop.blocks, placement[hop.server]?.count ?? 0)
      placement[hop.server] = BlockRange(first: chains.ends[hop.server] - count + 1, count: count)
    }
    let composed = taken.map {
      ComposedChain(
        chain: Chain(hops: chains.members[$0].hops, in: instance), capacity: capacities[$0])
    }
    judge.consider(Design(placement: placement, chains: composed))
  }
}

/// Ends of all servers, with the fewest jobs that their designs can have.
private struct OpenEnds {
  private let serverCount: Int
  private var jobs: [Double] = []
  private var ends: [Int32] = []

  init(serverCount: Int) { self.serverCount = serverCount }

  mutating func add(_ ends: [Int], jobs: Double) {
    self.jobs.append(jobs)
    self.ends.append(contentsOf: ends.map { Int32($0) })
  }

  /// Those with the fewest jobs first.
  var order: [Int] { jobs.indices.sorted { (jobs[$0], $0) < (jobs[$1], $1) } }

  subscript(index: Int) -> (jobs: Double, ends: [Int]) {
    let first = index * serverCount
    return (jobs[index], ends[first..<first + serverCount].map(Int.init))
  }
}

extension Server {
  /// Whether it holds as much and takes as long.
  func isLike(_ other: Server) -> Bool {
    memory == other.memory && communicationTime == other.communicationTime
      && computationTime == other.computationTime
  }
}
