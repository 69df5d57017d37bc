import Testing

@testable import Experiments

@Suite struct TicksTests {
  @Test func marksAreRoundNumbersWithinTheRange() {
    let ticks = Ticks.linear(0...1, count: 5)
    #expect(ticks.labels == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
    #expect(Ticks.linear(0.003...0.0091, count: 4).labels == ["0.004", "0.006", "0.008"])
    #expect(Ticks.linear(-12...31, count: 3).labels == ["0", "20"])
    #expect(Ticks.linear(-12...31, count: 4).labels == ["-10", "0", "10", "20", "30"])
  }

  @Test func logarithmicMarksArePowersOfTen() {
    #expect(
      Ticks.logarithmic(0.01...1000, count: 8).labels == ["0.01", "0.1", "1", "10", "100", "1000"])
    #expect(Ticks.logarithmic(1...8, count: 6).labels == ["1", "2", "5"])
    #expect(Ticks.logarithmic(1e-6...1e-3, count: 6).labels == ["10⁻⁶", "10⁻⁵", "10⁻⁴", "0.001"])
  }

  @Test func axesCoverTheirValues() {
    let axis = Axis(title: "x", covering: [2, 5, 10])
    #expect(axis.range.lowerBound == 0)
    #expect(axis.share(10) < 1)
    #expect(Axis(title: "x", covering: [7]).range.contains(7))
    #expect(Axis(title: "x", isLogarithmic: true, covering: [0, 1, 100]).range.lowerBound > 0)
    let log = Axis(title: "x", isLogarithmic: true, range: 1...100)
    #expect(abs(log.share(10) - 0.5) < 1e-12)
  }
}
