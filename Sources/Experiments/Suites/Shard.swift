/// One of n parts of a suite's runs; which runs are in it depends on the suite alone.
package struct Shard: Hashable, Sendable {
  /// Counted from 1.
  package let index: Int
  /// How many parts there are, at least 1; some are empty where there are fewer runs.
  package let count: Int

  /// All of a suite.
  package static let whole = Shard(index: 1, of: 1)

  /// One of so many parts.
  ///
  /// - Precondition: The index lies in 1…count.
  package init(index: Int, of count: Int) {
    precondition((1...max(1, count)).contains(index), "A shard is one of the first to the last.")
    self.index = index
    self.count = count
  }

  /// The shard of a text like `2/8`; nil where it is none.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]), index >= 1,
      index <= count, count <= 1_000_000
    else { return nil }
    self.init(index: index, of: count)
  }

  /// Its runs, in the suite's order.
  ///
  /// Every n-th run by identity is in it: a suite's order has periods of its own, and every n-th
  /// run by that order could be all of one slot limit or solver.
  ///
  /// - Complexity: O(runs · log runs).
  package func runs(of all: [Run]) -> [Run] {
    let ranked = all.indices.sorted { all[$0].id < all[$1].id }
    return stride(from: index - 1, to: ranked.count, by: count).map { ranked[$0] }.sorted()
      .map { all[$0] }
  }
}
