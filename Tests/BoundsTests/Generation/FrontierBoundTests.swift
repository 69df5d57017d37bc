import CompositionTestSupport
import ServerChains
import Testing

@testable import Bounds

@Suite struct FrontierBoundTests {
  private func bound(
    _ instance: Instance, slots: Int, _ backend: Backend
  ) throws -> FrontierBound.Certificate {
    var bounds = try #require(FrontierBound(instance: instance))
    return try bounds.certify(
      .atMost(slots), solver: backend.live(), deadline: Deadline(limit: nil))
  }

  @Test(arguments: Reference.all, Backend.allCases)
  func boundsAreAboveTheFrontierAndGrow(_ reference: Reference, _ backend: Backend) throws {
    let instance = try reference.load()
    var last = 0.0
    for (index, value) in reference.frontier.enumerated() {
      let certificate = try bound(instance, slots: index + 1, backend)
      #expect(certificate.bound >= value - 2e-9)
      #expect(certificate.bound >= certificate.relaxation * (1 - 1e-9))
      #expect(certificate.bound <= certificate.relaxation * (1 + 1e-6))
      #expect(certificate.bound >= last * (1 - 1e-9))
      last = certificate.bound
    }
  }

  @Test(
    arguments: [
      { @Sendable _, dual in dual * 0.5 }, { @Sendable _, dual in -dual }, { @Sendable _, _ in 0 },
      { @Sendable row, dual in row % 2 == 0 ? dual + 0.3 : dual },
      { @Sendable row, dual in dual * (1 + 1e-7 * Double(row)) },
    ] as [@Sendable (Int, Double) -> Double])
  func tamperedDualsCannotMakeTheBoundTooSmall(
    _ change: @escaping @Sendable (Int, Double) -> Double
  ) throws {
    for reference in Reference.all {
      let instance = try reference.load()
      let solver = TamperedDuals(try Backend.glpk.live(), change: change)
      for (index, value) in reference.frontier.enumerated() {
        var bounds = try #require(FrontierBound(instance: instance))
        let certificate = try bounds.certify(
          .atMost(index + 1), solver: solver, deadline: Deadline(limit: .seconds(2)))
        #expect(certificate.bound >= value - 2e-9)
      }
    }
  }

  /// What sole hosts must carry is a claim about every design: brute force over all placements must
  /// not refute it.
  @Test(arguments: Backend.allCases)
  func boundsOfExactlySoManySlotsHoldAgainstBruteForce(_ backend: Backend) throws {
    var sharper = 0
    for seed in 1...20 {
      let instance = try TinyInstances.make(seed: UInt64(seed), servers: 4, blocks: 4)
      guard instance.coverableBlocks == instance.blocks else { continue }
      let slots = min(instance.maximumSlots, 9)
      let frontier = BruteForce(instance: instance).frontier(slots: slots)
      var bounds = try #require(FrontierBound(instance: instance))
      var greatest = 0.0
      for count in 1...slots {
        let exact = try bounds.certify(
          .exactly(count), solver: backend.live(), deadline: Deadline(limit: nil)
        ).bound
        let atMost = try bounds.certify(
          .atMost(count), solver: backend.live(), deadline: Deadline(limit: nil)
        ).bound
        greatest = max(greatest, exact)
        #expect(greatest >= frontier[count - 1] * (1 - 1e-9), "seed \(seed), \(count) slots")
        #expect(exact <= atMost * (1 + 1e-6))
        if exact < atMost * 0.99 { sharper += 1 }
      }
    }
    #expect(sharper > 10)
  }
}
