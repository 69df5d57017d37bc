/// Time against size.
package enum ScalingTable {
  /// Times of one method on instances of one origin.
  package struct Line: Sendable {
    /// The method in a few words.
    package let method: String
    /// The generator's family, or `files`.
    package let family: String
    /// Median seconds by the number of servers, in rising order.
    package let points: [Point]

    /// A size with its time.
    package struct Point: Sendable {
      /// `J`, the size that the fit is over.
      package let servers: Int
      /// The blocks of these instances; nil where they differ.
      package let blocks: Int?
      /// How many runs the median is over; only those that ended by themselves count.
      package let runs: Int
      /// The median over runs.
      package let seconds: Double
    }

    /// The power law through the points.
    package var fit: PowerFit? {
      PowerFit(points.map { (Double($0.servers), $0.seconds) })
    }

    /// A name for legends.
    package var name: String { "\(method), \(family)" }
  }

  /// Every method and family of the runs that measure speed, in order of their names.
  ///
  /// - Complexity: O(n log n).
  package static func lines(of log: LogIndex) -> [Line] {
    struct Key: Hashable {
      let method: String
      let family: String
    }
    var groups: [Key: [Int: [Record]]] = [:]
    for (index, place) in log.places.enumerated()
    where log.records[index].question == .speed && log.records[index].outcome.status == .done {
      let record = log.records[index]
      let key = Key(
        method: log.labels.names[place.label], family: record.instance.family ?? "files")
      groups[key, default: [:]][record.instance.servers, default: []].append(record)
    }
    let keys = groups.keys.sorted { ($0.method, $0.family) < ($1.method, $1.family) }
    return keys.map { key in
      let points = (groups[key] ?? [:]).sorted { $0.key < $1.key }.map { servers, records in
        let blocks = Set(records.map(\.instance.blocks))
        return Line.Point(
          servers: servers, blocks: blocks.count == 1 ? blocks.first : nil, runs: records.count,
          seconds: Statistics.median(
            records.map { $0.outcome.value ?? $0.effort.wallSeconds }) ?? 0)
      }
      return Line(method: key.method, family: key.family, points: points)
    }
  }

  /// Times by size, and the exponents fitted to them.
  package static func tables(of lines: [Line]) -> [ReportTable] {
    guard !lines.isEmpty else { return [] }
    var times = ReportTable(
      key: "scaling", title: "Time by size",
      columns: [
        .text("method"), .text("family"), .number("servers"), .number("blocks"), .number("runs"),
        .number("median time", unit: "ms", decimals: 3),
      ])
    var fits = ReportTable(
      key: "exponents", title: "Fitted exponents",
      columns: [
        .text("method"), .text("family"), .number("sizes"), .number("exponent", decimals: 3),
        .number("standard error", decimals: 3), .number("R²", decimals: 4),
        .number("time at 1000 servers", unit: "ms", decimals: 3),
      ])
    for line in lines {
      for point in line.points {
        times.add([
          .text(line.method), .text(line.family), .count(point.servers),
          .optional(point.blocks.map(Double.init)), .count(point.runs),
          .number(1000 * point.seconds),
        ])
      }
      let fit = line.fit
      fits.add([
        .text(line.method), .text(line.family), .count(line.points.count),
        .optional(fit?.exponent), .optional(fit?.error), .optional(fit?.explained),
        .optional(fit.map { 1000 * $0.value(at: 1000) }),
      ])
    }
    fits.notes = [
      "Time = a · servers^exponent, by least squares on logarithms of the medians; "
        + "the last column is the fitted one."
    ]
    return [times, fits]
  }
}
