import ServerChains
import Testing

@testable import Bounds

/// Costs that are lines in pieces are gone through piece by piece, to the same end.
@Suite struct FreeCoverTests {
  @Test func piecesCostWhatTheirPartsCost() {
    for seed in 1...20 as ClosedRange<UInt64> {
      var random = SeededGenerator(seed: seed)
      let blocks = 700
      let most = [128 + random.integer(below: 500), 100 + random.integer(below: 200), 0, 300]
      var costs: [[Double]] = []
      var pieces: [[Int]] = []
      for limit in most {
        let starts = limit == 0 ? [] : [1, 2, 40, 41, 90].filter { $0 <= limit }
        var (slope, height) = (0.0, 0.0)
        pieces.append(starts)
        costs.append(
          (0..<limit).map { index in
            if starts.contains(index + 1) {
              slope = Double(random.integer(below: 24) - 3) / 100
              height = Double(random.integer(below: 300)) / 10
            }
            return height + slope * Double(index + 1)
          })
      }
      let walked = FreeCover(blocks: blocks, most: most, costs: { costs[$0] })
      let slid = FreeCover(
        blocks: blocks, most: most, costs: { costs[$0] }, pieces: { pieces[$0] })
      for sum in 0...blocks {
        let (one, other) = (walked.cost(of: sum), slid.cost(of: sum))
        #expect(one == other || abs(one - other) < 1e-9 * (1 + abs(one)), "seed \(seed), \(sum)")
        guard one < .infinity else { continue }
        let hops = slid.hops(of: sum)
        #expect(hops.reduce(0) { $0 + $1.blocks } == sum)
        let paid = hops.reduce(0) { $0 + costs[$1.server][$1.blocks - 1] }
        #expect(abs(paid - other) < 1e-9 * (1 + abs(other)))
      }
    }
  }
}
