import ServerChains

/// Round-trip times between regions, from a square table with one row and one column per region.
///
/// The table at hand is not quite square: a region may have a row and no column, or the other way
/// round, and fields may be blank. Such regions are left out, not repaired.
public struct RegionTable: Sendable {
  /// Regions with a time to and from each other, in the table's order.
  public let regions: [String]
  private let times: [String: [String: Double]]

  /// The regions of a table whose first column, `Source`, holds their names; times are in
  /// milliseconds.
  ///
  /// Regions with both a row and a column are kept; then the one with the most blanks towards the
  /// others is dropped, the last in the table among equals, until no blank is left.
  ///
  /// - Throws: `InputError` where a field is neither blank nor a time.
  /// - Complexity: O(R²) fields, O(R³) steps.
  public init(table: CSVTable) throws(InputError) {
    var times: [String: [String: Double]] = [:]
    var regions: [String] = []
    for row in table.rows {
      let source = try table.text("Source", in: row)
      guard table.header.contains(source), times[source] == nil else { continue }
      regions.append(source)
      var line: [String: Double] = [:]
      for target in table.header.dropFirst() where try !table.text(target, in: row).isEmpty {
        line[target] = try table.number(target, in: row, within: 0...100_000)
      }
      times[source] = line
    }
    let kept = times
    while true {
      let blanks = regions.map { region in
        regions.count { other in
          other != region && (kept[region]?[other] == nil || kept[other]?[region] == nil)
        }
      }
      guard let most = blanks.max(), most > 0, let worst = blanks.lastIndex(of: most) else { break }
      regions.remove(at: worst)
    }
    self.regions = regions
    self.times = kept
  }

  /// The mean of both directions, in milliseconds; nil for a region that was left out or for one
  /// and the same region.
  public func roundTrip(_ first: String, _ second: String) -> Double? {
    guard first != second, regions.contains(first), regions.contains(second),
      let there = times[first]?[second], let back = times[second]?[first]
    else { return nil }
    return (there + back) / 2
  }

  /// Regions spread as far as they can be: each next one is the region farthest from its nearest
  /// among those chosen before.
  ///
  /// Ties go to the one first in the table. A longer list begins with the shorter one.
  ///
  /// - Parameters:
  ///   - start: The region to begin from, itself not in the list.
  ///   - count: How many to choose; fewer come back where the table has no more.
  /// - Complexity: O(count · R²).
  public func spread(from start: String, count: Int) -> [String] {
    var chosen = [start]
    while chosen.count <= count {
      var best: (region: String, distance: Double)?
      for region in regions where !chosen.contains(region) {
        let distance = chosen.compactMap { roundTrip(region, $0) }.min() ?? 0
        if distance > best?.distance ?? -1 { best = (region, distance) }
      }
      guard let best else { break }
      chosen.append(best.region)
    }
    return Array(chosen.dropFirst())
  }
}
