/// The numbers of blocks at which a program links what a server processes to what it hosts.
///
/// A row for each number e says what jobs with e blocks or more can have. Leaving rows out makes a
/// bound weaker, never false. All of them are there while that is affordable: their entries grow
/// with the square of the blocks, and where sole blocks count with their cube.
struct LinkLevels: Sendable {
  /// Ascending from 1 to the most blocks of the server; none where it hosts nothing.
  let levels: [Int]
  /// The most blocks that the server processes of a job.
  let limit: Int

  var count: Int { levels.count }
  var isComplete: Bool { levels.count == limit }

  /// So many levels, evenly spread, or all where these are no more.
  init(limit: Int, most: Int = .max) {
    self.limit = limit
    levels =
      limit <= most
      ? Array(0..<limit).map { $0 + 1 } : (0..<most).map { 1 + (limit - 1) * $0 / (most - 1) }
  }

  /// How many levels are at or below a number of blocks.
  func count(upTo blocks: Int) -> Int {
    if isComplete { return blocks }
    var (low, high) = (0, levels.count)
    while low < high {
      let middle = (low + high) / 2
      if levels[middle] <= blocks { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Calls `body` with every number of sole blocks in a range that can be worth most: between two
  /// levels the greatest one is.
  func forEachSole(in range: ClosedRange<Int>, _ body: (_ sole: Int) -> Void) {
    if range.contains(0), range.upperBound > 0, levels.first == 1 { body(0) }
    for level in levels.dropFirst() where level > max(1, range.lowerBound) {
      guard level <= range.upperBound else { break }
      body(level - 1)
    }
    body(range.upperBound)
  }

  /// The numbers of hosted blocks that a program offers.
  ///
  /// - Parameters:
  ///   - room: `M̃(m)` by `m − 1`.
  ///   - slots: The most slots of the designs in question.
  func hosted(room: [Int], slots: Int) -> [Int] {
    guard !isComplete else { return levels }
    // What is hosted beyond a level costs memory; before jobs meet that, it costs nothing.
    let full = room.indices.last { room[$0] / max(1, slots) > $0 } ?? 0
    let counts = levels + levels.map { $0 - 1 } + [full + 1, full + 2]
    return Set(counts).filter { (1...limit).contains($0) }.sorted()
  }
}

extension LinkLevels {
  /// Those of all servers, as many as there is memory for.
  ///
  /// - Parameters:
  ///   - rooms: `M̃_j(m)`, `[j][m − 1]`.
  ///   - slots: The fewest slots of the designs in question; nil leaves sole blocks aside.
  static func affordable(rooms: [[Int]], slots: Int?) -> [LinkLevels] {
    let most = min(
      mostEntries.fixed + mostEntries.perServer * rooms.count, mostEntries.altogether)
    let number = [Int.max, 256, 128, 96, 64, 48, 32, 24, 16, 12, 8].first { number in
      rooms.reduce(0) { $0 + entries(room: $1, slots, most: number) } <= most
    }
    return rooms.map { LinkLevels(limit: $0.count, most: number ?? 6) }
  }

  /// Entries of a program; one takes a hundred bytes with what a backend makes of it.
  private static let mostEntries = (
    fixed: 1_500_000, perServer: 1_500, altogether: 2_500_000
  )

  /// Those of one server's rows with so many levels.
  private static func entries(room: [Int], _ slots: Int?, most: Int) -> Int {
    guard room.count <= most else {
      let square = most * most
      return slots == nil ? 5 * square / 2 : square * most * 3 / 2 + 4 * square
    }
    let hosting = room.enumerated().reduce(0) { sum, item in
      let hosted = item.offset + 1
      let sole = slots.map { min(hosted, item.element / $0) } ?? 0
      return sum + (sole + 1) * (2 * hosted + sole / 2)
    }
    return hosting + (slots == nil ? 0 : 3 * room.count * room.count / 2)
  }
}
