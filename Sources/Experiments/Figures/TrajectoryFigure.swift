import Glibc

/// The certified gap over time: a line for each of few runs, median and quartiles by size for many.
enum TrajectoryFigure {
  /// Gaps below this are drawn as this, in percent: a logarithmic axis has no 0.
  private static let floor = 0.01
  /// More runs than these are summed up.
  private static let lineLimit = 6

  private struct Course {
    let name: String
    let question: RunQuestion
    let servers: Int
    /// When the run ended, in seconds.
    let end: Double
    let points: [(seconds: Double, gap: Double)]

    /// The gaps at rising times, in percent; everything is open before the first report.
    func gaps(at times: [Double]) -> [Double] {
      var (next, gap) = (0, 100.0)
      return times.map { time in
        while next < points.count, points[next].seconds <= time {
          gap = points[next].gap
          next += 1
        }
        return gap
      }
    }
  }

  static func figure(of results: Results) -> Figure? {
    let courses =
      results.records.lazy.filter { !$0.outcome.trajectory.isEmpty }
      .map { course($0, results.labels) } as [Course]
    guard !courses.isEmpty else { return nil }
    var charts: [Chart] = []
    for question in RunQuestion.allCases {
      let asked = courses.filter { $0.question == question }
      let groups = Dictionary(grouping: asked, by: \.servers)
      if asked.count > lineLimit {
        charts += groups.sorted { $0.key < $1.key }.map { chart(of: $1, question, servers: $0) }
      } else if !asked.isEmpty {
        charts.append(chart(of: asked, question))
      }
    }
    let (kept, notes) = FigureKind.chosen(charts, named: "sizes")
    return Figure(
      title: "Gap over time", charts: kept,
      notes: [
        "Certified gap between the best plan and the bound at hand; 0.01 % stands for less too."
          + (courses.count > lineLimit
            ? " Lines are medians over the runs of a size, areas reach from quartile to quartile."
            : "")
      ] + notes)
  }

  private static func course(_ record: Record, _ labels: MethodLabels) -> Course {
    let isMaximized = record.question.isMaximized
    var points: [(seconds: Double, gap: Double)] = record.outcome.trajectory.map { point in
      guard let value = point.value, let bound = point.bound else { return (point.seconds, 100) }
      let scale = isMaximized ? bound : value
      let gap = isMaximized ? bound - value : value - bound
      return (point.seconds, scale > 0 ? min(100, max(floor, 100 * gap / scale)) : 100)
    }
    if record.outcome.termination == .optimal {
      points.append((max(points.last?.seconds ?? 0, record.effort.wallSeconds), floor))
    }
    let slots = record.slots.map { ", n = \($0)" } ?? ""
    return Course(
      name: "\(record.instance.name), \(labels[record.method])\(slots)",
      question: record.question, servers: record.instance.servers,
      end: max(points.last?.seconds ?? 0, record.effort.wallSeconds), points: points)
  }

  private static func axes(of courses: [Course], title: String) -> Chart {
    let times = courses.flatMap { $0.points.map(\.seconds) }.map { max($0, 0.001) }
    let first = times.min() ?? 0.001
    let last = courses.map(\.end).max()
    return Chart(
      title: title,
      horizontal: Axis(
        title: "time (s)", isLogarithmic: true, range: first...max(last ?? 1, first)),
      vertical: Axis(title: "certified gap (%)", isLogarithmic: true, range: floor...100))
  }

  /// A line for each run.
  private static func chart(of courses: [Course], _ question: RunQuestion) -> Chart {
    var chart = axes(of: courses, title: question.heading)
    chart.series = courses.enumerated().map { index, course in
      ChartSeries(
        name: course.name,
        style: Palette.style(index), shape: .steps, isMarked: false,
        points: course.points.map { ChartPoint(max($0.seconds, 0.001), $0.gap) })
    }
    return chart
  }

  /// Median and quartiles of the runs with one number of servers.
  private static func chart(
    of courses: [Course], _ question: RunQuestion, servers: Int
  ) -> Chart {
    var chart = axes(
      of: courses, title: "\(question.heading), \(servers) servers, \(courses.count) runs")
    let (first, last) = (chart.horizontal.range.lowerBound, chart.horizontal.range.upperBound)
    let grid = (0...60).map { first * pow(last / first, Double($0) / 60) }
    let gaps = courses.map { $0.gaps(at: grid) }
    let sorted = grid.indices.map { time in gaps.map { $0[time] }.sorted() }
    func edge(_ share: Double) -> [Double] {
      sorted.map { Statistics.quantile(share, of: $0) ?? 100 }
    }
    let (low, middle, high) = (edge(0.25), edge(0.5), edge(0.75))
    let style = Palette.style(0)
    chart.bands = [
      ChartBand(
        name: "quartiles", colour: style.colour,
        edges: grid.indices.map { (grid[$0], low[$0]...high[$0]) })
    ]
    chart.series = [
      ChartSeries(
        name: "median", style: style, isMarked: false,
        points: zip(grid, middle).map { ChartPoint($0, $1) })
    ]
    return chart
  }
}
