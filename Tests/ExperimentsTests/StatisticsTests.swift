import Foundation
import ServerChains
import Testing

@testable import Experiments

@Suite struct StatisticsTests {
  @Test func shiftedGeometricMean() throws {
    // (2 · 8)^(1/2) − 1, and (11 · 110)^(1/2) − 10.
    #expect(try abs(#require(Statistics.shiftedGeometricMean([1, 7], shift: 1)) - 3) < 1e-12)
    #expect(
      try abs(
        #require(Statistics.shiftedGeometricMean([1, 100], shift: 10)) - (1210.0.squareRoot() - 10))
        < 1e-12)
    #expect(Statistics.shiftedGeometricMean([], shift: 1) == nil)
  }

  @Test func mediansAndQuantiles() {
    #expect(Statistics.median([3, 1, 2]) == 2)
    #expect(Statistics.median([4, 1, 2, 3]) == 2.5)
    #expect(Statistics.median([]) == nil)
    #expect(Statistics.quantile(0.25, of: [0, 1, 2, 3, 4]) == 1)
    #expect(Statistics.quantile(0.9, of: [0, 10]) == 9)
    #expect(Statistics.median([1, .infinity]) == .infinity)
  }

  @Test func quantilesWithoutSorting() {
    var generator = SeededGenerator(seed: 3)
    for count in [0, 1, 2, 3, 7, 100, 1001] {
      for spread in [2, 10, 1_000_000] {
        let values = (0..<count).map { _ in Double(generator.integer(in: 0...spread)) }
        let sorted = values.sorted()
        for shares in [[0.25, 0.5, 0.75], [0, 0.1, 0.999, 1]] {
          #expect(
            Statistics.quantiles(shares, of: values)
              == shares.compactMap { Statistics.quantile($0, of: sorted) })
        }
      }
    }
  }

  /// Times 1, 2, 4 and 10 against 2, 1, unsolved and 5.
  @Test func performanceProfile() throws {
    let times: [(Double, Double?)] = [(1, 2), (2, 1), (4, nil), (10, 5)]
    let records = times.enumerated().flatMap { index, pair in
      [
        SampleRecords.record(
          "p\(index)", SampleRecords.cbc, .rate, seconds: pair.0,
          RunOutcome(status: .done, termination: .optimal, value: 1, bound: 1)),
        SampleRecords.record(
          "p\(index)", SampleRecords.glpk, .rate, seconds: pair.1 ?? 60,
          RunOutcome(
            status: .done, termination: pair.1 == nil ? .timeLimit : .optimal, value: 1, bound: 1)),
      ]
    }
    let comparison = try #require(Results(records).comparisons.first)
    let profiles = PerformanceProfile.profiles(of: comparison)
    #expect(profiles.map(\.method) == ["exact cbc", "exact glpk"])
    #expect([1.0, 1.99, 2].map { profiles[0].value(at: $0) } == [0.5, 0.5, 1])
    #expect([1.0, 1.99, 2, 1e9].map { profiles[1].value(at: $0) } == [0.5, 0.5, 0.75, 0.75])
  }

  /// Our own fixed decimals are those of the C library, ties and signs included.
  @Test func fixedDecimalsAreCorrectlyRounded() {
    var generator = SeededGenerator(seed: 7)
    var values = [
      0, -0.0, 0.5, 1.5, 2.5, 0.125, 0.375, 1e-9, Double.leastNonzeroMagnitude, 8_999_999_999.5,
      -0.004, 9e9, 1e300, .pi,
    ]
    for _ in 0..<2000 {
      let exponent = Double(generator.integer(in: -12...9))
      values.append((generator.uniform() - 0.5) * pow(10, exponent))
      values.append(Double(generator.integer(in: 0...100_000)) / 1024)
    }
    for value in values {
      for decimals in [0, 1, 2, 3, 6, 9, 12] {
        #expect(
          NumberText.fixed(value, decimals: decimals) == String(format: "%.\(decimals)f", value))
      }
    }
  }
}
