/// A server whose end is known to lie in a window.
struct PlacedServer: Sendable, Equatable {
  let server: Int
  /// Where the server's last block may be.
  var ends: ClosedRange<Int>
}

/// The designs that a node of branching speaks of.
struct DesignRegion: Sendable {
  /// How many blocks each server hosts, 0 for none.
  var hosted: [ClosedRange<Int>]
  /// How many of them have no other host (``HostingChoice``).
  var sole: [ClosedRange<Int>]
  /// Servers in the order of their ends; one that hosts nothing ends wherever that suits.
  ///
  /// Lower and upper ends of the windows never fall along the order.
  var placed: [PlacedServer] = []

  /// All designs.
  ///
  /// - Parameter limits: The most blocks each server can host.
  init(limits: [Int]) {
    hosted = limits.map { 0...$0 }
    sole = limits.map { 0...$0 }
  }

  /// Whether a server may host like this.
  func allows(_ choice: HostingChoice, of server: Int) -> Bool {
    hosted[server].contains(choice.hosted) && sole[server].contains(choice.sole)
  }

  /// Whether a pattern can be part of some design.
  func allows(_ pattern: Pattern, blocks: Int) -> Bool {
    pattern.parts.allSatisfy { $0.blocks <= hosted[$0.server].upperBound }
      && ends(in: pattern, blocks: blocks) != nil
  }

  /// Where the placed servers of a pattern may end, in their order, nil for those that it does not
  /// use; nil as a whole where the pattern cannot meet the windows.
  ///
  /// What lies between placed servers is filled by the others, whose positions are left open: they
  /// must have as many blocks as are missing, but need not fit each gap.
  func ends(in pattern: Pattern, blocks: Int) -> [ClosedRange<Int>?]? {
    let parts = placed.map { place in
      pattern.parts.first { $0.server == place.server }?.blocks
    }
    var earliest: [Int] = []
    var position = 0
    for (place, part) in zip(placed, parts) {
      if let part {
        position = max(place.ends.lowerBound, position + part)
        guard position <= place.ends.upperBound else { return nil }
      }
      earliest.append(position)
    }
    let taken = parts.reduce(0) { $0 + ($1 ?? 0) }
    var ranges = [ClosedRange<Int>?](repeating: nil, count: placed.count)
    var latest = blocks
    for index in placed.indices.reversed() {
      guard let part = parts[index] else { continue }
      let end = min(latest, placed[index].ends.upperBound)
      guard earliest[index] <= end else { return nil }
      // Without others there are no gaps.
      if taken == blocks, end != latest { return nil }
      ranges[index] = (taken == blocks ? end : earliest[index])...end
      latest = end - part
    }
    return taken == blocks && latest != 0 ? nil : ranges
  }
}
