import Foundation
import Queueing
import Testing

@Suite struct ResponseBoundsTests {
  /// Mean response of M/M/c by Erlang's C formula.
  private func erlang(arrivalRate: Double, rate: Double, slots: Int) -> Double {
    let offered = arrivalRate / rate
    var blocking = 1.0
    for count in 1...slots { blocking = offered * blocking / (Double(count) + offered * blocking) }
    let load = offered / Double(slots)
    let waits = blocking / (1 - load + load * blocking)
    return 1 / rate + waits / (Double(slots) * rate - arrivalRate)
  }

  @Test(arguments: [1, 2, 7, 40, 400, 5000], [0.05, 0.5, 0.9, 0.999])
  func equalChainsAreErlangsQueue(slots: Int, load: Double) throws {
    let rate = 0.37
    let arrivalRate = load * rate * Double(slots)
    let bounds = try #require(
      ResponseBounds(chains: [(rate, slots)], arrivalRate: arrivalRate))
    let exact = erlang(arrivalRate: arrivalRate, rate: rate, slots: slots)
    #expect(abs(bounds.lower / exact - 1) < 1e-9)
    #expect(abs(bounds.upper / exact - 1) < 1e-9)
  }

  @Test func twoUnequalSlotsMatchTheSumWrittenOut() throws {
    // C = 2, death rates (3, 4) from below and (1, 4) from above, λ = 2.
    let bounds = try #require(ResponseBounds(chains: [(1, 1), (3, 1)], arrivalRate: 2))
    func response(_ first: Double) -> Double {
      let one = 2 / first
      let two = one * 2 / 4
      let mass = 1 + one + two / 0.5
      return (one + two * (0.5 / 0.25 + 2 / 0.5)) / mass / 2
    }
    #expect(abs(bounds.lower - response(3)) < 1e-12)
    #expect(abs(bounds.upper - response(1)) < 1e-12)
  }

  /// Of a hundred million slots only those are looked at that can be busy: no arrays of them.
  @Test func slotsThatAreNeverBusyAreNotCounted() throws {
    let bounds = try #require(
      ResponseBounds(chains: [(1, 100_000_000), (0.5, 100_000_000)], arrivalRate: 3))
    #expect(abs(bounds.lower - 1) < 1e-9)
    #expect(abs(bounds.upper - 2) < 1e-9)
  }

  @Test func unstableSystemsHaveNoBounds() {
    #expect(ResponseBounds(chains: [(1, 2)], arrivalRate: 2) == nil)
    #expect(ResponseBounds(chains: [(1, 2)], arrivalRate: 3) == nil)
    #expect(ResponseBounds(chains: [], arrivalRate: 0.1) == nil)
  }
}
