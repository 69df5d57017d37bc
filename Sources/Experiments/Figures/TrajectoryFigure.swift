import Glibc

/// The certified gap over time: a line for each of few runs, median and quartiles by size for many.
enum TrajectoryFigure {
  /// Gaps below this are drawn as this, in percent: a logarithmic axis has no 0.
  private static let floor = 0.01
  /// More runs than these are summed up.
  private static let lineLimit = 6

  private struct Course {
    let record: Record
    let points: [(seconds: Double, gap: Double)]

    /// The gap at a time, in percent; everything is open before the first report.
    func gap(at seconds: Double) -> Double {
      points.last { $0.seconds <= seconds }?.gap ?? 100
    }
  }

  static func figure(of records: [Record]) -> Figure? {
    let courses = records.filter { !$0.outcome.trajectory.isEmpty }.map(course)
    guard !courses.isEmpty else { return nil }
    let charts = RunQuestion.allCases.compactMap { question in
      chart(of: courses.filter { $0.record.question == question }, question)
    }
    return Figure(
      title: "Gap over time", charts: charts,
      notes: [
        "Certified gap between the best plan and the bound at hand; 0.01 % stands for less too."
          + (courses.count > lineLimit
            ? " Lines are medians over the runs of a size, areas reach from quartile to quartile." : "")
      ])
  }

  private static func course(_ record: Record) -> Course {
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
    return Course(record: record, points: points)
  }

  private static func chart(of courses: [Course], _ question: RunQuestion) -> Chart? {
    guard !courses.isEmpty else { return nil }
    let times = courses.flatMap { $0.points.map(\.seconds) }.map { max($0, 0.001) }
    let last = courses.map { max($0.points.last?.seconds ?? 0, $0.record.effort.wallSeconds) }.max()
    let horizontal = Axis(
      title: "time (s)", isLogarithmic: true,
      range: (times.min() ?? 0.001)...max(last ?? 1, times.min() ?? 0.001))
    var chart = Chart(
      title: question.heading, horizontal: horizontal,
      vertical: Axis(title: "certified gap (%)", isLogarithmic: true, range: floor...100))
    if courses.count <= lineLimit {
      chart.series = courses.enumerated().map { index, course in
        ChartSeries(
          name: "\(course.record.instance.name), \(course.record.method.label)"
            + (course.record.slots.map { ", n = \($0)" } ?? ""),
          style: Palette.style(index), shape: .steps, isMarked: false,
          points: course.points.map { ChartPoint(max($0.seconds, 0.001), $0.gap) })
      }
    } else {
      addGroups(of: courses, to: &chart)
    }
    return chart
  }

  private static func addGroups(of courses: [Course], to chart: inout Chart) {
    let (first, last) = (chart.horizontal.range.lowerBound, chart.horizontal.range.upperBound)
    let grid = (0...60).map { first * pow(last / first, Double($0) / 60) }
    let groups = Dictionary(grouping: courses) { $0.record.instance.servers }
    for (index, (servers, courses)) in groups.sorted(by: { $0.key < $1.key }).enumerated() {
      let style = Palette.style(index)
      let sorted = grid.map { time in courses.map { $0.gap(at: time) }.sorted() }
      func edge(_ share: Double) -> [Double] {
        sorted.map { Statistics.quantile(share, of: $0) ?? 100 }
      }
      let (low, middle, high) = (edge(0.25), edge(0.5), edge(0.75))
      chart.bands.append(
        ChartBand(
          name: "\(servers) servers, quartiles", colour: style.colour,
          edges: grid.indices.map { (grid[$0], low[$0]...high[$0]) }))
      chart.series.append(
        ChartSeries(
          name: "\(servers) servers, median of \(courses.count) runs", style: style,
          points: zip(grid, middle).map { ChartPoint($0, $1) }))
    }
  }
}
