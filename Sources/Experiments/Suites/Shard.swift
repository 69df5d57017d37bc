/// One of n parts of a suite's runs; which runs are in it depends on the suite alone.
package struct Shard: Hashable, Sendable {
  /// Counted from 1.
  package let index: Int
  package let count: Int

  /// All of a suite.
  package static let whole = Shard(unchecked: 1, of: 1)

  private init(unchecked index: Int, of count: Int) {
    self.index = index
    self.count = count
  }

  /// The shard of a text like `2/8`; nil where it is none.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]), index >= 1,
      index <= count, count <= 1_000_000
    else { return nil }
    self.init(unchecked: index, of: count)
  }

  /// Its runs: every n-th, so that long experiments spread over all shards.
  package func runs(of all: [Run]) -> [Run] {
    all.enumerated().filter { $0.offset % count == index - 1 }.map(\.element)
  }
}
