import Queueing
import ServerChains

@testable import Composition

/// An instance so small that every answer is known by trying everything.
package struct SmallTruth {
  package let instance: Instance
  /// `V_n` for every number of slots that the servers could hold; empty where nothing can be
  /// served.
  package let frontier: [Double]
  /// Somewhere to put cache.
  package let placement: Placement
  package let reservation: Int

  /// Servers and blocks.
  package static let usualSizes = [
    (2, 2), (2, 3), (2, 4), (2, 5), (2, 6), (3, 2), (3, 2), (3, 3), (3, 3), (4, 2),
  ]

  package init(seed: UInt64, sizes: [(servers: Int, blocks: Int)]) throws {
    var random = SplitMix64(seed: seed &* 0x2545_F491_4F6C_DD1D)
    func draw(_ range: ClosedRange<Int>) -> Int {
      range.lowerBound + Int(random.next() % UInt64(range.count))
    }
    let (servers, blocks) = sizes[draw(0...sizes.count - 1)]
    let base = try Instance(
      name: "small-\(seed)",
      service: Service(
        name: "small", blocks: blocks, blockMemory: 1,
        cacheMemory: ExactDecimal("0.\(draw(3...9))") ?? 1),
      servers: (1...servers).map { number in
        Server(
          name: "s\(number)", memory: ExactDecimal("\(Double(draw(14...45)) / 10)") ?? 2,
          communicationTime: Double(draw(5...40)) / 100,
          computationTime: Double(draw(5...100)) / 100)
      })
    let canServe = base.coverableBlocks == base.blocks
    frontier = canServe ? BruteForce(instance: base).frontier(slots: base.maximumSlots) : []
    var required = Double(draw(1...100)) / 100
    if let last = frontier.last {
      switch draw(0...3) {
      // Met exactly, never, or anywhere.
      case 0: required = frontier[draw(0...frontier.count - 1)]
      case 1: required = last * 1.001
      default: required = frontier[0] * 0.5 + (last - frontier[0] * 0.5) * required
      }
    }
    instance = try Instance(
      name: base.name, service: base.service, servers: base.servers, arrivalRate: required / 2,
      maximumLoad: 0.5)
    reservation = draw(1...2)
    var ranges: [BlockRange?] = []
    for server in base.servers.indices {
      let most = min(blocks, base.hosted(by: server, reservation: 1))
      let count = most > 0 ? draw(0...most) : 0
      ranges.append(count > 0 ? BlockRange(first: draw(1...blocks - count + 1), count: count) : nil)
    }
    placement =
      draw(0...2) > 0
      ? BlockPlacement(instance: base, reservation: 1, stop: .all).placement : Placement(ranges)
  }

  /// `λ/ρ̄`.
  package var required: Double { instance.requiredRate ?? 0 }

  /// The fewest slots by the rates of n = 1, 2, … slots; nil where none suffice.
  package func fewest(_ rates: [Double]) -> Double? {
    rates.firstIndex { $0 > 0 && Verifier.reaches($0, required) }.map { Double($0 + 1) }
  }

  /// By n = 1, 2, … slots on the placement.
  package var ratesOnPlacement: [Double] {
    BruteForce(instance: instance).rates(on: placement, slots: max(1, instance.maximumSlots))
  }

  package var fewestChains: Double? {
    GroupRates(of: instance, reservation: reservation)
      .fewest(reaching: required / Double(reservation)).map(Double.init)
  }
}

extension BruteForce {
  /// The least mean response time under JFFC over all placements and capacities; nil where no
  /// design is stable.
  ///
  /// - Parameter mostStates: States of the exact chain, beyond which a design is left out.
  package func leastResponse(arrivalRate: Double) -> Double? {
    var least: Double?
    instance.forEachPlacement { placement in
      forEachDesign(on: placement) { design in
        guard let system = ChainSystem(of: design, instance: instance),
          system.totalRate > arrivalRate,
          case .solved(let exact) = ExactChain.solve(system, arrivalRate: arrivalRate)
        else { return }
        least = min(least ?? .infinity, exact.meanResponse)
      }
    }
    return least
  }

  private func forEachDesign(on placement: Placement, _ body: (Design) -> Void) {
    let slots = instance.slots(on: placement)
    let chains = RoutingGraph(instance: instance, placement: placement)
      .chains(in: instance, slots: slots)
    func extend(_ index: Int, _ left: [Int], _ composed: [ComposedChain]) {
      if index == chains.count {
        if !composed.isEmpty { body(Design(placement: placement, chains: composed)) }
        return
      }
      var left = left
      var capacity = 0
      while left.allSatisfy({ $0 >= 0 }) {
        let more =
          capacity > 0 ? [ComposedChain(chain: chains[index], capacity: capacity)] : []
        extend(index + 1, left, composed + more)
        capacity += 1
        for hop in chains[index].hops { left[hop.server] -= hop.blocks }
      }
    }
    extend(0, slots, [])
  }
}
