import ServerChains

/// The cheapest way for servers without positions to take a number of blocks of a job, by dynamic
/// programming over servers and blocks.
package struct FreeCover {
  private let width: Int
  private let serverCount: Int
  /// By blocks taken.
  private var value: [Double]
  /// `[server][blocks taken]`: how many of them the server takes.
  private var taken: [UInt16]

  /// The covers of any number of blocks.
  ///
  /// - Parameters:
  ///   - most: The most blocks of each server.
  ///   - costs: What taking 1, 2, … blocks of a server costs.
  ///   - pieces: From which numbers of blocks on a server's costs are a line up to the next of
  ///     them; none where nothing is known.
  /// - Complexity: O(J · L · m̄), for long servers of p pieces O(J · L · p).
  package init(
    blocks: Int, most: [Int], costs: (_ server: Int) -> [Double],
    pieces: (_ server: Int) -> [Int] = { _ in [] }
  ) {
    width = blocks + 1
    serverCount = most.count
    value = [Double](repeating: .infinity, count: width)
    taken = [UInt16](repeating: 0, count: most.count * width)
    value[0] = 0
    for (server, limit) in most.enumerated() where limit > 0 {
      let (costs, pieces) = (costs(server), pieces(server))
      if limit >= Self.long, !pieces.isEmpty, pieces.count * Self.shortPiece <= limit {
        slide(server, costs, limit: limit, pieces)
      } else {
        walk(server, costs, limit: limit)
      }
    }
  }

  /// Blocks of a server from which on pieces pay, and the mean length of these.
  private static let long = 128
  private static let shortPiece = 8

  /// Looks at every number of blocks that the server may take.
  private mutating func walk(_ server: Int, _ costs: [Double], limit: Int) {
    let width = width
    value.withUnsafeMutableBufferPointer { value in
      taken.withUnsafeMutableBufferPointer { taken in
        costs.withUnsafeBufferPointer { costs in
          // Downwards, so that the values below are still those without this server.
          for covered in stride(from: width - 1, through: 1, by: -1) {
            var best = value[covered]
            var choice = 0
            for part in 1...max(1, min(limit, covered)) {
              let candidate = value[covered - part] + costs[part - 1]
              if candidate < best {
                best = candidate
                choice = part
              }
            }
            value[covered] = best
            taken[server * width + covered] = UInt16(choice)
          }
        }
      }
    }
  }

  /// Looks for each piece at the best number of blocks alone: where costs are a line, one that is
  /// worse than a later one stays so.
  private mutating func slide(_ server: Int, _ costs: [Double], limit: Int, _ pieces: [Int]) {
    let before = value
    // Blocks taken before, from the best on, each worse than the next in its time.
    var queue = [Int](repeating: 0, count: width)
    for (index, first) in pieces.enumerated() where first <= limit {
      let last = index + 1 < pieces.count ? min(limit, pieces[index + 1] - 1) : limit
      let slope = last > first ? (costs[last - 1] - costs[first - 1]) / Double(last - first) : 0
      var (head, tail) = (0, 0)
      for covered in stride(from: first, to: width, by: 1) {
        let new = covered - first
        if before[new] < .infinity {
          while tail > head,
            before[queue[tail - 1]] + slope * Double(new - queue[tail - 1]) >= before[new]
          { tail -= 1 }
          queue[tail] = new
          tail += 1
        }
        while tail > head, queue[head] < covered - last { head += 1 }
        guard tail > head else { continue }
        let part = covered - queue[head]
        let candidate = before[queue[head]] + costs[part - 1]
        if candidate < value[covered] {
          value[covered] = candidate
          taken[server * width + covered] = UInt16(part)
        }
      }
    }
  }

  /// The least cost of taking so many blocks; infinite where that cannot be.
  package func cost(of sum: Int) -> Double { value[sum] }

  /// Who takes how many blocks at that cost, in server order.
  package func hops(of sum: Int) -> [Hop] {
    var hops: [Hop] = []
    var left = sum
    for server in (0..<serverCount).reversed() {
      let part = Int(taken[server * width + left])
      guard part > 0 else { continue }
      hops.append(Hop(server: server, blocks: part))
      left -= part
    }
    return hops.reversed()
  }
}
