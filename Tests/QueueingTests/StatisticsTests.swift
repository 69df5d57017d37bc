import ServerChains
import Testing

@testable import Queueing

@Suite struct StatisticsTests {
  @Test func quantilesAreWithinTheirError() {
    var generator = SeededGenerator(seed: 3)
    var histogram = LogHistogram()
    var times: [Double] = []
    for _ in 0..<20_000 {
      let time = generator.gamma(shape: 0.3) * 100
      times.append(time)
      histogram.add(time)
    }
    times.sort()
    for share in [0.01, 0.5, 0.95, 0.99, 1] {
      let exact = times[Int((share * 20_000).rounded(.up)) - 1]
      #expect(abs(histogram.quantile(share) / exact - 1) <= LogHistogram.relativeError * 1.01)
    }
  }

  @Test func zerosAndExtremesHaveTheirPlace() {
    var histogram = LogHistogram()
    #expect(histogram.quantile(0.5) == 0)
    for _ in 0..<9 { histogram.add(0) }
    histogram.add(1e30)
    #expect(histogram.quantile(0.9) == 0)
    #expect(histogram.quantile(0.91) > 1e12)
    #expect(histogram.total == 10)
  }

  @Test func momentsMatchTheirSums() {
    var moments = RunningMoments()
    for value in [1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16] { moments.add(value) }
    #expect(moments.mean == 1e9 + 10)
    #expect(moments.variance == 30)
  }

  @Test func studentsTableContinuesSmoothly() {
    #expect(abs(StudentQuantile.upper(degrees: 40) - 2.021075) < 1e-5)
    #expect(abs(StudentQuantile.upper(degrees: 120) - 1.979930) < 1e-5)
    #expect(abs(StudentQuantile.upper(degrees: 31) - 2.039513) < 1e-5)
  }
}
