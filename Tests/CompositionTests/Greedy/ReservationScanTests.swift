import ServerChains
import Testing

@testable import Composition

/// The reservations that are tried against all of them.
@Suite struct ReservationScanTests {
  /// Cache from coarse to fine, and loads that stop the chains early, late or never.
  private static func instance(seed: UInt64, load: Double) throws -> Instance {
    var random = SplitMix64(seed: seed)
    func draw(_ range: ClosedRange<Int>) -> Int {
      range.lowerBound + Int(random.next() % UInt64(range.count))
    }
    let cache = ["0.9", "0.31", "0.13", "0.07"][draw(0...3)]
    return try Instance(
      name: "scan-\(seed)",
      service: Service(
        name: "s", blocks: draw(1...7), blockMemory: 1, cacheMemory: ExactDecimal(cache) ?? 1),
      servers: (1...draw(1...7)).map { number in
        Server(
          name: "s\(number)", memory: ExactDecimal("\(draw(4...30)).\(draw(0...9))") ?? 2,
          communicationTime: Double(draw(0...40)) / 100,
          computationTime: Double(draw(1...100)) / 100)
      }, arrivalRate: load * Double(draw(1...1000)) / 10, maximumLoad: 0.7)
  }

  @Test(arguments: [ChainStop.all, .rate])
  func everyPlacementIsTriedOnceAtItsSmallestReservation(_ stop: ChainStop) throws {
    var (tried, all) = (0, 0)
    for seed in 1...80 {
      let instance = try Self.instance(seed: UInt64(seed), load: [0.01, 0.1, 1, 10][seed % 4])
      var scan = ReservationScan(instance, stop: stop) { false }
      var latest = scan.next()
      var upcoming = scan.next()
      #expect(latest?.reservation == (instance.maximumReservation > 0 ? 1 : nil))
      for reservation in stride(from: 1, through: instance.maximumReservation, by: 1) {
        if reservation == upcoming?.reservation {
          latest = upcoming
          upcoming = scan.next()
          tried += 1
        }
        let plain = BlockPlacement(instance: instance, reservation: reservation, stop: stop)
        #expect(plain.placement == latest?.blocks.placement)
        #expect(plain.chains == latest?.blocks.chains)
        all += 1
      }
      #expect(upcoming == nil)
    }
    #expect(tried * 2 < all, "\(tried) of \(all)")
  }

  @Test func theChoiceIsThatOfAllReservations() throws {
    for seed in 1...32 {
      let instance = try Self.instance(seed: UInt64(seed), load: [0.01, 0.1, 1, 10][seed % 4])
      let all = Array(stride(from: 1, through: instance.maximumReservation, by: 1))
      #expect(
        GreedyComposition.ofGreatestRate(instance: instance)?.reservation
          == first(all) {
            let rate = GreedyComposition(instance: instance, reservation: $0, stop: .all)
              .design.totalRate
            return rate > 0 ? -rate : nil
          })
      for stop in ChainStop.allCases {
        #expect(
          try GreedyComposition.tuned(instance: instance, criterion: .lower, stop: stop)?
            .reservation
            == first(all) {
              GreedyComposition(instance: instance, reservation: $0, stop: stop).response?.lower
            })
      }
      let required = try #require(instance.requiredRate)
      #expect(
        try GreedyComposition.tuned(instance: instance, criterion: .surrogate, stop: .rate)?
          .reservation
          == first(all) {
            let blocks = BlockPlacement(instance: instance, reservation: $0, stop: .rate)
            let rate = blocks.reservedRate(in: instance, reservation: $0)
            let isEnough = !blocks.chains.isEmpty && Verifier.reaches(rate, required)
            return isEnough ? Double($0 * blocks.chains.count) : nil
          })
      #expect(
        GreedyComposition.fewestSlots(reaching: required, of: instance)?.greedy.reservation
          == first(all) {
            GreedyComposition(instance: instance, reservation: $0, stop: .all).design
              .slotsReaching(required).map(Double.init)
          })
    }
  }

  /// The first reservation of the least measure.
  private func first(_ reservations: [Int], _ measure: (Int) -> Double?) -> Int? {
    var best: (reservation: Int, measure: Double)?
    for reservation in reservations {
      guard let found = measure(reservation), found < best?.measure ?? .infinity else { continue }
      best = (reservation, found)
    }
    return best?.reservation
  }

  @Test func fineCacheHasFewPlacements() throws {
    let instance = try Instance(
      name: "fine", service: Service(name: "s", blocks: 3, blockMemory: 0.9, cacheMemory: 1e-9),
      servers: [
        Server(name: "a", memory: 0.911002, communicationTime: 1.2, computationTime: 0.8),
        Server(name: "b", memory: 9, communicationTime: 1.2, computationTime: 0.8),
      ], arrivalRate: 0.5, maximumLoad: 0.5)
    #expect(instance.maximumReservation == 1_000_000_000)
    #expect(ReservationScan(instance, stop: .all) { false }.map(\.reservation).count <= 4)
    // From one chain's rate on the greedy choice stops at one.
    #expect(ReservationScan(instance, stop: .rate) { false }.map(\.reservation).count <= 12)
  }

  @Test func theFirstPlacementComesWhateverTheTime() throws {
    let instance = try Self.instance(seed: 3, load: 1)
    #expect(ReservationScan(instance, stop: .all) { true }.map(\.reservation) == [1])
  }
}
