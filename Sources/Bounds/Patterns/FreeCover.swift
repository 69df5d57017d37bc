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
  /// - Complexity: O(J · L · m̄).
  package init(blocks: Int, most: [Int], costs: (_ server: Int) -> [Double]) {
    let width = blocks + 1
    var value = [Double](repeating: .infinity, count: width)
    var taken = [UInt16](repeating: 0, count: most.count * width)
    value[0] = 0
    value.withUnsafeMutableBufferPointer { value in
      taken.withUnsafeMutableBufferPointer { taken in
        for (server, limit) in most.enumerated() where limit > 0 {
          costs(server).withUnsafeBufferPointer { costs in
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
    self.width = width
    serverCount = most.count
    self.value = value
    self.taken = taken
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
