/// How many blocks a server hosts, and how many of them no other server hosts.
///
/// Take a design of N slots in which every server hosts only blocks that some job is processed on.
/// Jobs on a server work on to its last block, so the number of jobs never falls along its range;
/// where a block has a *sole* host all N jobs are there, and they stay. From this follows, without
/// a word about positions:
/// - a server's sole blocks are the last ones of its range, and all N jobs are processed on them;
/// - servers with sole blocks do not overlap each other, so together they host at most L blocks;
/// - the other blocks of such a server, in front, have a second host without sole blocks, and one
///   that ends exactly where the server's sole blocks begin: no two servers share it;
/// - a block without a server of the first kind has two hosts of the second.
///
/// This is what the pattern relaxation forgets when memory is short: it fills servers as if every
/// job could be anywhere.
struct HostingChoice: Sendable, Equatable {
  /// `m`, at least 1.
  let hosted: Int
  /// How many of the blocks have no other host; the last ones of the range.
  let sole: Int

  var isShared: Bool { sole == 0 }

  /// Whether the server needs another one that ends inside its range.
  var needsCompanion: Bool { sole > 0 && sole < hosted }

  /// The choices of a server that a program offers: all of them where it has all levels.
  ///
  /// - Parameters:
  ///   - room: `M̃(m)` by `m − 1`.
  ///   - fewest: The fewest slots of the designs in question; nil leaves sole blocks aside.
  ///   - most: The most slots of them.
  static func all(
    room: [Int], levels: LinkLevels, fewest: Int?, most: Int
  ) -> [HostingChoice] {
    levels.hosted(room: room, slots: most).flatMap { hosted -> [HostingChoice] in
      let most = fewest.map { min(hosted, room[hosted - 1] / $0) } ?? 0
      var choices: [HostingChoice] = []
      levels.forEachSole(in: 0...most) { choices.append(HostingChoice(hosted: hosted, sole: $0)) }
      return choices
    }
  }
}
