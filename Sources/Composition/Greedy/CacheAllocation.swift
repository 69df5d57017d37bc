import ServerChains

/// Greedy cache allocation, GCA (arXiv 2604.14993, Algorithm 2; Documentation/Problem.md, "GCA").
public enum CacheAllocation {
  /// Gives the fastest chain all the slots it can have, again and again, until no chain is left.
  ///
  /// - Returns: A design whose chains come fastest first; enough for fastest-first dispatch on the
  ///   placement.
  /// - Complexity: O((Σ m_j)²): every round exhausts an edge of the routing graph, and a shortest
  ///   path costs O(Σ m_j).
  public static func greedy(on placement: Placement, of instance: Instance) -> Design {
    let graph = ResidualGraph(instance: instance, placement: placement)
    return greedy(on: graph, placement: placement, of: instance, slotLimit: .max)
  }

  /// The same, ended when the chains hold `slotLimit` jobs; the last chain is cut to fit.
  public static func greedy(
    on placement: Placement, of instance: Instance, slotLimit: Int
  ) -> Design {
    let graph = ResidualGraph(instance: instance, placement: placement)
    return greedy(on: graph, placement: placement, of: instance, slotLimit: slotLimit)
  }

  private static func greedy(
    on graph: consuming ResidualGraph, placement: Placement, of instance: Instance, slotLimit: Int
  ) -> Design {
    var graph = graph
    var chains: [ComposedChain] = []
    var left = slotLimit
    while left > 0, let path = graph.fastestPath() {
      let capacity = min(left, graph.capacity(of: path))
      let hops = graph.hops(of: path)
      graph.reserve(capacity, on: path)
      chains.append(ComposedChain(chain: Chain(hops: hops, in: instance), capacity: capacity))
      left -= capacity
    }
    return Design(placement: placement, chains: chains)
  }
}

/// The routing graph with the slots that are still free on each server.
///
/// Nodes are positions 0…L; server j leads from positions `a_j − 1 … last − 1` to its last block.
/// Servers are kept in order of that last block, so one pass finds the shortest path.
private struct ResidualGraph {
  private struct Edge {
    let server: Int
    let first: Int
    let last: Int
    let communicationTime: Double
    let computationTime: Double
    var slots: Int
  }

  /// A part of a path: the blocks processed on an edge.
  struct Step {
    fileprivate let edge: Int
    fileprivate let blocks: Int
  }

  private let blocks: Int
  private var edges: [Edge]
  private var distance: [Double]
  private var arrival: [(edge: Int, from: Int)]

  init(instance: Instance, placement: Placement) {
    blocks = instance.blocks
    edges = instance.servers.indices.compactMap { server in
      guard let range = placement[server] else { return nil }
      let slots = instance.slots(of: server, hosting: range.count)
      guard slots > 0 else { return nil }
      return Edge(
        server: server, first: range.first, last: range.last,
        communicationTime: instance.servers[server].communicationTime,
        computationTime: instance.servers[server].computationTime, slots: slots)
    }
    edges.sort { ($0.last, $0.server) < ($1.last, $1.server) }
    distance = Array(repeating: .infinity, count: blocks + 1)
    arrival = Array(repeating: (0, 0), count: blocks + 1)
    distance[0] = 0
  }

  /// The fastest source–sink path whose every hop has the slots for one job; ties go to the lower
  /// server position.
  mutating func fastestPath() -> [Step]? {
    for position in 1...blocks { distance[position] = .infinity }
    edges.withUnsafeBufferPointer { edges in
      distance.withUnsafeMutableBufferPointer { distance in
        for index in edges.indices {
          let edge = edges[index]
          // A hop from `position` needs `last − position` slots.
          let earliest = max(edge.first - 1, edge.last - edge.slots)
          guard earliest < edge.last else { continue }
          for position in earliest..<edge.last where distance[position] < .infinity {
            let step =
              edge.communicationTime + edge.computationTime * Double(edge.last - position)
            if distance[position] + step < distance[edge.last] {
              distance[edge.last] = distance[position] + step
              arrival[edge.last] = (index, position)
            }
          }
        }
      }
    }
    guard distance[blocks] < .infinity else { return nil }
    var path: [Step] = []
    var position = blocks
    while position > 0 {
      let (edge, from) = arrival[position]
      path.append(Step(edge: edge, blocks: position - from))
      position = from
    }
    return path.reversed()
  }

  func hops(of path: [Step]) -> [Hop] {
    path.map { Hop(server: edges[$0.edge].server, blocks: $0.blocks) }
  }

  func capacity(of path: [Step]) -> Int {
    path.map { edges[$0.edge].slots / $0.blocks }.min() ?? 0
  }

  /// Takes slots; a path's edges stand elsewhere afterwards.
  mutating func reserve(_ capacity: Int, on path: [Step]) {
    for step in path { edges[step.edge].slots -= capacity * step.blocks }
    if path.contains(where: { edges[$0.edge].slots == 0 }) { edges.removeAll { $0.slots == 0 } }
  }
}
