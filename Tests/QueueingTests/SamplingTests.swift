import Foundation
import ServerChains
import Testing

@testable import Queueing

@Suite struct SamplingTests {
  @Test func logarithmIsWithinOneUnitInTheLastPlace() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<20_000 {
      let exponent = generator.integer(in: -1000...1000)
      let value = Double(
        sign: .plus, exponent: exponent, significand: 1 + generator.uniform())
      let library = Foundation.log(value)
      #expect(abs(PortableMath.log(value) - library) <= library.ulp)
    }
    #expect(PortableMath.log(1) == 0)
    #expect(PortableMath.log(0x1p-53) == -53 * 0.6931471805599453)
  }

  @Test func exponentialIsWithinOneUnitInTheLastPlace() {
    var generator = SeededGenerator(seed: 8)
    for _ in 0..<20_000 {
      let value = (generator.uniform() - 0.5) * 1400
      let library = Foundation.exp(value)
      #expect(abs(PortableMath.exp(value) - library) <= library.ulp)
    }
    #expect(PortableMath.exp(0) == 1)
    #expect(PortableMath.exp(-.infinity) == 0)
    #expect(PortableMath.exp(800) == .infinity)
  }

  /// Draws are fixed for good: a seed means the same on every machine.
  @Test func drawsAreTheKnownOnes() {
    var generator = SeededGenerator(seed: 42)
    let draws = [
      generator.exponential(), generator.exponential(), generator.normal(),
      generator.gamma(shape: 4), generator.gamma(shape: 0.2),
    ]
    #expect(draws == Self.known, "\(draws)")
  }

  static let known = [
    2.4785711090585885, 0.9702711843269112, 0.2216227015035933, 1.1573132910196338,
    0.7377401275880016,
  ]

  @Test(arguments: [0.2, 1, 4, 100])
  func gammaHasItsMomentsAndTheExponentialToo(shape: Double) {
    var generator = SeededGenerator(seed: 9)
    var moments = RunningMoments()
    for _ in 0..<40_000 { moments.add(generator.gamma(shape: shape)) }
    let deviation = (1 / shape).squareRoot()
    // Five standard errors of a mean, and of a variance from the fourth moment 3/shape² + 6/shape³.
    #expect(abs(moments.mean - 1) < 5 * deviation / 200)
    let spread = ((2 + 6 / shape) / (shape * shape)).squareRoot() / 200
    #expect(abs(moments.variance - 1 / shape) < 5 * spread)
  }

  /// Kolmogorov and Smirnov's distance of exponential draws from their distribution.
  @Test func exponentialDrawsFollowTheirDistribution() {
    var generator = SeededGenerator(seed: 10)
    let count = 20_000
    let draws = (0..<count).map { _ in generator.exponential() }.sorted()
    var distance = 0.0
    for (index, draw) in draws.enumerated() {
      let probability = 1 - Foundation.exp(-draw)
      distance = max(distance, abs(probability - Double(index) / Double(count)))
    }
    // 1.95/√n is passed once in a thousand.
    #expect(distance < 1.95 / Double(count).squareRoot())
  }

  @Test func streamsDifferByUseReplicationAndSeed() {
    var firsts: Set<UInt64> = []
    for seed in 0..<10 as Range<UInt64> {
      for replication in 0..<10 {
        let streams = RandomStreams(seed: seed, replication: replication)
        for use in [StreamUse.arrivals, .sizes, .choices] {
          var generator = streams.generator(for: use)
          firsts.insert(generator.next())
        }
      }
    }
    #expect(firsts.count == 300)
  }
}
