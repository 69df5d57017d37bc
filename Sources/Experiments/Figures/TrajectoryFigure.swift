import Glibc
import ServerChains

/// The certified gap over time: a line for each of few runs, median and quartiles by size for many.
enum TrajectoryFigure {
  /// Gaps below this are drawn as this, in percent: a logarithmic axis has no 0.
  private static let floor = 0.01
  /// More runs than these are summed up.
  private static let lineLimit = 6

  private struct Course {
    /// The position of the record.
    let record: Int
    let question: RunQuestion
    let servers: Int
    /// When the run ended, in seconds.
    let end: Double
    let points: [(seconds: Double, gap: Double)]

    /// Adds the gaps at rising times, in percent, to one list for each; everything is open before
    /// the first report.
    func add(at times: [Double], to lists: inout [[Double]]) {
      var (next, gap) = (0, 100.0)
      for (place, time) in times.enumerated() {
        while next < points.count, points[next].seconds <= time {
          gap = points[next].gap
          next += 1
        }
        lists[place].append(gap)
      }
    }
  }

  static func figure(of results: Results) -> Figure? {
    let log = results.log
    // A frontier's reports are of one number of slots after the other, so that its gap falls and
    // rises again.
    let courses = log.records.indices.filter {
      !log.records[$0].outcome.trajectory.isEmpty && log.records[$0].question != .frontier
    }.map { course($0, of: log.records) }
    guard !courses.isEmpty else { return nil }
    var charts: [Chart] = []
    var names: [String] = []
    for question in RunQuestion.allCases {
      let asked = courses.filter { $0.question == question }
      let groups = Dictionary(grouping: asked, by: \.servers)
      if asked.count > lineLimit {
        charts += groups.sorted { $0.key < $1.key }.map { chart(of: $1, question, servers: $0) }
      } else if !asked.isEmpty {
        charts.append(chart(of: asked, question, log, &names))
      }
    }
    let (kept, notes) = FigureKind.chosen(charts, named: "sizes", by: "--question")
    return Figure(
      title: "Gap over time", charts: kept,
      notes: [
        "Certified gap between the best plan and the bound at hand; 0.01 % stands for less too."
          + (courses.count > lineLimit
            ? " Lines are medians over the runs of a size, areas reach from quartile to quartile."
            : "")
      ] + notes)
  }

  private static func course(_ index: Int, of records: [Record]) -> Course {
    let isMaximized = records[index].question.isMaximized
    var points: [(seconds: Double, gap: Double)] = records[index].outcome.trajectory.map { point in
      guard let value = point.value, let bound = point.bound else { return (point.seconds, 100) }
      let scale = isMaximized ? bound : value
      let gap = isMaximized ? bound - value : value - bound
      return (point.seconds, scale > 0 ? min(100, max(floor, 100 * gap / scale)) : 100)
    }
    let end = max(points.last?.seconds ?? 0, records[index].effort.wallSeconds)
    // What was reached last holds to the end.
    let isOptimal = records[index].outcome.termination == .optimal
    points.append((end, isOptimal ? floor : points.last?.gap ?? 100))
    return Course(
      record: index, question: records[index].question,
      servers: records[index].instance.servers, end: end, points: points)
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
  ///
  /// - Parameter names: of the lines of all charts: each looks the same in all, and none like the
  ///   medians.
  private static func chart(
    of courses: [Course], _ question: RunQuestion, _ log: LogIndex, _ names: inout [String]
  ) -> Chart {
    var chart = axes(of: courses, title: question.heading)
    chart.series = courses.map { course in
      let record = log.records[course.record]
      let slots = record.slots.map { ", n = \($0)" } ?? ""
      let name = "\(record.instance.name), \(log.labels[record.method])\(slots)"
      if !names.contains(name) { names.append(name) }
      return ChartSeries(
        name: name, style: Palette.style(1 + (names.firstIndex(of: name) ?? 0)), shape: .steps,
        isMarked: false, points: course.points.map { ChartPoint(max($0.seconds, 0.001), $0.gap) })
    }
    return chart
  }

  /// Median and quartiles of the runs with one number of servers.
  private static func chart(
    of courses: [Course], _ question: RunQuestion, servers: Int
  ) -> Chart {
    var chart = axes(
      of: courses, title: "\(question.heading), \(servers)\u{A0}servers, \(courses.count)\u{A0}runs"
    )
    let (first, last) = (chart.horizontal.range.lowerBound, chart.horizontal.range.upperBound)
    let grid = (0...60).map { first * pow(last / first, Double($0) / 60) }
    var gaps: [[Double]] = Array(repeating: [], count: grid.count)
    for course in courses { course.add(at: grid, to: &gaps) }
    let quartiles = gaps.map { Statistics.quantiles([0.25, 0.5, 0.75], of: $0) }
    let style = Palette.style(0)
    chart.bands = [
      ChartBand(
        name: "quartiles", colour: style.colour,
        edges: zip(grid, quartiles).map { ($0, $1[0]...$1[2]) })
    ]
    chart.series = [
      ChartSeries(
        name: "median", style: style, isMarked: false,
        points: zip(grid, quartiles).map { ChartPoint($0, $1[1]) })
    ]
    return chart
  }
}
