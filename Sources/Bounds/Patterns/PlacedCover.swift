import ServerChains

/// The cheapest way for placed servers to take a number of blocks of a job, by dynamic programming
/// over servers, blocks taken and positions.
///
/// A job passes placed servers in their order, each right up to its end; what lies between them is
/// left to others.
struct PlacedCover {
  private let placed: [PlacedServer]
  private let width: Int
  /// `[i][sum][position]`: the servers before i take `sum` blocks, and the last one used ends at
  /// the position or before.
  private var reach: [Double]
  /// `[i][sum][end]`: server i is used last and ends there.
  private var last: [Double]
  /// The blocks that server i takes then.
  private var parts: [UInt16]

  private var size: Int { width * width }

  /// - Parameters:
  ///   - most: The most blocks of each placed server, in their order.
  ///   - costs: What taking 1, 2, … blocks of a placed server costs.
  /// - Complexity: O(placed · window · L · m̄).
  init(blocks: Int, placed: [PlacedServer], most: [Int], costs: (_ server: Int) -> [Double]) {
    self.placed = placed
    width = blocks + 1
    let size = width * width
    reach = [Double](repeating: .infinity, count: (placed.count + 1) * size)
    last = [Double](repeating: .infinity, count: placed.count * size)
    parts = [UInt16](repeating: 0, count: placed.count * size)
    for position in 0..<width { reach[position] = 0 }
    for (index, place) in placed.enumerated() {
      extend(index, ends: place.ends, most: most[index], costs: costs(place.server))
    }
  }

  private mutating func extend(_ index: Int, ends: ClosedRange<Int>, most: Int, costs: [Double]) {
    let (width, size) = (width, size)
    let before = index * size
    reach.withUnsafeMutableBufferPointer { reach in
      last.withUnsafeMutableBufferPointer { last in
        for end in ends where most > 0 {
          for sum in 1...end {
            let here = before + sum * width + end
            var (best, choice) = (Double.infinity, 0)
            for part in 1...min(most, sum) {
              // One block less taken, one position less: a step along the diagonal.
              let candidate = reach[here - part * (width + 1)] + costs[part - 1]
              if candidate < best { (best, choice) = (candidate, part) }
            }
            last[here] = best
            parts[here] = UInt16(choice)
          }
        }
        for sum in 0..<width {
          var least = Double.infinity
          for position in 0..<width {
            let here = before + sum * width + position
            least = min(least, last[here])
            reach[here + size] = min(reach[here], least)
          }
        }
      }
    }
  }

  /// The least cost of taking so many blocks; infinite where that cannot be.
  func cost(of sum: Int) -> Double { reach[placed.count * size + sum * width + width - 1] }

  /// Who takes how many blocks at that cost.
  func hops(of sum: Int) -> [Hop] {
    var hops: [Hop] = []
    var (sum, position) = (sum, width - 1)
    for index in placed.indices.reversed() {
      let here = index * size + sum * width
      let value = reach[here + size + position]
      guard value < reach[here + position],
        let end = (0...position).first(where: { last[here + $0] == value })
      else { continue }
      let part = Int(parts[here + end])
      hops.append(Hop(server: placed[index].server, blocks: part))
      sum -= part
      position = end - part
    }
    return hops
  }
}
