/// Consecutive blocks hosted by one server, `a … a+m−1`, counted from 1.
public struct BlockRange: Hashable, Sendable {
  /// `a_j`, the first hosted block.
  public let first: Int
  /// `m_j`, how many are hosted.
  public let count: Int

  /// A range of at least one block.
  public init(first: Int, count: Int) {
    precondition(count > 0, "A block range holds at least one block; use nil for a server without.")
    self.first = first
    self.count = count
  }

  /// The last hosted block, `a_j + m_j − 1`: where a job stands after this server.
  public var last: Int { first + count - 1 }

  /// Whether a job that has passed `position` blocks can go on at this server.
  ///
  /// This is the routing graph's edge rule `a_j ≤ a_i + m_i ≤ a_j + m_j − 1` with
  /// `position = a_i + m_i − 1`.
  public func continues(from position: Int) -> Bool {
    first <= position + 1 && position + 1 <= last
  }
}

/// Which blocks each server hosts; nil for a server that hosts none.
public struct Placement: Hashable, Sendable {
  /// One entry per server of the instance.
  public var ranges: [BlockRange?]

  /// A placement.
  public init(_ ranges: [BlockRange?]) {
    self.ranges = ranges
  }

  /// A placement of nothing.
  public init(serverCount: Int) {
    ranges = Array(repeating: nil, count: serverCount)
  }

  /// The range of a server.
  public subscript(server: Int) -> BlockRange? {
    get { ranges[server] }
    set { ranges[server] = newValue }
  }
}
