/// The routing graph of a placement: who can hand a job to whom
/// (Documentation/Problem.md, "Routing and chains").
///
/// What a server does with a job depends only on how many blocks the job has passed, so the graph's
/// nodes are the positions 0…L and each server j is an edge from every position
/// `a_j − 1 … a_j + m_j − 2` to `a_j + m_j − 1`.
public struct RoutingGraph: Sendable {
  /// `L`.
  public let blocks: Int
  /// Servers by the block at which their range ends, each list in server order.
  package let serversEnding: [[Int]]
  private let placement: Placement

  /// The graph of a placement.
  ///
  /// - Complexity: O(J + L).
  public init(instance: Instance, placement: Placement) {
    blocks = instance.blocks
    self.placement = placement
    var serversEnding = [[Int]](repeating: [], count: instance.blocks + 1)
    for server in instance.servers.indices {
      if let range = placement[server], range.first >= 1, range.last <= instance.blocks {
        serversEnding[range.last].append(server)
      }
    }
    self.serversEnding = serversEnding
  }

  /// The hops of a chain that visits these servers in order, or nil where it is not a source–sink
  /// path.
  public func hops(visiting servers: [Int]) -> [Hop]? {
    var position = 0
    var hops: [Hop] = []
    for server in servers {
      guard let range = placement[server], range.continues(from: position) else { return nil }
      hops.append(Hop(server: server, blocks: range.last - position))
      position = range.last
    }
    return position == blocks ? hops : nil
  }

  /// The servers that can take a job from a position, in server order.
  package func servers(from position: Int) -> [Int] {
    placement.ranges.indices.filter { placement[$0]?.continues(from: position) ?? false }
  }

  /// How many chains the graph has, as a floating-point number because there can be very many.
  ///
  /// - Complexity: O(Σ m_j).
  public var chainCount: Double {
    var ways = [Double](repeating: 0, count: blocks + 1)
    ways[0] = 1
    for end in stride(from: 1, through: blocks, by: 1) {
      for server in serversEnding[end] {
        guard let range = placement[server] else { continue }
        for position in (range.first - 1)..<end {
          ways[end] += ways[position]
        }
      }
    }
    return ways[blocks]
  }

  /// Every chain whose servers have enough slots for at least one job, in lexicographic order of
  /// servers.
  ///
  /// - Parameter slots: `M̃_j` per server; a hop needs as many slots as it processes blocks.
  /// - Complexity: O(chains · L); ask `chainCount` first.
  package func chains(in instance: Instance, slots: [Int]) -> [Chain] {
    var found: [Chain] = []
    var path: [Hop] = []
    let successors = (0..<blocks).map { servers(from: $0) }
    func extend(from position: Int) {
      if position == blocks {
        found.append(Chain(hops: path, in: instance))
        return
      }
      for server in successors[position] {
        guard let range = placement[server], slots[server] >= range.last - position else {
          continue
        }
        path.append(Hop(server: server, blocks: range.last - position))
        extend(from: range.last)
        path.removeLast()
      }
    }
    extend(from: 0)
    return found
  }
}
