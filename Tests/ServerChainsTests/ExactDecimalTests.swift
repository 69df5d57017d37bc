import Testing

@testable import ServerChains

@Suite struct ExactDecimalTests {
  @Test func threeMinusTwoPointSevenHasThreeTenths() throws {
    let left = try #require(ExactDecimal("3")) - #require(ExactDecimal("2.7"))
    #expect(left.floorQuotient(by: 0.1) == 3)
    // The same in floating point gives 2.
    #expect(((3 - 2.7) / 0.1).rounded(.down) == 2)
  }

  @Test(arguments: [
    ("0.1", "0.1"), ("1.320", "1.32"), ("-4e2", "-400"), ("12e-3", "0.012"), ("0", "0"),
    ("1E3", "1000"), ("0.000000000000001", "0.000000000000001"), ("100.50", "100.5"),
  ])
  func readsAndWritesCanonicalText(_ text: String, _ canonical: String) {
    #expect(ExactDecimal(text)?.description == canonical)
  }

  @Test(arguments: [
    "", "-", ".", "1.2.3", "1e", "1e999", "nan", "inf", "1000000000000", "0.0000000000000001",
    "1_000", " 1", "0x10",
  ])
  func refusesWhatItCannotHold(_ text: String) {
    #expect(ExactDecimal(text) == nil)
  }

  @Test func floorsTowardsMinusInfinity() {
    #expect(ExactDecimal("-1")?.floorQuotient(by: 0.3) == -4)
    #expect(ExactDecimal("0.9")?.floorQuotient(by: 0.3) == 3)
    #expect(ExactDecimal("0.899999999999999")?.floorQuotient(by: 0.3) == 2)
  }

  @Test func slotsOfAServerAreExact() throws {
    let instance = try Instance(
      name: "x", service: Service(name: "m", blocks: 3, blockMemory: 0.9, cacheMemory: 0.1),
      servers: [Server(name: "a", memory: 3, communicationTime: 1, computationTime: 1)])
    #expect(instance.slots(of: 0, hosting: 3) == 3)
    #expect(instance.slots(of: 0, hosting: 1) == 21)
    #expect(instance.hosted(by: 0, reservation: 1) == 3)
    #expect(instance.maximumHosted(by: 0) == 3)
    #expect(instance.slots(of: 0, hosting: 4) == 0)
  }
}
