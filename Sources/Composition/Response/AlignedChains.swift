import Bounds
import ServerChains

/// The chains that servers make once it is known where each of them ends, and what a design of them
/// may hold.
///
/// A chain takes servers in the order of their ends, and each processes the blocks between the end
/// before and its own. What a server hosts is open: as many blocks as the longest part that a
/// design takes of it.
struct AlignedChains {
  /// One chain with what it takes.
  struct Member {
    let hops: [Hop]
    let time: Double
    /// The most jobs that it could hold alone.
    let capacity: Int
    /// Its servers, a bit each.
    let servers: UInt64
  }

  /// By server, 0 for one that hosts nothing.
  let ends: [Int]
  /// From the fastest on.
  let members: [Member]
  /// The servers that end somewhere, a bit each.
  let servers: UInt64
  /// By member, all servers that it or a later one takes.
  let serversFrom: [UInt64]
  /// By position at which a job can stand, who processes the block behind it.
  ///
  /// All jobs pass there, so the servers of each of these hold all slots.
  let cuts: [Cut]

  /// One position, and the servers that process the block behind it.
  struct Cut {
    /// The servers, each with the blocks from there to its end, which it processes at least.
    let parts: [Hop]
    /// By member, which of the parts it takes.
    let partOf: [Int]
  }

  /// Nil where not every server that ends somewhere is part of a chain.
  ///
  /// - Complexity: O(chains · J), of which there are up to 2^(J − 1).
  init?(ends: [Int], in room: ServerRoom) {
    let order = ends.indices.filter { ends[$0] > 0 }.sorted { (ends[$0], $0) < (ends[$1], $1) }
    let servers: UInt64 = order.reduce(0) { $0 | 1 << UInt64($1) }
    var found: [Member] = []
    var hops: [Hop] = []
    func extend(from position: Int, next: Int, time: Double, servers: UInt64) {
      for index in next..<order.count where ends[order[index]] > position {
        let server = order[index]
        let (end, blocks) = (ends[server], ends[server] - position)
        guard blocks <= room.limits[server] else { continue }
        hops.append(Hop(server: server, blocks: blocks))
        let (time, servers) = (time + room.times[server][blocks], servers | 1 << UInt64(server))
        if end == room.blocks {
          let capacity = hops.reduce(Int.max) { min($0, room.jobs[$1.server][$1.blocks]) }
          found.append(Member(hops: hops, time: time, capacity: capacity, servers: servers))
        } else {
          extend(from: end, next: index + 1, time: time, servers: servers)
        }
        hops.removeLast()
      }
    }
    extend(from: 0, next: 0, time: 0, servers: 0)
    guard !found.isEmpty, found.reduce(0, { $0 | $1.servers }) == servers else { return nil }
    (self.ends, self.servers) = (ends, servers)
    let fastestFirst = found.indices.sorted { (found[$0].time, $0) < (found[$1].time, $1) }
    let members = fastestFirst.map { found[$0] }
    self.members = members
    var later: UInt64 = 0
    serversFrom = members.reversed().map { member in
      later |= member.servers
      return later
    }.reversed()
    cuts = Set([0] + ends).filter { $0 < room.blocks }.sorted().map {
      Cut(at: $0, ends: ends, members: members)
    }
  }
}

extension AlignedChains.Cut {
  fileprivate init(
    at position: Int, ends: [Int], members: [AlignedChains.Member]
  ) {
    var parts: [Hop] = []
    partOf = members.map { member in
      let passing = member.hops.first { ends[$0.server] > position }?.server ?? 0
      let known = parts.firstIndex { $0.server == passing }
      if known == nil { parts.append(Hop(server: passing, blocks: ends[passing] - position)) }
      return known ?? parts.count - 1
    }
    self.parts = parts
  }
}

/// What servers hold and how long they take, in tables.
struct ServerRoom {
  /// `L`.
  let blocks: Int
  /// By server, the most blocks that it can process of a job.
  let limits: [Int]
  /// By server and blocks processed, in seconds.
  let times: [[Double]]
  /// By server and the longest part that it takes of a job, its block-caches.
  let slots: [[Int]]
  /// By server and blocks processed, the most jobs that it can process so many of.
  let jobs: [[Int]]

  /// The tables of an instance.
  ///
  /// - Complexity: O(Σ m̄).
  init(_ instance: Instance) {
    blocks = instance.blocks
    let limits = PatternSpace(instance: instance).limits
    self.limits = limits
    times = limits.indices.map { server in
      (0...limits[server]).map { instance.stepTime(server: server, blocks: $0) }
    }
    let slots = limits.indices.map { server in
      (0...limits[server]).map { instance.slots(of: server, hosting: $0) }
    }
    self.slots = slots
    jobs = slots.map { slots in slots.indices.map { $0 > 0 ? slots[$0] / $0 : 0 } }
  }
}
