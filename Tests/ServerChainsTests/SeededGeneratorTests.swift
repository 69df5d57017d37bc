import Testing

@testable import ServerChains

@Suite struct SeededGeneratorTests {
  /// The values printed by the authors' C program for seed 1234567.
  @Test func splitMixGivesThePublishedOutputs() {
    var generator = SplitMix64(seed: 1_234_567)
    let outputs = (0..<5).map { _ in generator.next() }
    #expect(
      outputs == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  /// The values of the authors' C program for the state 1, 2, 3, 4.
  @Test func xoshiroGivesThePublishedOutputs() {
    var generator = SeededGenerator(state: (1, 2, 3, 4))
    let outputs = (0..<10).map { _ in generator.next() }
    #expect(
      outputs == [
        11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360,
        607_988_272_756_665_600, 16_172_922_978_634_559_625, 8_476_171_486_693_032_832,
        10_595_114_339_597_558_777, 2_904_607_092_377_533_576,
      ])
  }

  @Test func aSeedIsSpreadBySplitMix() {
    var spreader = SplitMix64(seed: 42)
    var expected = SeededGenerator(
      state: (spreader.next(), spreader.next(), spreader.next(), spreader.next()))
    var seeded = SeededGenerator(seed: 42)
    #expect((0..<20).map { _ in seeded.next() } == (0..<20).map { _ in expected.next() })
  }

  @Test func uniformNumbersUseTheTop53Bits() {
    var numbers = SeededGenerator(seed: 9)
    var bits = numbers
    for _ in 0..<1000 {
      let value = numbers.uniform()
      #expect(value == Double(bits.next() / 2048) / 9_007_199_254_740_992)
      #expect(value >= 0 && value < 1)
    }
  }

  /// Pearson's statistic over 7 cells lies below its 99.9 % point, 22.46, for an unbiased draw.
  @Test(arguments: [UInt64(1), 2, 3]) func integersAreEvenlySpread(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[generator.integer(below: 7)] += 1 }
    let statistic = counts.reduce(0.0) {
      $0 + Double(($1 - 10_000) * ($1 - 10_000)) / 10_000
    }
    #expect(statistic < 22.46)
  }

  @Test func integersInARangeReachBothEnds() {
    var generator = SeededGenerator(seed: 5)
    let drawn = Set((0..<200).map { _ in generator.integer(in: -2...2) })
    #expect(drawn == [-2, -1, 0, 1, 2])
    #expect(generator.integer(below: 1) == 0)
  }

  @Test func aShuffleKeepsElementsAndReachesEveryOrder() {
    var generator = SeededGenerator(seed: 11)
    var seen: Set<[Int]> = []
    for _ in 0..<300 {
      var order = [0, 1, 2, 3]
      generator.shuffle(&order)
      #expect(order.sorted() == [0, 1, 2, 3])
      seen.insert(order)
    }
    #expect(seen.count == 24)
  }
}
